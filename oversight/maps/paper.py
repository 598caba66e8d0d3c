"""The same map for paper: a vector figure that stays sharp, with heading, legend and notice on it."""

import pandas as pd
import plotly.graph_objects as go

from oversight import palette
from oversight.charts import frame, wording
from oversight.charts.key import Key, Trace
from oversight.maps import labels
from oversight.maps.geometry import Geometry, Place
from oversight.maps.labels import Label
from oversight.maps.measures import Scale, heading, scale, values

HEIGHT = 460
MARGIN = 14


def paper(geometry: Geometry, table: pd.DataFrame, measure: str, width: int = 680) -> go.Figure:
    """The map as a figure; `width` is the px it will be shown at, so that labels keep clear of each other.

    What has no data is hatched. Labels carry the unit_code for a click.
    """
    if not geometry.places:
        return frame.empty("单位表中没有镇街，无法画图。")
    colours, known = scale(table, measure), values(table, measure)
    west, south, east, north = geometry.bounds
    wide, tall = max(east - west, 1e-6), max(north - south, 1e-6)
    pixels = min((width - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / tall)
    edge = MARGIN / pixels
    spread = labels.spread(geometry, colours, known, pixels)
    notes = [
        line for text in (geometry.notice, *geometry.remarks) for line in wording.wrap(text, frame.NOTE_LINE)
    ]
    return frame.figure(
        heading(table, measure),
        [
            *(_outline(place, colours, known[place.unit_code]) for place in geometry.places),
            _clickable(spread),
        ],
        plot_height=round(tall * pixels) + 2 * MARGIN,
        keys=[Key(colour, words, edge=palette.EXPECTED) for colour, words in colours.legend()],
        layout={
            "xaxis": {"visible": False, "range": [west - edge, east + edge], "fixedrange": True},
            "yaxis": {
                "visible": False,
                "range": [south - edge, north + edge],
                "scaleanchor": "x",
                "fixedrange": True,
            },
        },
        annotations=[
            *(_words(label, colours.colour(known[label.place.unit_code])) for label in spread),
            frame.foot("<br>".join(map(wording.plain, notes)), 4),
        ],
        bottom=14 + frame.TEXT_STEP * len(notes),
    )


def _outline(place: Place, colours: Scale, value: float | None) -> Trace:
    rings = [ring for polygon in place.polygons for ring in polygon]
    corners = [corner for ring in rings for corner in (*ring, (None, None))][:-1]
    fill = colours.colour(value)
    hatch = {"shape": "/", "bgcolor": fill, "fgcolor": palette.PAPER, "size": 9, "solidity": 0.2}
    return {
        "type": "scatter",
        "mode": "lines",
        "name": place.unit_code,
        "x": [x for x, _ in corners],
        "y": [y for _, y in corners],
        "fill": "toself",
        "fillcolor": fill,
        "line": {"color": palette.PAPER, "width": 2},
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": wording.plain(labels.tip(place, colours, value).replace("\n", "　")),
        **({"fillpattern": hatch} if value is None else {}),
    }


def _clickable(spread: list[Label]) -> Trace:
    """Unseen marks under the labels, because a click on an area selects nothing."""
    return {
        "type": "scatter",
        "mode": "markers",
        "hoverinfo": "skip",
        "marker": {"size": 2 * labels.LINE, "opacity": 0},
        "x": [label.place.anchor[0] for label in spread],
        "y": [label.place.anchor[1] for label in spread],
        "customdata": [label.place.unit_code for label in spread],
    }


def _words(label: Label, fill: str) -> Trace:
    """A label on a ground of its town's colour: one that is wider than its town can still be read."""
    return {
        "text": "<br>".join(map(wording.plain, label.lines)),
        "showarrow": False,
        "font": {"size": labels.SIZE, "color": palette.ink_on(fill)},
        "bgcolor": fill,
        "opacity": 0.95,
        "borderpad": 1,
        "x": label.place.anchor[0],
        "y": label.place.anchor[1],
        "yshift": -label.shift,
    }
