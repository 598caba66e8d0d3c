"""One unit's year: which activities count, which do not, and when they were."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from oversight import palette, periods, terms
from oversight.charts import frame, wording
from oversight.charts.key import Key, Trace
from oversight.charts.table import as_day, records

MOST_REASONS = 2
STEP = 13  # px from one dot of a pile to the next, while there is room
LEAST_STEP = 4
MOST_HEIGHT = 420
LEAST_HEIGHT = 90
COUNTED, NOT_COUNTED = "#2f8b76", palette.VERDICTS["missed"].fill
Activity = dict[str, Any]


def unit_timeline(unit_activities: pd.DataFrame, year: int) -> go.Figure:
    """A dot an activity: counted ones piled above the line and the others below it, by half-month.

    Takes the answer of unit_activities. Hovering names the activity and the reason it does not count.
    """
    activities = records(
        unit_activities, "activity_title", "starts_on", "people", "hours", "is_counted", "reason"
    )
    dated = [row for row in activities if row["starts_on"] is not None]
    if not dated:
        return frame.empty(f"{year} 年平台上没有这个单位的活动记录。")
    above = _pile([row for row in dated if row["is_counted"]])
    below = _pile([row for row in dated if not row["is_counted"]])
    high = max((level for _, level, _ in above), default=0)
    low = max((level for _, level, _ in below), default=0)
    step = max(LEAST_STEP, min(STEP, MOST_HEIGHT / (high + low)))
    quarters = periods.in_year(periods.PeriodKind.QUARTER, year)
    undated = len(activities) - len(dated)
    return frame.figure(
        _heading(dated, len(above), year),
        [
            _dots(above, 1, {"symbol": "circle", "size": max(3, step - 3), "color": COUNTED}),
            _dots(below, -1, {"symbol": "x", "size": max(3, step - 5), "color": NOT_COUNTED}),
        ],
        plot_height=round(max(step * (high + low + 2), LEAST_HEIGHT)),
        keys=[
            Key(COUNTED, f"计入 {len(above)} 场", "●"),
            Key(NOT_COUNTED, f"未计入 {len(below)} 场", "✖"),
        ],
        layout={
            "xaxis": {
                "type": "date",
                "range": [date(year, 1, 1), date(year + 1, 1, 1)],
                "tickvals": [quarter.start + (quarter.end - quarter.start) / 2 for quarter in quarters],
                "ticktext": [quarter.short_title for quarter in quarters],
                "showgrid": False,
            },
            "yaxis": {"range": [-low - 0.8, high + 0.8], "visible": False},
        },
        shapes=[*(_band(quarter) for quarter in quarters[::2]), _base_line()],
        annotations=[frame.foot(f"另有 {undated} 场没有日期，未画出", 4) | {"yshift": -28}]
        if undated
        else [],
        bottom=54 if undated else 34,
    )


def _pile(activities: list[Activity]) -> list[tuple[date, int, Activity]]:
    """The middle of each activity's half-month and its level there, the earliest lowest.

    Twenty-four piles a year are as many as a phone can show side by side.
    """
    levels: dict[date, int] = defaultdict(int)
    placed = []
    for row in sorted(activities, key=lambda row: row["starts_on"]):
        day = as_day(row["starts_on"])
        middle = day.replace(day=8 if day.day <= 15 else 23)
        levels[middle] += 1
        placed.append((middle, levels[middle], row))
    return placed


def _dots(placed: list[tuple[date, int, Activity]], side: int, marker: Trace) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [day for day, _, _ in placed],
        "y": [side * (level - 0.4) for _, level, _ in placed],
        "marker": {**marker, "line": {"width": 0}},
        "hovertext": [_hover(row) for _, _, row in placed],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _band(quarter: periods.Period) -> Trace:
    return {
        "type": "rect",
        "layer": "below",
        "xref": "x",
        "x0": quarter.start,
        "x1": quarter.end,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "fillcolor": palette.TRACK,
        "opacity": 0.6,
        "line": {"width": 0},
    }


def _base_line() -> Trace:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "yref": "y",
        "y0": 0,
        "y1": 0,
        "line": {"color": palette.EXPECTED, "width": 1},
    }


def _hover(row: Activity) -> str:
    day = as_day(row["starts_on"])
    title = "<br>".join(map(wording.plain, wording.wrap(str(row["activity_title"]), frame.PHONE_LINE)))
    people, hours = wording.count(row["people"], "人"), wording.count(row["hours"], "小时")
    when = f"{day.month}月{day.day}日"
    return f"<b>{title}</b><br>{when}　{people}，{hours}<br>{terms.show('reason', row['reason'])}"


def _heading(dated: list[Activity], counted: int, year: int) -> str:
    why = Counter(row["reason"] for row in dated if not row["is_counted"])
    if not why:
        return f"{year} 年 {len(dated)} 场活动全部计入"
    # The label of a reason begins with «不计入：», which the sentence says already.
    shown = "、".join(
        f"{terms.show('reason', reason).rpartition('：')[2]} {times} 场"
        for reason, times in why.most_common(MOST_REASONS)
    )
    rest = "等" if len(why) > MOST_REASONS else ""
    return (
        f"{year} 年 {len(dated)} 场活动中 {counted} 场计入，{len(dated) - counted} 场未计入（{shown}{rest}）"
    )
