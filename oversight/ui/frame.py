"""What stands round every page: the opened store, the filter bar, the banners. dashboard.py sets it up for a page.

The address is the truth about the filters: the widgets are bound to it, so that a copied link opens the same view.
"""

import logging
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

import pandas as pd
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from oversight import judgement, store, terms
from oversight.queries import QuestionError, Snapshot, SnapshotError
from oversight.ui import answers, markup
from oversight.ui.choices import choose
from oversight.ui.filters import EVERY_GROUP, EVERY_TOWN, Filters, read_day

logger = logging.getLogger(__name__)

HERE = Path(__file__).parent
ICON = HERE / "icon.svg"
STYLE = HERE / "style.css"
OLDEST = timedelta(days=3660)
DEMO = "示例数据：这里的县、单位、人和数字都是虚构的，只用来试用。导入本单位的数据后不再显示。"
KEPT = "frame"
EMPTY = "还没有数据"
HOW_TO_BEGIN = (
    ("在这个文件夹里打开命令窗口，先试读一遍从平台导出的表格，看有没有读不懂的行：", "python -m oversight check …"),
    ("没有问题后导入（文件、文件夹、压缩包都可以）：", "python -m oversight import …"),
    ("导入完成后刷新本页。", ""),
)
WITHOUT_GROUPS = {
    "注册进度": "单位类别的筛选在本页不起作用：注册目标只对全县和各镇街规定。",
    "区域地图": "单位类别的筛选在本页不起作用：地图按镇街画。",
}


@dataclass
class Frame:
    """One run of one page: whose data, as of when, and what the page has shown so far."""

    path: str
    store: Path
    snapshot: Snapshot
    filters: Filters
    units: pd.DataFrame
    title: str
    charts: int = 0
    fingerprints: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def eyebrow(self) -> str:
        """Which page this is, and of what."""
        return f"{self.title}　{self.filters.words}"


def open_frame(folder: Path, today: date, page: str) -> None:
    """Open the store, draw the banners and the filter bar, keep what the page needs; without data, end the run."""
    st.html(STYLE)
    try:
        path = store.Store(folder).current()
        if path is None:
            _welcome()
        opened = answers.snapshot(str(path))
        units = answers.ask(str(path), "unit_list", {"as_of": opened.info["as_of"]}).table
    except (QuestionError, SnapshotError, store.StoreError) as problem:
        logger.error("数据打不开：%s", problem)
        stop("数据文件打不开，可能已损坏。", f"{problem.args[0]}。请让管理员改用上一份快照，或重新导入。")
    last = opened.info["as_of"]
    if opened.info["is_demo"]:
        st.html(markup.banner(DEMO, "demo"))
    elif sentence := judgement.staleness_sentence(last, today):
        st.html(markup.banner(f"{sentence}。", "warning"))
    filters = _filter_bar(units, last, page)
    st.session_state[KEPT] = Frame(str(path), folder, opened, filters, units, page)


def current_frame() -> Frame:
    """The frame that dashboard.py set up for this run."""
    frame: Frame | None = st.session_state.pop(KEPT, None)
    if frame is None:
        # Because of the folder's name Streamlit runs a page by itself until somebody has called st.navigation.
        PagesManager.uses_pages_directory = False
        st.rerun()
    return frame


def _filter_bar(units: pd.DataFrame, last: date, page: str) -> Filters:
    """The three choices, bound to the address; a value there that cannot be obeyed gets a sentence."""
    towns: dict[str, str | None] = {EVERY_TOWN: None, **_labels(units[units["unit_group"] == "town"])}
    groups: dict[str, str | None] = {EVERY_GROUP: None, **_groups(units)}
    first = last - OLDEST
    _, about_day = read_day(st.query_params.get("as_of"), first, last)
    with st.container(horizontal=True, key="filters", gap="small"):
        day = st.date_input(
            "截至日期", last, first, last, key="as_of", format="YYYY-MM-DD", bind="query-params",
        )
        town = choose("town", "镇街", towns, "stretch")
        unit_group = choose("unit_group", "单位类别", groups, "stretch")
    for sentence in (about_day, WITHOUT_GROUPS.get(page) if unit_group else None):
        if sentence:
            st.html(markup.banner(sentence, "warning"))
    names = {value: name for name, value in {**towns, **groups}.items() if value}
    return Filters(day if isinstance(day, date) else last, last, town, unit_group, names)


def _labels(units: pd.DataFrame) -> dict[str, str]:
    """Name → code in 行政区划 order; a name that two towns share gets its code beside it."""
    rows = list(zip(units["unit_name"], units["unit_code"], strict=True))
    names = [name for name, _ in rows]
    return {name if names.count(name) == 1 else f"{name}（{code}）": code for name, code in rows}


def _groups(units: pd.DataFrame) -> dict[str, str]:
    present = set(units["unit_group"])
    return {
        label: group for group, label in terms.choices("unit_group").items() if group in present and group != "county"
    }


def finish(frame: Frame | None = None) -> None:
    """The marker that says the page is finished: how many charts to wait for and what the answers were."""
    charts = frame.charts if frame else 0
    answered = "-".join(frame.fingerprints) if frame else ""
    st.html(
        f'<i class="run-id" data-run="{uuid4().hex}" data-charts="{charts}" data-answers="{answered}"></i>'
    )


def stop(sentence: str, detail: str = "", frame: Frame | None = None) -> NoReturn:
    """Say one sentence instead of the page, and end the run."""
    st.html(markup.headline(frame.eyebrow if frame else "", sentence, detail))
    finish(frame)
    st.stop()


def _welcome() -> NoReturn:
    st.html(markup.headline("", EMPTY, "把平台导出的表格和单位表导入以后，这里就会显示达标、注册、地图和排名。"))
    st.html(markup.steps(HOW_TO_BEGIN))
    finish()
    st.stop()
