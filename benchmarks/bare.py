"""Bare Streamlit, for scale: two pages of three plotly-express charts and one filter, as a newcomer would write them."""

from uuid import uuid4

import numpy as np
import pandas as pd
import plotly.express as px
import streamlit as st

st.set_page_config(page_title="Bare", page_icon="📊", layout="wide")


def draw() -> None:
    """One page."""
    chance = np.random.default_rng(1)
    table = pd.DataFrame(
        {"town": np.repeat([f"town {number}" for number in range(9)], 40), "week": np.tile(np.arange(40), 9)}
    )
    table["hours"] = chance.integers(10, 200, len(table))
    town = st.selectbox("Town", ["all", *table["town"].unique()], key="town")
    shown = table if town == "all" else table[table["town"] == town]
    st.plotly_chart(px.bar(shown.groupby("town", as_index=False)["hours"].sum(), x="town", y="hours"), key="bar")
    st.plotly_chart(px.line(shown, x="week", y="hours", color="town"), key="line")
    st.plotly_chart(px.scatter(shown, x="week", y="hours", color="town"), key="points")
    st.html(f'<i class="run-id" data-run="{uuid4().hex}" data-charts="3"></i>')


def first() -> None:
    """The page that opens."""
    st.header("First")
    draw()


def second() -> None:
    """The other page."""
    st.header("Second")
    draw()


st.navigation([st.Page(first, title="First", default=True), st.Page(second, title="Second")], position="top").run()
