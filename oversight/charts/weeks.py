"""The last weeks' activities and people: two panels, one axis each, so that no two scales share a picture."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from oversight import palette
from oversight.charts import frame, wording
from oversight.charts.key import Key, Trace
from oversight.charts.table import as_day, records

WEEK = timedelta(days=7)
BAR = 0.78 * WEEK / timedelta(milliseconds=1)  # a bar's width on plotly's axis of dates
PANELS = {"activities": [0.55, 1.0], "people": [0.0, 0.43]}  # share of the height
HEIGHT = 300
Week = dict[str, Any]


def activity_weeks(by_week: pd.DataFrame, as_of: date | None = None) -> go.Figure:
    """Activities a week above people a week; the week that `as_of` cuts short is drawn lighter.

    Takes the answer of activity_by_week. A person who serves in two weeks counts in both.
    """
    if by_week.empty:
        return frame.empty("近 26 周没有活动记录。")
    weeks = records(by_week, "week_start", "activities", "attendances", "people", "hours")
    running = [as_of is not None and as_day(week["week_start"]) + WEEK > as_of + WEEK / 7 for week in weeks]
    colours = [palette.ACTUAL_SOFT if is_running else palette.ACTUAL for is_running in running]
    hover = [_hover(week, is_running) for week, is_running in zip(weeks, running, strict=True)]
    left = frame.scale_room(max(week[name] or 0 for week in weeks for name in PANELS))
    return frame.figure(
        _heading(weeks, running),
        [
            {
                "type": "bar",
                "x": [week["week_start"] for week in weeks],
                "y": [week[name] for week in weeks],
                "yaxis": axis,
                "width": BAR,
                "offset": 0,
                "marker": {"color": colours},
                "hovertext": hover,
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
            for name, axis in (("activities", "y"), ("people", "y2"))
        ],
        plot_height=HEIGHT,
        keys=[Key(palette.ACTUAL, "整周"), Key(palette.ACTUAL_SOFT, "本周至今")] if any(running) else [],
        layout={
            "xaxis": {
                "type": "date",
                "tickformat": "%-m月",
                "dtick": "M1",
                "ticks": "outside",
                "ticklabelmode": "period",
                "range": [weeks[0]["week_start"], as_day(weeks[-1]["week_start"]) + WEEK],
                "showgrid": False,
                "showline": True,
                "anchor": "y2",
            },
            "yaxis": _axis(weeks, "activities"),
            "yaxis2": _axis(weeks, "people"),
        },
        annotations=[
            frame.caption("每周活动（场）", left, PANELS["activities"][1]),
            frame.caption("每周参加（人，一周内一人只计一次）", left, PANELS["people"][1]),
        ],
        top=26,
        bottom=32,
        left=left,
        right=12,
    )


def _axis(weeks: list[Week], name: str) -> Trace:
    most = max(week[name] or 0 for week in weeks)
    return {
        "domain": PANELS[name],
        "range": [0, most * 1.08 or 1],
        "nticks": 4,
        "dtick": 1 if most <= 3 else None,
        "tickformat": ",d",
        "tickfont": {"size": frame.SMALL_SIZE},
        "ticklabelstandoff": 4,
        "gridcolor": palette.RULE,
        "zeroline": False,
        "fixedrange": True,
        "automargin": False,
    }


def _hover(week: Week, is_running: bool) -> str:
    first = as_day(week["week_start"])
    last = first + WEEK * 6 / 7
    until = "（至今）" if is_running else ""
    return (
        f"<b>{first.month}月{first.day}日至{last.month}月{last.day}日{until}</b><br>"
        f"活动 {wording.count(week['activities'], '场')}，时长 {wording.count(week['hours'], '小时')}<br>"
        f"{wording.count(week['people'], '人')}，{wording.count(week['attendances'], '人次')}"
    )


def _heading(weeks: list[Week], running: list[bool]) -> str:
    whole = [week for week, is_running in zip(weeks, running, strict=True) if not is_running]
    last = whole[-1] if whole else weeks[-1]
    sunday = as_day(last["week_start"]) + WEEK * 6 / 7
    when = f"截至 {sunday.month}月{sunday.day}日的一周" if whole else "本周至今"
    text = f"{when}活动 {last['activities'] or 0:,.0f} 场，{last['people'] or 0:,.0f} 人参加"
    if len(whole) < 2:
        return text
    more = (last["activities"] or 0) - (whole[-2]["activities"] or 0)
    if more == 0:
        return f"{text}，场次与前一周持平"
    return f"{text}，比前一周{'多' if more > 0 else '少'} {abs(more):,.0f} 场"
