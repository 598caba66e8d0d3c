"""Which team stands where: the first teams of a ranking with their change of rank since last week."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from oversight import palette, terms
from oversight.charts import frame, rows, wording
from oversight.charts.table import records

TOP = 15
NAME_LINE = 23
UNITS = {
    "hours": "小时",
    "activities": "场",
    "people": "人",
    "attendances": "人次",
    "hours_per_person": "小时/人",
}
NO_UNIT = "未对应单位"
Team = dict[str, Any]


def team_ranking(ranking: pd.DataFrame, measure: str = "hours", top: int = TOP) -> go.Figure:
    """The first `top` rows of the table in its order; hand over one kind of team, as ranks compare within.

    Takes the answer of team_ranking for the same measure. A click gives the unit_code of the team's unit.
    """
    if ranking.empty:
        return frame.empty("所选范围内没有队伍。")
    teams = records(
        ranking.head(top), "unit_code", "team_name", "unit_name", "rank", "rank_week_ago", "measure_value"
    )
    values = [team["measure_value"] or 0 for team in teams]
    limit = max(values) or 1
    placed, height = rows.arrange(
        [
            (
                team["unit_code"],
                f"{_rank(team)}. {team['team_name']}",
                f"<b>{_amount(team, measure)}</b>　{_change(team)}",
            )
            for team in teams
        ],
        NAME_LINE,
        [team["unit_name"] or NO_UNIT for team in teams],
    )
    word, unit = terms.label(f"measure.{measure}"), UNITS[measure]
    hover = [
        f"<b>{wording.plain(team['team_name'])}</b><br>{wording.plain(team['unit_name'] or NO_UNIT)}<br>"
        f"第 {_rank(team)} 名　{_change(team)}<br>{word} {_amount(team, measure)}"
        for team in teams
    ]
    return frame.figure(
        _heading(teams, len(ranking), measure),
        [
            rows.track(placed, limit),
            rows.bars(placed, values, hover, [palette.ACTUAL] * len(teams)),
            *rows.texts(placed, limit),
        ],
        plot_height=height,
        layout={"xaxis": rows.across(limit, f"{word}（{unit}）", ",~r"), "yaxis": rows.down(height)},
        left=12,
        right=18,
    )


def _rank(team: Team) -> str:
    return terms.ABSENT if team["rank"] is None else f"{team['rank']:.0f}"


def _amount(team: Team, measure: str) -> str:
    if team["measure_value"] is None:
        return terms.ABSENT
    places = 1 if measure in ("hours", "hours_per_person") else 0
    return f"{team['measure_value']:,.{places}f} {UNITS[measure]}"


def _change(team: Team) -> str:
    """The change of rank since last week: a sign and a word, never a colour."""
    now, before = team["rank"], team["rank_week_ago"]
    if now is None:
        return ""
    if before is None:
        return "新上榜"
    if before == now:
        return "＝ 持平"
    return f"▲ 升 {before - now:.0f} 位" if before > now else f"▼ 降 {now - before:.0f} 位"


def _heading(teams: list[Team], teams_in_all: int, measure: str) -> str:
    first, word = teams[0], terms.label(f"measure.{measure}")
    if not any(team["measure_value"] for team in teams):
        return f"{teams_in_all} 支队伍本年都还没有{word}记录"
    tied = sum(team["rank"] == first["rank"] for team in teams)
    place = f"等 {tied} 支并列居首" if tied > 1 else "居首"
    return f"{teams_in_all} 支队伍中，{first['team_name']}{place}，{word} {_amount(first, measure)}"
