"""The frame round every page: the store, the navigation and the filter bar. The only page script that reads clock and environment.

Run it with `python -m oversight serve` or `python start.py`; both say in OVERSIGHT_STORE whose store it is.
"""

import os
from datetime import date
from pathlib import Path

import streamlit as st

from oversight import ui

STORE = Path(os.environ.get("OVERSIGHT_STORE", Path(__file__).parent / "data"))

st.set_page_config(page_title="文明实践督导看板", page_icon=str(ui.ICON), layout="wide", initial_sidebar_state="collapsed")
page = st.navigation(
    [st.Page(f"pages/{key}.py", title=title, default=key == "overview") for key, title in ui.PAGES.items()],
    position="top",
)
ui.open_frame(STORE, date.today(), page.url_path)
page.run()
