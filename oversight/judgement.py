"""The verdicts as values, and the plain sentences that explain them; no clock, no data, no drawing.

The verdict itself is worked out in SQL, where the rows are; here it is put into words.
«平台无记录» is never «没有开展»: many communities publish nothing on the platform.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from math import ceil

from oversight import periods, terms
from oversight.periods import ONE_WEEK

STALE_AFTER_DAYS = 10


class Verdict(StrEnum):
    """What a unit's quarter or half-year came to."""

    MET = "met"
    MISSED = "missed"
    NO_RECORD = "no_record"
    OPEN = "open"


class YearVerdict(StrEnum):
    """What a unit's year came to so far."""

    MET = "met"
    MISSED = "missed"
    ON_TRACK = "on_track"
    OPEN = "open"


@dataclass(frozen=True)
class PeriodStanding:
    """One row of `compliance_by_period`, as far as a sentence needs it."""

    period: str
    required: int
    counted: int
    rows_count: int
    verdict: Verdict
    days_left: int | None = None


def period_sentence(standing: PeriodStanding) -> str:
    """Why a period reads as it does, such as «第二季度平台无记录»; the year is said elsewhere."""
    title = periods.parse(standing.period).short_title
    account = f"{title}应开展{standing.required}次，计入{standing.counted}次"
    match standing.verdict:
        case Verdict.MET:
            return account
        case Verdict.NO_RECORD:
            return f"{title}平台无记录"
        case Verdict.MISSED:
            left_out = standing.rows_count - standing.counted
            return f"{account}（平台另有{left_out:,}条记录未计入）" if left_out > 0 else account
        case Verdict.OPEN:
            if standing.days_left is None:
                return account
            return f"{account}，{days_sentence(standing.days_left)}"


def year_sentence(
    standings: Sequence[PeriodStanding], *, year_required: int, year_counted: int, verdict: YearVerdict
) -> str:
    """Why a unit's year reads as it does: what is behind or still to do first, else the total.

    `standings` are the unit's periods that have begun, in order. Example:
    «第二季度平台无记录；第三季度应开展1次，计入0次，还有12天».
    """
    if verdict is YearVerdict.MET:
        return f"各周期均已达标；全年应开展{year_required}次，计入{year_counted}次"
    parts = [period_sentence(standing) for standing in standings if standing.verdict is not Verdict.MET]
    short = year_required - year_counted
    if short > 0 and not parts:
        parts.append(f"全年应开展{year_required}次，计入{year_counted}次，还差{short}次")
    elif not parts:
        parts.append(f"已开始的周期均已达标；全年应开展{year_required}次，计入{year_counted}次")
    return "；".join(parts)


def days_sentence(days: int) -> str:
    """Days left to a half-open end: one day left means that today is the last."""
    return "今天是最后一天" if days == 1 else f"还有{days:,}天"


@dataclass(frozen=True)
class RegistrationStanding:
    """One row of `registration_by_unit`, as far as a sentence needs it; None where it cannot be said."""

    unit_name: str
    as_of: date
    registered: int
    residents: int | None
    target_ratio: Decimal | float | None
    target_count: int | None
    gap_count: int | None
    needed_per_week: float | None
    forecast_on: date | None


def registration_sentence(standing: RegistrationStanding) -> str:
    """How far a unit is, such as «注册1,200人，占常住人口的12.0 %，离13 %的目标还差100人»."""
    head = f"{standing.unit_name}注册{standing.registered:,}人"
    if not standing.residents:
        return f"{head}；单位表没有填写常住人口，算不出注册率和目标"
    percentage = share(standing.registered, standing.residents, standing.target_ratio)
    head += f"，占常住人口{standing.residents:,}人的{percentage}"
    if standing.target_ratio is None or standing.target_count is None or standing.gap_count is None:
        return f"{head}；截至日期没有规定目标"
    target = f"{percent(standing.target_ratio)}的目标（{standing.target_count:,}人）"
    if standing.gap_count == 0:
        return f"{head}，已达到{target}"
    return f"{head}，离{target}还差{standing.gap_count:,}人"


def pace_sentence(standing: RegistrationStanding) -> str:
    """What is needed a week, and when the pace of the last 28 days gets there; empty if it cannot be said."""
    if standing.gap_count is None:
        return ""
    if standing.gap_count == 0:
        return "已达到目标"
    needed = ""
    if standing.needed_per_week is not None:
        needed = f"到年底平均每周还需{ceil(standing.needed_per_week):,}人；"
    if date(standing.as_of.year, 12, 31) - standing.as_of < ONE_WEEK:
        needed = f"年底前还需{standing.gap_count:,}人；"
    if standing.forecast_on is None:
        return f"{needed}近28天没有净增，按此进度达不到目标"
    day = date_sentence(standing.forecast_on)
    if standing.forecast_on.year > standing.as_of.year:
        return f"{needed}按近28天的进度，{day}才能达到，晚于年底"
    return f"{needed}按近28天的进度，预计{day}达到"


def share(part: int, whole: int, limit: Decimal | float | None = None) -> str:
    """A share as a percentage, with up to three decimals where fewer would round it up to the limit."""
    ratio = Decimal(part) / Decimal(whole)
    if limit is not None and ratio < (bound := Decimal(str(limit))):
        for places in (1, 2, 3):
            if round(ratio * 100, places) < bound * 100:
                return terms.ratio(ratio, places)
        return terms.ratio(ratio.quantize(Decimal("0.00001"), rounding=ROUND_DOWN), 3)
    return terms.ratio(ratio)


def percent(ratio: Decimal | float) -> str:
    """A target as people write it: 13 %, 12.5 %."""
    number = Decimal(str(ratio)) * 100
    return f"{number.normalize():f} %"


def change_sentence(now: float, before: float, unit: str) -> str:
    """The change against the period before: «比上期增加3场（+25.0 %）»; no share where there was nothing."""
    difference = now - before
    if difference == 0:
        return "与上期持平"
    word = "增加" if difference > 0 else "减少"
    amount = terms.show("hours" if isinstance(difference, float) else "people", abs(difference))
    if before == 0:
        return f"比上期{word}{amount}{unit}（上期为0）"
    sign = "+" if difference > 0 else "−"
    return f"比上期{word}{amount}{unit}（{sign}{terms.ratio(abs(difference) / abs(before))}）"


def net_sentence(net: int) -> str:
    """A net change of registrations over seven days."""
    if net == 0:
        return "近7天没有净增"
    return f"近7天净增{net:,}人" if net > 0 else f"近7天净减{-net:,}人"


def staleness_sentence(as_of: date, today: date) -> str | None:
    """A warning where the data is over ten days old on the day it is looked at, else None."""
    age = (today - as_of).days
    if age <= STALE_AFTER_DAYS:
        return None
    return f"数据截至{date_sentence(as_of)}，距今已{age:,}天；请导入新的数据"


def date_sentence(day: date) -> str:
    """A day in running text: 2026年10月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
