"""Rows of named bars: the name stands above its bar, so that the bar has the whole width, also on a phone.

The vertical axis counts px downwards: rows are as tall as their names need, and nothing is cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from oversight import palette
from oversight.charts import frame, wording
from oversight.charts.key import Trace

BAR = 12
TICK = 8  # half the height of a target's mark across a bar: it stops short of the text
ABOVE_BAR = 3
GAP = 13
NAME_LINE = 14  # characters of a name in a line; the figures beside it have the rest of 343 px


@dataclass(frozen=True)
class Row:
    """A bar's name and figures; the middles of the name, the figures and the bar, in px from the top."""

    code: str | None
    name: str
    figures: str
    name_at: float
    figures_at: float
    bar_at: float


def arrange(
    named: Sequence[tuple[str | None, str, str]], name_line: int = NAME_LINE, notes: Sequence[str] = ()
) -> tuple[list[Row], int]:
    """Place (code, name, figures) from the top down, a quiet note under each name; also the height of all.

    The figures stand at the right end of the last line: beside the name, or the note where there is one.
    """
    rows = []
    top = 0.0
    for at, (code, name, figures) in enumerate(named):
        lines = [wording.plain(line) for line in wording.balanced(name, name_line)]
        if notes:
            quiet = map(wording.plain, wording.balanced(notes[at], NAME_LINE))
            lines += [f"<span style='color:{palette.QUIET}'>{line}</span>" for line in quiet]
        text = len(lines) * frame.TEXT_STEP
        rows.append(
            Row(
                code,
                "<br>".join(lines),
                figures,
                name_at=top + text / 2,
                figures_at=top + text - frame.TEXT_STEP / 2,
                bar_at=top + text + ABOVE_BAR + BAR / 2,
            )
        )
        top += text + ABOVE_BAR + BAR + GAP
    return rows, round(top)


def bars(
    rows: Sequence[Row], lengths: Sequence[float], hover: Sequence[str], colours: Sequence[str]
) -> Trace:
    """The bars themselves; a click on one gives the unit."""
    return {
        "type": "bar",
        "orientation": "h",
        "x": list(lengths),
        "y": [row.bar_at for row in rows],
        "width": BAR,
        "customdata": [row.code for row in rows],
        "marker": {"color": list(colours)},
        "hovertext": list(hover),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def track(rows: Sequence[Row], limit: float) -> Trace:
    """The pale full-width bar behind each bar: it shows where the scale ends and that a zero is a zero."""
    return {**bars(rows, [limit] * len(rows), [], [palette.TRACK] * len(rows)), "hoverinfo": "skip"}


def targets(rows: Sequence[Row], values: Sequence[float | None]) -> Trace:
    """A dark mark across each bar where its target lies."""
    return {
        "type": "scatter",
        "mode": "lines",
        "hoverinfo": "skip",
        "x": [at for value in values for at in (value, value, None)],
        "y": [at for row in rows for at in (row.bar_at - TICK, row.bar_at + TICK, None)],
        "line": {"color": palette.TARGET, "width": 2},
    }


def texts(rows: Sequence[Row], limit: float, bold: frozenset[int] = frozenset()) -> list[Trace]:
    """The names at the left edge and the figures at the right edge; both carry the unit for a click."""
    shared = {
        "type": "scatter",
        "mode": "text",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "customdata": [row.code for row in rows],
        "textfont": {"size": frame.TEXT_SIZE, "color": palette.INK},
    }
    names = {
        "x": [0] * len(rows),
        "y": [row.name_at for row in rows],
        "text": [f"<b>{row.name}</b>" if at in bold else row.name for at, row in enumerate(rows)],
        "textposition": "middle right",
    }
    figures = {
        "x": [limit] * len(rows),
        "y": [row.figures_at for row in rows],
        "text": [row.figures for row in rows],
        "textposition": "middle left",
    }
    return [{**shared, **names}, {**shared, **figures}]


def across(limit: float, title: str, tick_format: str) -> Trace:
    """The horizontal axis, from zero; its title says the unit."""
    return {
        "range": [0, limit],
        "tickformat": tick_format,
        "nticks": 6,
        "showgrid": False,
        "automargin": False,
        "title": {"text": title},
    }


def down(height: float) -> Trace:
    """The vertical axis: px from the top."""
    return {"range": [height, 0], "visible": False, "fixedrange": True}
