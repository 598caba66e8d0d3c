"""Registration, teams and a single unit put into words for the pages."""

from datetime import date
from types import SimpleNamespace

import pandas as pd

from oversight import judgement, terms
from oversight.ui import answers

PERIOD_COLUMNS = ("period", "verdict", "counted", "required", "rows_count", "days_left")
ACTIVITY_COLUMNS = (
    "starts_on", "activity_title", "team_name", "status", "people", "hours", "reason", "source_file", "source_row",
)
VOLUNTEER_COLUMNS = ("name_masked", "team_name", "registered_on", "is_counted", "reason", "source_file", "source_row")
TEAM_COLUMNS = (
    "team_name", "team_kind", "parent_team", "lead_unit", "activities", "people", "hours", "source_file", "source_row",
)
FACTS = (
    "unit_kind", "town_name", "unit_code", "residents", "residents_year", "residents_source", "source_file",
    "source_row",
)

# What each measure rewards, so that nobody takes a rank for a judgement of quality.
REWARDS = {
    "hours": "按服务时长排列：有利于人多、活动长的队伍；手工录入的时长同样计入，请对照打卡时长占比。",
    "activities": "按活动场数排列：有利于常办小型活动的队伍；一场大型活动只算一场。",
    "people": "按服务人数排列：有利于人多的队伍；同一人只计一次，经常参加与参加一次没有区别。",
    "attendances": "按服务人次排列：有利于人多又经常活动的队伍；不反映每次服务的长短。",
    "hours_per_person": "按人均时长排列：有利于人少而投入多的队伍；只有一两个人的队伍容易排在最前，也容易大起大落。",
}
RANKING_CAUTION = (
    "名次只说明平台上记录的多少，不说明服务的好坏；没有在平台记录的服务不在其中。不同层级的队伍任务不同，不互相比较。"
    "相同的并列，其后空出名次。各队的服务人数、人次不能相加成全县的数。"
)


def registration_standing(row: SimpleNamespace, as_of: date, name: str = "") -> judgement.RegistrationStanding:
    """One row of registration_by_unit or overview, as far as a sentence needs it."""
    return judgement.RegistrationStanding(
        unit_name=name or row.unit_name, as_of=as_of, registered=row.registered or 0, residents=row.residents,
        target_ratio=row.target_ratio, target_count=row.target_count, gap_count=row.gap_count,
        needed_per_week=row.needed_per_week, forecast_on=row.forecast_on,
    )


def change(now: SimpleNamespace, what: str, unit: str) -> str:
    """How the last seven days compare with the seven before, of overview's activities, people or hours."""
    week, before = getattr(now, f"{what}_week"), getattr(now, f"{what}_previous_week")
    return judgement.change_sentence(week or 0, before or 0, unit)


def pace(standing: judgement.RegistrationStanding) -> str:
    """What is needed a week and when the target is reached; blank where it is reached or there is none."""
    sentence = judgement.pace_sentence(standing) if standing.gap_count else ""
    return f"{sentence}。" if sentence else ""


def subject(by_unit: pd.DataFrame, town: str | None) -> list[SimpleNamespace]:
    """The row the registration page speaks about: the town chosen, else the county; empty where it has none."""
    chosen = by_unit[by_unit["unit_code"] == town] if town else by_unit[by_unit["unit_kind"] == "county"]
    return answers.rows(chosen if len(chosen) else by_unit.head(1))


def target_words(row: SimpleNamespace) -> str:
    """The target of a row, as people write it."""
    if row.target_ratio is None:
        return "截至日期没有规定目标"
    return f"目标 {judgement.percent(row.target_ratio)}，{row.target_count or 0:,} 人"


def team_kinds(ranking: pd.DataFrame) -> dict[str, str]:
    """The kinds of team that occur, those with something to compare first."""
    amounts = ranking["team_kind"].value_counts()
    present = [kind for kind in terms.choices("team_kind") if kind in amounts.index]
    several = [kind for kind in present if amounts[kind] > 1]
    return {
        kind: terms.label(f"team_kind.{kind}")
        for kind in (*several, *(kind for kind in present if kind not in several))
    }


def ranking_sentence(teams: pd.DataFrame, measure: str, kind: str) -> str:
    """How many teams are compared, by what, and how many have nothing on record."""
    silent = int((teams["measure_value"].fillna(0) == 0).sum())
    apart = f"，{silent:,}支本年没有记录" if silent else ""
    kind_name, measure_name = terms.label(f"team_kind.{kind}"), terms.label(f"measure.{measure}")
    return f"{len(teams):,}支{kind_name}按本年{measure_name}排列{apart}。"


def unit_sentence(unit: SimpleNamespace, years: list[SimpleNamespace], year: int) -> str:
    """How the year of a unit stands and why; for a unit without the duty, that it has none."""
    if not years:
        return f"{unit.unit_name}：{terms.show('unit_kind', unit.unit_kind)}没有按期开展活动的任务。"
    word = terms.label(f"verdict.{years[0].verdict}")
    return f"{unit.unit_name}{year}年：{word}。{years[0].reason}。"


def unit_registration(unit: SimpleNamespace, targets: list[SimpleNamespace], as_of: date) -> str:
    """How far a unit's registration is; without a target, only how many."""
    if targets:
        standing = registration_standing(targets[0], as_of)
        return f"{judgement.registration_sentence(standing)}。{pace(standing)}"
    net = judgement.net_sentence(unit.net_week or 0)
    return f"注册志愿者{unit.registered or 0:,}人，{net}；本类单位没有规定注册目标。"


def unit_facts(unit: SimpleNamespace) -> list[tuple[str, object]]:
    """What the 单位表 says of a unit, and where."""
    return [(name, getattr(unit, name, None)) for name in FACTS]
