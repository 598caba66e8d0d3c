"""The grid of units and periods: who met which period."""

from collections import Counter
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from oversight import palette, periods, terms
from oversight.charts import frame, wording
from oversight.charts.key import Key, Trace
from oversight.charts.table import records

LABEL_LINE = 8  # characters of a unit's name beside the grid: 104 px, which leaves a phone 56 px a quarter
LABEL_STEP = 16
SPACIOUS = 36  # px of a cell with its word above its numbers
COMPACT = 20
MOST_SPACIOUS = 60  # rows; more are drawn in one line each
GAP = 4
COLUMN = 0.97  # a cell's share of its column
SHORT_WORDS = {"no_record": "无记录"}  # a cell on a phone holds four characters; the key has the full word
FALLEN_SHORT = ("missed", "no_record")
Cell = dict[str, Any]


def compliance_grid(by_period: pd.DataFrame) -> go.Figure:
    """Unit × period: the verdict in a word, and counted/required activities; rows in the order of the table.

    Takes the answer of compliance_by_period. A click on a cell gives the unit_code.
    """
    if by_period.empty:
        return frame.empty("所选范围内没有应开展活动的单位。")
    cells = records(
        by_period, "unit_code", "unit_name", "period", "verdict", "counted", "required", "days_left"
    )
    names = {cell["unit_code"]: cell["unit_name"] for cell in cells}
    columns = sorted({cell["period"] for cell in cells}, key=lambda period: (period[4:5], period))
    labels = [wording.balanced(name, LABEL_LINE) for name in names.values()]
    least = SPACIOUS if len(labels) <= MOST_SPACIOUS else COMPACT
    places: dict[str, tuple[float, float]] = {}  # middle and height of each row in px from the top
    top = 0.0
    for code, label in zip(names, labels, strict=True):
        height = max(least, len(label) * LABEL_STEP + GAP)
        places[code] = (top + height / 2, height)
        top += height + GAP

    present = Counter(cell["verdict"] for cell in cells)
    verdicts = sorted(present, key=list(palette.VERDICTS).index)
    headers = [_column_title(period, cells) for period in columns]
    left = round(max(wording.length(line) for label in labels for line in label) * frame.TEXT_SIZE) + 12
    return frame.figure(
        _heading(cells, len(names)),
        [
            _trace([cell for cell in cells if cell["verdict"] == verdict], verdict, columns, places)
            for verdict in verdicts
        ],
        plot_height=round(top),
        left=left,
        top=8 + LABEL_STEP * max(header.count("<br>") + 1 for header in headers),
        bottom=30,
        keys=verdict_keys(present),
        layout={
            "xaxis": {
                "side": "top",
                "range": [0, len(columns)],
                "tickvals": [at + 0.5 for at in range(len(columns))],
                "ticktext": headers,
                "tickangle": 0,
                "showgrid": False,
                "showline": False,
                "automargin": False,
            },
            "yaxis": {
                "range": [top, 0],
                "tickvals": [middle for middle, _ in places.values()],
                "ticktext": ["<br>".join(map(wording.plain, label)) for label in labels],
                "ticks": "outside",
                "ticklen": 6,
                "tickcolor": palette.PAPER,
                "tickfont": {"size": frame.TEXT_SIZE, "color": palette.INK},
                "showgrid": False,
                "automargin": False,
            },
        },
        annotations=[frame.foot("格内数字：计入 / 应有（场）", left)],
    )


def _trace(
    cells: list[Cell], verdict: str, columns: list[str], places: dict[str, tuple[float, float]]
) -> Trace:
    mark, word = palette.VERDICTS[verdict], palette.word(verdict)
    titles = {period: periods.parse(period).title for period in columns}
    amounts = [f"{_whole(cell['counted'])}/{_whole(cell['required'])}" for cell in cells]
    short = f"{mark.symbol}{wording.THIN}{SHORT_WORDS.get(verdict, word)}<br>"
    lead = short if len(places) <= MOST_SPACIOUS else f"{mark.symbol} "
    return {
        "type": "bar",
        "orientation": "h",
        "name": word,
        "base": [columns.index(cell["period"]) + (1 - COLUMN) / 2 for cell in cells],
        "x": [COLUMN] * len(cells),
        "y": [places[cell["unit_code"]][0] for cell in cells],
        "width": [places[cell["unit_code"]][1] for cell in cells],
        "customdata": [cell["unit_code"] for cell in cells],
        "text": [lead + amount for amount in amounts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": frame.SMALL_SIZE, "color": mark.ink},
        "marker": fill(mark, 0),
        "hovertext": [
            f"{wording.plain(cell['unit_name'])}　{titles[cell['period']]}<br>"
            f"{word}：计入 {_whole(cell['counted'])} 场，应有 {_whole(cell['required'])} 场"
            for cell in cells
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def fill(mark: palette.Mark, edge: int) -> Trace:
    """How an area of a verdict is filled: its colour, and its hatch for grey print."""
    return {
        "color": mark.fill,
        "line": {"width": edge, "color": palette.PAPER},
        "pattern": {
            "shape": mark.hatch,
            "bgcolor": mark.fill,
            "fgcolor": palette.HATCH,
            "size": 10,
            "solidity": 0.15,
        },
    }


def verdict_keys(present: Counter[str]) -> list[Key]:
    """The colour key of the verdicts that occur, always in one order."""
    return [
        Key(mark.fill, f"{mark.symbol}{wording.THIN}{palette.word(verdict)}", edge=palette.EXPECTED)
        for verdict, mark in palette.VERDICTS.items()
        if present[verdict]
    ]


def _whole(value: float | None) -> str:
    return terms.ABSENT if value is None else f"{value:,.0f}"


def _column_title(period: str, cells: list[Cell]) -> str:
    """The period's name, and under the one now running the days left in it."""
    whole = periods.parse(period)
    left = next(cell["days_left"] for cell in cells if cell["period"] == period)
    running = left is not None and 0 < left <= (whole.end - whole.start).days
    return f"<b>{whole.short_title}</b><br>余 {left:.0f} 天" if running else whole.short_title


def _heading(cells: list[Cell], units: int) -> str:
    short = [cell for cell in cells if cell["verdict"] in FALLEN_SHORT]
    if not short:
        judged = any(cell["verdict"] == "met" for cell in cells)
        return f"{units} 个单位到期各期全部达标" if judged else f"{units} 个单位本年各期均未到期"
    names = {cell["unit_code"]: cell["unit_name"] for cell in short}
    behind = Counter(cell["unit_code"] for cell in short)
    most = max(behind.values())
    first = [names[code] for code in behind if behind[code] == most]
    silent = sum(cell["verdict"] == "no_record" for cell in short)
    part = f"（其中 {silent} 期平台无记录）" if silent else ""
    if len(first) == 1:
        worst = f"{first[0]}最多，{most} 期"
    elif len(first) < len(behind):
        worst = f"{first[0]}等 {len(first)} 个最多，各 {most} 期"
    else:
        worst = f"各 {most} 期"
    return f"{units} 个单位中 {len(behind)} 个有到期未达标，共 {len(short)} 期{part}；{worst}"
