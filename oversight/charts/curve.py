"""The year's registered people against the line they should follow."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from oversight import palette
from oversight.charts import frame
from oversight.charts.key import Key, Trace
from oversight.charts.table import records

HEIGHT = 270
AIR = 0.12  # of the span, free above the highest and below the lowest value
Day = dict[str, Any]


def registration_curve(curve: pd.DataFrame, unit_name: str = "") -> go.Figure:
    """Registered people, the line they should follow and the target, in people.

    Takes the answer of registration_curve: `registered` is empty after the as-of day.
    """
    days = records(curve, "day", "registered", "expected", "target_count")
    known = [day for day in days if day["registered"] is not None]
    if not known:
        return frame.empty(f"{unit_name}没有可画的注册记录。")
    last = known[-1]
    values = [day[name] for day in days for name in ("registered", "expected", "target_count")]
    span = _span([value for value in values if value is not None])
    left = frame.scale_room(span[1])
    return frame.figure(
        _heading(last, unit_name),
        [
            _line(days, "expected", "应有进度", {"color": palette.EXPECTED, "width": 2, "dash": "dot"}),
            _line(days, "target_count", "目标", {"color": palette.TARGET, "width": 2}),
            _line(known, "registered", "已注册", {"color": palette.ACTUAL, "width": 3}),
            {
                "type": "scatter",
                "mode": "markers",
                "hoverinfo": "skip",
                "x": [last["day"]],
                "y": [last["registered"]],
                "marker": {
                    "size": 10,
                    "color": palette.ACTUAL,
                    "line": {"width": 2, "color": palette.PAPER},
                },
            },
        ],
        plot_height=HEIGHT,
        keys=_keys(last),
        layout={
            "xaxis": {
                "type": "date",
                "tickformat": "%-m月",
                "dtick": "M2",
                "tick0": "2000-01-01",
                "range": [days[0]["day"], days[-1]["day"]],
                "showgrid": False,
                "showline": True,
            },
            "yaxis": {
                "range": span,
                "tickformat": ",d",
                "nticks": 6,
                "automargin": False,
                "ticklabelstandoff": 4,
            },
            "hovermode": "x unified",
        },
        annotations=[frame.caption("注册志愿者（人）", left)],
        top=26,
        bottom=32,
        left=left,
        right=16,
    )


def _span(values: list[float]) -> list[float]:
    low, high = min(values), max(values)
    air = (high - low) * AIR or max(high * AIR, 1)
    return [max(0, low - air), high + air]


def _line(days: list[Day], column: str, name: str, line: Trace) -> Trace:
    drawn = [day for day in days if day[column] is not None]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "line": line,
        "x": [day["day"] for day in drawn],
        "y": [day[column] for day in drawn],
        "hovertemplate": "%{y:,.0f} 人",
        "xhoverformat": "%Y-%m-%d",
    }


def _keys(last: Day) -> list[Key]:
    keys = [Key(palette.ACTUAL, f"已注册 {last['registered']:,.0f} 人", "line")]
    if last["expected"] is not None:
        keys.append(Key(palette.EXPECTED, f"应有 {last['expected']:,.0f} 人", "dotted"))
    if last["target_count"] is not None:
        keys.append(Key(palette.TARGET, f"目标 {last['target_count']:,.0f} 人", "line"))
    return keys


def _heading(last: Day, unit_name: str) -> str:
    day, target = last["day"], last["target_count"]
    lead = f"{unit_name}截至 {day.month}月{day.day}日注册 {last['registered']:,.0f} 人"
    if target is not None and last["registered"] >= target:
        return f"{lead}，已达目标 {target:,.0f} 人"
    if last["expected"] is None:
        return lead
    ahead = round(last["registered"] - last["expected"])
    if ahead == 0:
        return f"{lead}，与应有进度持平"
    return f"{lead}，比应有进度{'多' if ahead > 0 else '少'} {abs(ahead):,} 人"
