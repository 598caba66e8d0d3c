"""The map on the screen: its shapes are worked out once for a snapshot and a day, its legend is text beside it."""

import logging
from datetime import date
from html import escape
from pathlib import Path

import pandas as pd
import pydeck
import streamlit as st

from oversight import maps, office
from oversight.ui import answers, markup

logger = logging.getLogger(__name__)

DESK = (560, 460)
PHONE = (343, 380)


def is_phone() -> bool:
    """Whether the reader's browser says that it is a phone's: the map's first extent has to be settled here."""
    return "Mobi" in st.context.headers.get("User-Agent", "")


def deck(path: str, as_of: date, store: Path, measure: str, towns: pd.DataFrame) -> tuple[pydeck.Deck, str]:
    """The map and the HTML that belongs under it."""
    width, height = PHONE if is_phone() else DESK
    boundaries, sentence = _boundaries(path, as_of, *_own_map(store))
    shapes = _geometry(path, as_of, boundaries is not None, boundaries)
    legend = "".join(
        f'<li><i style="background:{colour}"></i>{escape(words)}</li>'
        for colour, words in maps.scale(towns, measure).legend()
    )
    notes = [shapes.notice, *shapes.remarks, *([sentence] if sentence else [])]
    under = f'<ul class="legend">{legend}</ul>{"".join(markup.note(text) for text in notes)}'
    return maps.deck(shapes, towns, measure, width, height), under


def _own_map(store: Path) -> tuple[str, str, str]:
    """The office's boundaries and their review number, blank without any; and what is wrong with the settings."""
    try:
        ours = office.load(store)
        found = office.geojson_path(store, ours)
    except office.OfficeError as problem:
        logger.warning("设置不能用：%s", problem)
        return "", "", f"{problem.args[0]}；现用示意图。"
    return str(found or ""), ours.map_review_number, ""


@st.cache_resource(max_entries=8, show_spinner=False)
def _boundaries(
    path: str, as_of: date, boundaries: str, review_number: str, sentence: str,
) -> tuple[maps.Boundaries | None, str]:
    """The office's own boundaries, or None with the reason where it has given some that cannot be used."""
    if not boundaries:
        return None, sentence
    try:
        return maps.read_boundaries(Path(boundaries).read_bytes(), _towns(path, as_of), review_number), ""
    except OSError:
        return None, "设置中的边界文件读不到，现用示意图。"
    except maps.BoundariesError as problem:
        logger.warning("边界文件不能用：%s", problem)
        return None, f"设置中的边界文件不能用：{problem.args[0]}现用示意图。"


@st.cache_resource(max_entries=64, show_spinner=False)
def _geometry(path: str, as_of: date, has_own: bool, _boundaries: maps.Boundaries | None) -> maps.Geometry:
    return maps.geometry(_towns(path, as_of), answers.ask(path, "map_points", {"as_of": as_of}).table, _boundaries)


def _towns(path: str, as_of: date) -> pd.DataFrame:
    return answers.ask(path, "map_by_town", {"as_of": as_of}).table
