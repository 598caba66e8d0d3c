"""How far each unit's registration is: to its target, and this week's pace beside the pace it needs."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from oversight import palette, terms
from oversight.charts import frame, rows, wording
from oversight.charts.key import Key
from oversight.charts.table import records

SCALE_LIMIT = (
    2  # the axis ends at so many times the target; a longer bar ends in ▸ and its figure says how long
)
HEADROOM = 1.15
REACHED = palette.VERDICTS["met"].fill
Unit = dict[str, Any]


def registration_progress(by_unit: pd.DataFrame) -> go.Figure:
    """Bars from 0 % to the target line, in the table's order (the county on top, then 行政区划).

    Takes the answer of registration_by_unit. Each row says its share, its people and what is missing, so
    that a unit of 24 residents is as visible as the county. A click gives the unit_code.
    """
    if by_unit.empty:
        return frame.empty("没有填写常住人口的单位，无法计算注册率。")
    units = records(
        by_unit,
        *("unit_code", "unit_name", "unit_kind", "residents", "registered", "registered_ratio"),
        *("target_ratio", "target_count", "gap_count"),
    )
    goals = {unit["target_ratio"] for unit in units if unit["target_ratio"]}
    limit = _limit(units, max(goals, default=None))
    placed, height = rows.arrange(
        [(unit["unit_code"], unit["unit_name"], _progress(unit, limit)) for unit in units]
    )
    reached = [_reached(unit) for unit in units]
    lengths = [min(unit["registered_ratio"] or 0, limit) for unit in units]
    colours = [REACHED if done else palette.ACTUAL for done in reached]
    county = frozenset(at for at, unit in enumerate(units) if unit["unit_kind"] == "county")
    target = f"目标 {_percent(*goals)}" if len(goals) == 1 else "各自目标"
    return frame.figure(
        _progress_heading(units),
        [
            rows.track(placed, limit),
            rows.bars(placed, lengths, [_progress_hover(unit) for unit in units], colours),
            rows.targets(placed, [unit["target_ratio"] for unit in units]),
            *rows.texts(placed, limit, county),
        ],
        plot_height=height,
        keys=[
            *([Key(REACHED, "已达目标")] if any(reached) else []),
            *([Key(palette.ACTUAL, "未达目标")] if not all(reached) else []),
            *([Key(palette.TARGET, target, "line")] if goals else []),
        ],
        layout={
            "xaxis": rows.across(limit, "注册志愿者占常住人口的比例（%）", ".0%"),
            "yaxis": rows.down(height),
        },
        left=12,
        right=12,
    )


def _limit(units: list[Unit], goal: float | None) -> float:
    longest = max(unit["registered_ratio"] or 0 for unit in units)
    limit = max(longest, goal or 0) * HEADROOM or 1.0
    return min(limit, goal * SCALE_LIMIT) if goal else limit


def _percent(ratio: float) -> str:
    return f"{round(ratio * 100, 4):g} %"


def _reached(unit: Unit) -> bool:
    known = unit["target_count"] is not None and unit["registered"] is not None
    return known and bool(unit["registered"] >= unit["target_count"])


def _progress(unit: Unit, limit: float) -> str:
    people = wording.count(unit["registered"], "人")
    if unit["registered_ratio"] is None:
        return f"无常住人口数　已注册 {people}"
    share = f"<b>{wording.plain(terms.ratio(unit['registered_ratio']))}</b>"
    if unit["registered_ratio"] > limit:
        share += "▸"
    if unit["target_count"] is None:
        return f"{share}　{people}"
    rest = "✓ 达标" if _reached(unit) else f"差 {unit['gap_count'] or 0:,.0f}"
    return f"{share}　{unit['registered']:,.0f}/{unit['target_count']:,.0f} 人　{rest}"


def _progress_hover(unit: Unit) -> str:
    rest = "已达目标" if _reached(unit) else f"还差 {wording.count(unit['gap_count'], '人')}"
    return (
        f"<b>{wording.plain(unit['unit_name'])}</b><br>常住人口 {wording.count(unit['residents'], '人')}<br>"
        f"已注册 {wording.count(unit['registered'], '人')}，"
        f"目标 {wording.count(unit['target_count'], '人')}<br>{rest}"
    )


def _progress_heading(units: list[Unit]) -> str:
    parts = []
    county = next((unit for unit in units if unit["unit_kind"] == "county"), None)
    if county is not None and county["registered_ratio"] is not None:
        left = "已达目标" if _reached(county) else f"距目标差 {wording.count(county['gap_count'], '人')}"
        parts.append(f"{county['unit_name']}注册率 {terms.ratio(county['registered_ratio'])}，{left}")
    below = [unit for unit in units if unit["unit_kind"] != "county"]
    if below:
        parts.append(f"{len(below)} 个单位中 {sum(map(_reached, below))} 个达到目标")
        gaps = [unit for unit in below if unit["gap_count"]]
        if gaps:
            widest = max(gaps, key=lambda unit: unit["gap_count"])
            parts[-1] += f"，{widest['unit_name']}缺口最大（{widest['gap_count']:,.0f} 人）"
    return "；".join(parts) or "没有常住人口数，无法计算注册率"


def registration_pace(by_unit: pd.DataFrame) -> go.Figure:
    """People registered in the last seven days beside those needed a week until 31 December.

    Takes the answer of registration_by_unit; the county is left out where it is not alone. A fall has no bar;
    its figure says it.
    """
    if by_unit.empty:
        return frame.empty("没有填写常住人口的单位，无法计算所需速度。")
    every = records(
        by_unit, "unit_code", "unit_name", "unit_kind", "net_week", "needed_per_week", "forecast_on"
    )
    units = [unit for unit in every if unit["unit_kind"] != "county"] or every
    gains = [unit["net_week"] or 0 for unit in units]
    needs = [unit["needed_per_week"] or None for unit in units]
    enough = [gain >= (need or 0) for gain, need in zip(gains, needs, strict=True)]
    limit = max([1, *gains, *(need or 0 for need in needs)]) * HEADROOM
    placed, height = rows.arrange([(unit["unit_code"], unit["unit_name"], _pace(unit)) for unit in units])
    hover = [f"{row.name}<br>{row.figures}" for row in placed]
    colours = [REACHED if fits else palette.ACTUAL for fits in enough]
    return frame.figure(
        f"近 7 天 {len(units)} 个单位中 {sum(enough)} 个达到每周所需的注册速度",
        [
            rows.track(placed, limit),
            rows.bars(placed, [max(gain, 0) for gain in gains], hover, colours),
            rows.targets(placed, needs),
            *rows.texts(placed, limit),
        ],
        plot_height=height,
        keys=[
            Key(REACHED, "够快"),
            Key(palette.ACTUAL, "不够快"),
            Key(palette.TARGET, "每周所需", "line"),
        ],
        layout={"xaxis": rows.across(limit, "近 7 天净增注册（人）", ",d"), "yaxis": rows.down(height)},
        left=12,
        right=12,
    )


def _pace(unit: Unit) -> str:
    net, need, forecast = unit["net_week"], unit["needed_per_week"], unit["forecast_on"]
    gain = "无数据" if net is None else f"净增 {net:,.0f} 人" if net >= 0 else f"净减 {-net:,.0f} 人"
    if need is None:
        return gain
    if need == 0:
        return f"{gain}　已达目标"
    when = f"　预计 {forecast.year}年{forecast.month}月" if forecast is not None else ""
    return f"{gain} / 需 {need:,.0f}{when}"
