"""What every chart shares: the look, a heading that wraps, notes, and the empty chart.

A chart cannot know how wide it will be shown and plotly never wraps a title, so headings are wrapped here:
at `PHONE_LINE` characters unless told otherwise, which fits 343 px. A page that sets the heading in its own
text, where the browser wraps it, takes `heading(figure)` and draws `without_title(figure)`; paper takes
`with_title(figure, 48)`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from oversight import palette
from oversight.charts import key, wording
from oversight.charts.key import Key, Trace

PHONE_LINE = 22  # characters of the heading's size in a line: 330 px
NOTE_LINE = 27  # characters of a note's size in a line: 324 px
HEADING_SIZE = 15
TEXT_SIZE = 13
SMALL_SIZE = 12
HEADING_STEP = 20  # px from one line of the heading to the next
FIRST_FOOT = 18  # px from the figure's upper edge to the foot of the heading's first line
TEXT_STEP = 18
EMPTY_HEIGHT = 120
NOTHING = "没有可画的数据"
CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
}

_AXIS = {
    "automargin": True,
    "fixedrange": True,
    "gridcolor": palette.RULE,
    "linecolor": palette.RULE,
    "zeroline": False,
    "title": {"font": {"size": SMALL_SIZE, "color": palette.QUIET}, "standoff": 8},
    "tickfont": {"size": SMALL_SIZE, "color": palette.INK},
}
TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": palette.FONT, "size": TEXT_SIZE, "color": palette.INK},
        "paper_bgcolor": palette.PAPER,
        "plot_bgcolor": palette.PAPER,
        "separators": ".,",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "font": {"family": palette.FONT, "size": TEXT_SIZE, "color": palette.INK},
            "bgcolor": palette.PAPER,
            "bordercolor": palette.RULE,
            "align": "left",
        },
        "bargap": 0,
        "barmode": "overlay",
        "xaxis": _AXIS,
        "yaxis": _AXIS,
    }
)


def figure(
    sentence: str,
    traces: Sequence[Trace],
    *,
    plot_height: int,
    layout: Mapping[str, Any],
    keys: Sequence[Key] = (),
    bottom: int = 44,
    top: int = 8,
    left: int = 4,
    right: int = 8,
    annotations: Sequence[Trace] = (),
    shapes: Sequence[Trace] = (),
) -> go.Figure:
    """Heading, key and `plot_height` px of plot, with `top` … `right` px kept free round the plot."""
    swatches, words = key.draw(keys, left, top)
    room = key.height(keys) + top
    complete = {
        "template": TEMPLATE,
        "height": plot_height + room + bottom,
        "margin": {"l": left, "r": right, "t": room, "b": bottom, "pad": 0},
        "annotations": [*words, *annotations],
        "shapes": [*swatches, *shapes],
        "meta": {"heading": sentence, "room": room},
        **layout,
    }
    return _drawn(list(traces), complete, PHONE_LINE)


def heading(drawn: go.Figure) -> str:
    """The sentence that states what the figure shows, unwrapped."""
    return str(drawn.layout.meta["heading"])


def with_title(drawn: go.Figure, characters: int) -> go.Figure:
    """A copy with its heading above it, wrapped at so many characters."""
    parts = drawn.to_dict()
    return _drawn(parts["data"], parts["layout"], characters)


def without_title(drawn: go.Figure) -> go.Figure:
    """A copy without its heading, for a page that sets it as its own text."""
    return with_title(drawn, 0)


def _drawn(traces: list[Trace], layout: dict[str, Any], characters: int) -> go.Figure:
    """The figure with room for its heading; no characters in a line: no heading."""
    sentence, room = layout["meta"]["heading"], layout["meta"]["room"]
    lines = wording.balanced(sentence, characters) if characters else ()
    top = room + (len(lines) * HEADING_STEP + 10 if lines else 0)
    height = layout["height"] - layout["margin"]["t"] + top
    title = {
        "text": "<br>".join(map(wording.plain, lines)),
        "font": {"size": HEADING_SIZE, "weight": 600},
        "xref": "container",
        "x": 0,
        "xanchor": "left",
        "pad": {"l": 3},
        # plotly forgets "top" for more than one line; "bottom" puts the first line's foot at y
        "yref": "container",
        "y": 1 - FIRST_FOOT / height,
        "yanchor": "bottom",
    }
    return go.Figure(
        data=traces,
        layout={**layout, "title": title, "height": height, "margin": {**layout["margin"], "t": top}},
        _validate=False,  # up to ten times as fast; the tests build every figure again with validation
    )


def empty(sentence: str) -> go.Figure:
    """A figure that says why there is nothing to draw, under a heading that says that there is nothing."""
    note = {
        "text": "<br>".join(map(wording.plain, wording.balanced(sentence, PHONE_LINE))),
        "showarrow": False,
        "font": {"size": 14, "color": palette.QUIET},
        "xref": "paper",
        "x": 0.5,
        "yref": "paper",
        "y": 0.5,
    }
    hidden = {"visible": False, "range": [0, 1]}
    layout = {"xaxis": hidden, "yaxis": hidden}
    return figure(
        NOTHING,
        [],
        plot_height=EMPTY_HEIGHT,
        layout=layout,
        annotations=[note],
        top=0,
        bottom=0,
        left=8,
        right=8,
    )


def caption(text: str, left: int, height: float = 1) -> Trace:
    """What an axis counts and in which unit, set above it: no turned head, and no width lost."""
    return {**_note(text, left), "y": height, "yanchor": "bottom", "yshift": 5}


def foot(text: str, left: int) -> Trace:
    """A quiet note below the plot, at the figure's left edge."""
    return {**_note(text, left), "y": 0, "yanchor": "top", "yshift": -8}


def _note(text: str, left: int) -> Trace:
    return {
        "text": text,
        "showarrow": False,
        "borderpad": 0,
        "align": "left",
        "font": {"size": SMALL_SIZE, "color": palette.QUIET},
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "xshift": 3 - left,
        "yref": "paper",
    }


def scale_room(most: float) -> int:
    """Px that the numbers of a vertical axis up to `most` need."""
    return round(wording.length(f"{most:,.0f}") * SMALL_SIZE) + 10
