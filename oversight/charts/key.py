"""The colour key above a plot: swatches and words placed in px, so that it looks the same at every width.

plotly's own legend runs into the heading on a phone, and hides what a reader touches by mistake.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from oversight import palette
from oversight.charts import wording

WIDTH = 326  # px of a line: a phone's
STEP = 20  # px from one line to the next
SIZE = 13
BOX = 12
STROKE = 18
GAP = 5
BETWEEN = 8
DASHES = {"line": "solid", "dotted": "dot"}

Trace = dict[str, Any]


@dataclass(frozen=True)
class Key:
    """One entry: `form` is area, line, dotted, or the sign itself, such as ●."""

    colour: str
    text: str
    form: str = "area"
    edge: str = ""


def height(entries: Sequence[Key]) -> int:
    """Px that the key needs, with some air below it."""
    return (max(line for line, _ in _places(entries)) + 1) * STEP + 6 if entries else 0


def draw(entries: Sequence[Key], left: int, top: int) -> tuple[list[Trace], list[Trace]]:
    """Shapes and annotations of the key; `left`, `top`: px from the plot to where the key begins."""
    places = _places(entries)
    swatches: list[Trace] = []
    words: list[Trace] = []
    for entry, (line, across) in zip(entries, places, strict=True):
        up = top + (places[-1][0] - line + 0.5) * STEP
        start = across - left + 3
        if entry.form in DASHES:
            stroke = {"color": entry.colour, "width": 2.5, "dash": DASHES[entry.form]}
            swatches.append({**_shape("line", start, up, STROKE, 0), "line": stroke})
            start += STROKE + GAP
        elif entry.form == "area":
            edge = {"color": entry.edge or entry.colour, "width": 1}
            swatches.append(
                {**_shape("rect", start, up, BOX, BOX / 2), "fillcolor": entry.colour, "line": edge}
            )
            start += BOX + GAP
        else:
            words.append(_word(entry.form, start, up, entry.colour))
            start += BOX + GAP
        words.append(_word(wording.plain(entry.text), start, up, palette.INK))
    return swatches, words


def _places(entries: Sequence[Key]) -> list[tuple[int, float]]:
    """Line and px from the left of each entry, as many in a line as a phone shows."""
    places = []
    line, across = 0, 0.0
    for entry in entries:
        wide = (STROKE if entry.form in DASHES else BOX) + GAP + wording.length(entry.text) * SIZE
        if across and across + wide > WIDTH:
            line, across = line + 1, 0.0
        places.append((line, across))
        across += wide + BETWEEN
    return places


def _word(text: str, across: float, up: float, colour: str) -> Trace:
    return {
        "text": text,
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": SIZE, "color": colour},
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "xshift": across,
        "yref": "paper",
        "y": 1,
        "yanchor": "middle",
        "yshift": up,
    }


def _shape(kind: str, across: float, up: float, wide: float, half: float) -> Trace:
    return {
        "type": kind,
        "xref": "paper",
        "xsizemode": "pixel",
        "xanchor": 0,
        "x0": across,
        "x1": across + wide,
        "yref": "paper",
        "ysizemode": "pixel",
        "yanchor": 1,
        "y0": up - half,
        "y1": up + half,
    }
