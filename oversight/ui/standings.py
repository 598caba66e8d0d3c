"""Compliance answers as lists and sentences: who is behind, who still owes something, and why."""

from collections import defaultdict
from datetime import date
from types import SimpleNamespace

import pandas as pd

from oversight import judgement, periods, terms
from oversight.judgement import Verdict, YearVerdict
from oversight.ui import answers

OBLIGED = ("town", "community", "organisation")
URGENCY = (YearVerdict.MISSED, YearVerdict.OPEN, YearVerdict.ON_TRACK, YearVerdict.MET)


def with_reasons(by_unit: pd.DataFrame, by_period: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """compliance_by_unit with one more column, `reason`: why each year reads as it does, from compliance_by_period."""
    begun: dict[str, list[judgement.PeriodStanding]] = defaultdict(list)
    for row in answers.rows(by_period):
        if row.period_start <= as_of:
            begun[row.unit_code].append(judgement.PeriodStanding(
                row.period, row.required, row.counted, row.rows_count, Verdict(row.verdict), row.days_left,
            ))
    sentences = [
        judgement.year_sentence(
            begun[row.unit_code], year_required=row.year_required, year_counted=row.year_counted,
            verdict=YearVerdict(row.verdict),
        )
        for row in answers.rows(by_unit)
    ]
    return by_unit.assign(reason=sentences)


def behind(units: pd.DataFrame) -> pd.DataFrame:
    """The units whose year is missed, those with most periods missed first, else in the order of the table."""
    missed = units[units["verdict"] == YearVerdict.MISSED]
    short = missed["periods_due"] - missed["periods_met"]
    return missed.assign(short=short).sort_values("short", ascending=False, kind="stable").drop(columns="short")


def waiting(units: pd.DataFrame) -> pd.DataFrame:
    """The units that have not yet met the period now running."""
    return units[units["running_verdict"] == Verdict.OPEN]


def urgent_first(units: pd.DataFrame) -> pd.DataFrame:
    """All units: the missed first, among them those without any record last; then who still owes something."""
    order = {verdict.value: place for place, verdict in enumerate(URGENCY)}
    silent = units["periods_missed"].isna()
    place = units["verdict"].map(order) * 2 + silent
    return units.assign(place=place).sort_values("place", kind="stable").drop(columns="place")


def of_unit(table: pd.DataFrame, unit_code: str) -> pd.DataFrame:
    """The rows of one unit."""
    return table[table["unit_code"] == unit_code]


def compliance_sentence(units: pd.DataFrame) -> str:
    """How many of the units fell short of a finished period, those with nothing on the platform told apart."""
    missed = units[units["verdict"] == YearVerdict.MISSED]
    lead = f"应开展活动的{len(units):,}个单位中"
    if missed.empty:
        return f"{lead}，已结束的周期全部达标"
    silent = int((missed["periods_without_record"].notna() & missed["periods_missed"].isna()).sum())
    apart = f"，其中{silent:,}个是平台无记录" if silent else ""
    return f"{lead}，{len(missed):,}个有已结束的周期没有达标{apart}"


def behind_sentence(behind_: pd.DataFrame, units: pd.DataFrame) -> str:
    """How many units are on the list, and in which order."""
    if units.empty:
        return "所选范围内没有应开展活动的单位。"
    if behind_.empty:
        return "已结束的周期全部达标，没有落后的单位。"
    return f"{len(behind_):,}个单位本年有已结束的周期没有达标，欠得多的在前；点单位名称看它的全部情况。"


def period_sentence(as_of: date, due: int | None, met: int | None) -> str:
    """How many units have met the period now running, and how many days its quarter has left."""
    if not due:
        return "所选范围内没有应开展活动的单位。"
    quarter = periods.of(periods.PeriodKind.QUARTER, as_of)
    left = judgement.days_sentence((quarter.end - as_of).days)
    share = terms.ratio((met or 0) / due)
    return f"当前周期应达标{due:,}个单位，已达标{met or 0:,}个（{share}）；{quarter.short_title}{left}。"


def tasks(
    now: SimpleNamespace, units: pd.DataFrame, unmatched: pd.DataFrame, files: pd.DataFrame,
) -> list[tuple[str, str]]:
    """What waits for the reader, the most pressing first: (sentence, page)."""
    found: list[tuple[str, str]] = []
    open_ = waiting(units)
    if not open_.empty:
        soonest = int(open_["days_left"].min())
        days = judgement.days_sentence(soonest)
        found.append((f"{len(open_):,} 个单位当前周期还没有达标，最早到期的{days}", "compliance"))
    silent = int(units["periods_without_record"].notna().sum())
    if silent:
        found.append((f"{silent:,} 个单位有平台无记录的周期：请核实是没有开展，还是没有发布", "compliance"))
    if now.gap_count and now.needed_per_week and (now.net_week or 0) < now.needed_per_week:
        found.append((
            f"注册每周还需 {now.needed_per_week:,} 人，近 7 天净增 {now.net_week or 0:,} 人，慢于所需", "registration",
        ))
    if now.registered_unmatched:
        found.append((f"{now.registered_unmatched:,} 名注册志愿者没有归属单位，只计入全县", "indicators"))
    if not unmatched.empty:
        rows = int(unmatched["rows_count"].sum())
        found.append((f"{len(unmatched):,} 个名称没有对上单位，涉及 {rows:,} 行，请确认", "indicators"))
    refused = int(files["rows_refused"].sum()) if not files.empty else 0
    if refused:
        found.append((f"{refused:,} 行没有通过检查，请按原因改正后再导入", "indicators"))
    return found or [("没有等待处理的事项。", "")]


def sources_sentence(files: pd.DataFrame) -> str:
    """How many files and rows the figures rest on."""
    refused = int(files["rows_refused"].sum())
    apart = f"，{refused:,} 行未通过" if refused else ""
    return f"全部数字来自 {len(files):,} 个文件，共接收 {int(files['rows_accepted'].sum()):,} 行{apart}。"
