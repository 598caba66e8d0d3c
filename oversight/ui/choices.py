"""A page's own choices, kept in the address beside the filters: what to compare, and which unit."""

from collections.abc import Mapping
from typing import Literal, TypeVar

import pandas as pd
import streamlit as st

from oversight.ui import markup
from oversight.ui.filters import Filters, quoted, read_choice

UNIT = "unit"
Value = TypeVar("Value")
WIDTH = 343  # px: a phone has no more
UNIT_WIDGET = "unit_choice"


def choose(key: str, label: str, options: Mapping[str, Value], width: int | Literal["stretch"] = WIDTH) -> Value:
    """One of label → value, bound to the address under `key`; a bad value there gets a sentence and the first option.

    The address holds the label, as readers say it; a value in its place is understood and written as the label.
    """
    asked = st.query_params.get(key)
    labels = {str(value): words for words, value in options.items() if value is not None}
    if asked in labels and asked not in options and key not in st.session_state:
        st.query_params[key] = labels[asked]
        st.rerun()
    _, sentence = read_choice(asked, options, label)
    chosen = st.selectbox(label, list(options), key=key, bind="query-params", width=width)
    if sentence:
        st.html(markup.banner(sentence, "warning"))
    return options[chosen]


def choose_unit(units: pd.DataFrame, filters: Filters) -> str:
    """The unit_code in the address, else the first unit that the filters leave; the county where they leave none."""
    names = _names(units)
    asked = st.query_params.get(UNIT)
    left = units
    if filters.town:
        left = left[left["town_code"] == filters.town]
    if filters.unit_group:
        left = left[left["unit_group"] == filters.unit_group]
    codes = left["unit_code"].tolist() or units["unit_code"].tolist()
    if asked in names:
        codes = codes if asked in codes else [asked, *codes]
        st.session_state[UNIT_WIDGET] = asked
    elif st.session_state.get(UNIT_WIDGET) not in codes:
        st.session_state[UNIT_WIDGET] = _first(left if len(left) else units)
    chosen = st.selectbox(
        "单位", codes, format_func=names.__getitem__, key=UNIT_WIDGET, on_change=_remember, width=WIDTH,
    )
    if asked is not None and asked not in names:
        st.html(markup.banner(f"链接中的单位{quoted(asked)}不存在，现显示{names[chosen]}。", "warning"))
    return chosen


def _first(units: pd.DataFrame) -> str:
    """A town rather than the county: the county has its own pages."""
    below = units[units["unit_group"] != "county"]
    return str((below if len(below) else units)["unit_code"].iloc[0])


def _names(units: pd.DataFrame) -> dict[str, str]:
    """unit_code → name, with its town beside it, because villages share their names."""
    return {
        code: name if not town or town == name else f"{name}（{town}）"
        for code, name, town in zip(
            units["unit_code"], units["unit_name"], units["town_name"].fillna(""), strict=True,
        )
    }


def _remember() -> None:
    """Put the unit just chosen into the address."""
    st.query_params[UNIT] = st.session_state[UNIT_WIDGET]
