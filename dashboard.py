"""The frame round every page: the store, the navigation and the filter bar. Only here are clock and environment read.

`python start.py` and `python -m oversight serve` say in OVERSIGHT_STORE whose store it is.
"""

import os
from datetime import date
from pathlib import Path

import streamlit as st

from oversight import ui

STORE = Path(os.environ.get("OVERSIGHT_STORE", Path(__file__).parent / "data"))

st.set_page_config(
    page_title="文明实践督导看板", page_icon=str(ui.ICON), layout="wide", initial_sidebar_state="collapsed",
)
page = st.navigation(
    [
        st.Page("pages/overview.py", title="总览", default=True),
        st.Page("pages/compliance.py", title="活动达标"),
        st.Page("pages/registration.py", title="注册进度"),
        st.Page("pages/map.py", title="区域地图"),
        st.Page("pages/ranking.py", title="队伍排名"),
        st.Page("pages/unit.py", title="单位画像"),
        st.Page("pages/indicators.py", title="指标说明"),
    ],
    position="top",
)
ui.open_frame(STORE, date.today(), page.title)
page.run()
