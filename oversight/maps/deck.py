"""The map to click on the screen, drawn by deck.gl.

deck.gl takes every bare string for an accessor: a literal must be a `String`, or labels vanish silently.
The map asks nobody for tiles, and only what is drawn is sent to the browser.
"""

from collections.abc import Mapping
from math import log2
from typing import Any

import pandas as pd
import pydeck as pdk
from pydeck.types import String

from oversight import palette
from oversight.maps import labels
from oversight.maps.geometry import Geometry
from oversight.maps.measures import Scale, scale, values

AREAS = "areas"
LABELS = "labels"
MARGIN = 14
PIXELS_AT_ZOOM_0 = 512 / 360  # px per degree on the equator
# No distance field: at 13 px it breaks thin strokes of Chinese characters; a larger picture does not.
FONT_SETTINGS = {"sdf": False, "fontSize": 2 * labels.SIZE + 6, "buffer": 4}
FONT_WEIGHT = 500
GROUND = 215  # opacity of a label's ground, of 255
TOOLTIP_STYLE = {
    "backgroundColor": palette.PAPER,
    "color": palette.INK,
    "fontFamily": palette.FONT,
    "fontSize": "13px",
    "border": f"1px solid {palette.RULE}",
    "borderRadius": "6px",
    "whiteSpace": "pre-line",
}


def deck(
    geometry: Geometry, table: pd.DataFrame, measure: str, width: int = 680, height: int = 480
) -> pdk.Deck:
    """The map for st.pydeck_chart; `width` × `height` px is the room it must fit into (a phone has 343).

    Show `geometry.notice`, `geometry.remarks` and `scale(…).legend()` beside it. A click gives the unit_code.
    """
    colours, known = scale(table, measure), values(table, measure)
    west, south, east, north = geometry.bounds
    wide, tall = max(east - west, 1e-6), max(north - south, 1e-6)
    pixels = min((width - 2 * MARGIN) / wide, (height - 2 * MARGIN) / tall)
    zoom = log2(pixels / PIXELS_AT_ZOOM_0)
    return pdk.Deck(
        map_provider=None,
        layers=[_areas(geometry, colours, known), _labels(geometry, colours, known, pixels)],
        initial_view_state=pdk.ViewState(
            longitude=(west + east) / 2,
            latitude=(south + north) / 2,
            zoom=zoom,
            min_zoom=zoom - 1,
            max_zoom=zoom + 3,
        ),
        # A wheel over the map scrolls the page; two fingers or a double click come closer.
        views=[
            pdk.View(
                type="MapView", controller={"scrollZoom": False, "dragRotate": False, "touchRotate": False}
            )
        ],
        tooltip={"text": "{tip}", "style": TOOLTIP_STYLE},
    )


def selected_unit(selection: Mapping[str, Any]) -> str | None:
    """The unit_code under a click, from the `selection` of st.pydeck_chart; None where nothing was hit."""
    objects = selection.get("objects") or {}
    for layer in (AREAS, LABELS):
        for feature in objects.get(layer) or ():
            code = feature.get("unit_code")
            if isinstance(code, str) and code:
                return code
    return None


def _areas(geometry: Geometry, colours: Scale, known: Mapping[str, float | None]) -> pdk.Layer:
    features = [
        {
            "polygon": polygon,
            "fill": _rgb(colours.colour(known[place.unit_code])),
            "unit_code": place.unit_code,
            "tip": labels.tip(place, colours, known[place.unit_code]),
        }
        for place in geometry.places
        for polygon in place.polygons
    ]
    return pdk.Layer(
        "PolygonLayer",
        id=AREAS,
        data=features,
        get_polygon="polygon",
        get_fill_color="fill",
        get_line_color=_rgb(palette.PAPER),
        get_line_width=2,
        line_width_units=String("pixels"),
        line_joint_rounded=True,
        stroked=True,
        filled=True,
        pickable=True,
        auto_highlight=True,
        highlight_color=[*_rgb(palette.INK), 50],
    )


def _labels(
    geometry: Geometry, colours: Scale, known: Mapping[str, float | None], pixels: float
) -> pdk.Layer:
    features = [
        {
            "position": label.place.anchor,
            "words": "\n".join(label.lines),
            "offset": [0, round(label.shift)],
            "ink": _rgb(palette.ink_on(colours.colour(known[label.place.unit_code]))),
            "ground": [*_rgb(colours.colour(known[label.place.unit_code])), GROUND],
            "unit_code": label.place.unit_code,
            "tip": labels.tip(label.place, colours, known[label.place.unit_code]),
        }
        for label in labels.spread(geometry, colours, known, pixels)
    ]
    signs = sorted({sign for feature in features for sign in str(feature["words"])} - {"\n"})
    return pdk.Layer(
        "TextLayer",
        id=LABELS,
        data=features,
        get_position="position",
        get_text="words",
        get_color="ink",
        background=True,  # of the town's colour: a label that is wider than its town can still be read
        get_background_color="ground",
        background_padding=[2, 1],
        get_pixel_offset="offset",
        get_size=labels.SIZE,
        line_height=labels.LINE / labels.SIZE,
        pickable=True,
        character_set=String("".join(signs)),
        font_family=String(palette.FONT),
        font_weight=FONT_WEIGHT,
        font_settings=FONT_SETTINGS,
    )


def _rgb(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
