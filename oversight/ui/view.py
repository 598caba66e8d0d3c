"""What a page holds in its hand: it asks, says, draws and tabulates, and ends with what the figures rest on."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NoReturn

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from oversight import charts, maps
from oversight.queries import QuestionError
from oversight.ui import answers, choices, downloads, footing, mapping, markup, tables
from oversight.ui.frame import Frame, finish, stop

logger = logging.getLogger(__name__)

UNIT_SCRIPT = "pages/unit.py"
NOT_ADDITIVE = {
    "people": "服务人数按人去重，同一人可能在几个单位或队伍服务：各行相加不等于合计。",
    "registered": "注册人数已把下级计入上级：各行相加不等于合计。",
}
RETRY = "请刷新再试；仍不行时请让管理员查看运行记录，或换回上一份数据。"
MOST_FIGURES = 256
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class View:
    """One page for one reader: the filters `as_of`, `town` and `unit_group` (None means all), and `place` in words."""

    def __init__(self, key: str, frame: Frame) -> None:
        self.key = key
        self.frame = frame
        self.filters = frame.filters
        self.as_of: date = frame.filters.as_of
        self.town = frame.filters.town
        self.unit_group = frame.filters.unit_group
        self.place: str = frame.filters.town_name if self.town else frame.snapshot.info["county_name"]

    def ask(self, name: str, **params: object) -> pd.DataFrame:
        """The answer to a question, with the filters filled in where it takes them and the call gives no other."""
        try:
            found = answers.ask(self.frame.path, name, self.params | params)
        except QuestionError as problem:
            logger.error("页面 %s：%s", self.key, problem)
            stop("这一页的数字没有算出来。", RETRY, self.frame)
        self.frame.fingerprints.append(found.fingerprint)
        return found.table.copy(deep=False)

    @property
    def params(self) -> dict[str, object]:
        """The filters as a question takes them."""
        return {"as_of": self.as_of, "town": self.town, "unit_group": self.unit_group}

    def nothing(self, sentence: str) -> NoReturn:
        """Say what cannot be answered and end the page."""
        stop(sentence, "", self.frame)

    def headline(self, sentence: str, detail: str = "") -> None:
        """The one finding, and under it what needs attention."""
        st.html(markup.headline(self.frame.eyebrow, sentence, detail))

    def metrics(self, *items: tuple[str, object, str, str]) -> None:
        """Cards of (name, value, unit, note)."""
        st.html(markup.metrics(items))

    def section(self, title: str, note: str = "") -> None:
        """A heading inside the page."""
        st.html(markup.section(title, note))

    def note(self, sentence: str) -> None:
        """A quiet sentence."""
        st.html(markup.note(sentence))

    def facts(self, items: Iterable[tuple[str, object]]) -> None:
        """Label and value pairs."""
        st.html(markup.facts(items))

    def tasks(self, items: Iterable[tuple[str, str]]) -> None:
        """What waits for the reader: (sentence, page key or blank)."""
        st.html(markup.tasks([
            (text, markup.page_address(page, self.filters.chosen) if page else "") for text, page in items
        ]))

    def choose(self, key: str, label: str, options: Mapping[str, str]) -> str:
        """One of value → label, kept in the address."""
        return choices.choose(key, label, {words: value for value, words in options.items()})

    def choose_unit(self) -> str:
        """The unit the page is about, kept in the address."""
        return choices.choose_unit(self.frame.units, self.filters)

    def codes(self, unit_group: str) -> list[str]:
        """The unit_codes of one kind of unit."""
        units = self.frame.units
        return units.loc[units["unit_group"] == unit_group, "unit_code"].tolist()

    def in_town(self, towns: pd.DataFrame) -> pd.DataFrame:
        """The rows of the town chosen, all rows where none is."""
        return towns if self.town is None else towns[towns["unit_code"] == self.town]

    def chart(
        self, draw: Callable[..., go.Figure], table: pd.DataFrame, *given: object, key: str = "", leads: bool = True,
    ) -> None:
        """A figure under its finding; `draw` is a function of `charts`. Where it `leads`, a click opens a unit's page."""
        figure = _figure(f"{draw.__name__}:{answers.fingerprint(table)}:{given!r}", draw, table, given)
        finding = charts.heading(figure)
        name = f"chart-{draw.__name__}-{key}"
        st.html(markup.section(finding))
        self.frame.charts += 1
        if not leads:
            st.plotly_chart(figure, theme=None, config=charts.CONFIG, key=name, alt=finding)
            return
        clicked = st.plotly_chart(
            figure, theme=None, config=charts.CONFIG, key=name, alt=finding, on_select="rerun",
            selection_mode="points",
        )
        self._follow(charts.selected_unit(clicked["selection"]))

    def map(self, towns: pd.DataFrame, measure: str) -> None:
        """The towns coloured by a measure of map_by_town, with legend and notice; a click opens a town's page."""
        deck, under = mapping.deck(self.frame.path, self.as_of, self.frame.store, measure, towns)
        height = mapping.PHONE[1] if mapping.is_phone() else mapping.DESK[1]
        clicked = st.pydeck_chart(deck, height=height, key="map", on_select="rerun", alt=maps.heading(towns, measure))
        st.html(under)
        self._follow(maps.selected_unit(clicked["selection"]))

    def _follow(self, unit_code: str | None) -> None:
        if unit_code:
            st.switch_page(UNIT_SCRIPT, query_params={choices.UNIT: unit_code})  # the filters keep themselves there

    def table(
        self, table: pd.DataFrame, columns: Sequence[str], title: str, first: int = tables.ROWS_AT_FIRST,
        also: Sequence[str] = (),
    ) -> None:
        """Some columns of an answer, with its downloads, which hold the `also` columns too.

        `title` names the files and must be unique on the page.
        """
        st.html(_table(
            answers.fingerprint(table), tuple(columns), tuple(self.filters.chosen.items()), title, first, table,
        ))
        for column, sentence in NOT_ADDITIVE.items():
            if column in columns and len(table) > 1 and sentence not in self.frame.said:
                self.frame.said.append(sentence)
                st.html(markup.note(sentence))
        codes = ["unit_code"] if "unit_code" in table.columns else []
        taken = list(dict.fromkeys([*codes, *columns, *also]))
        info = self.frame.snapshot.info
        issuer = "示例数据" if info["is_demo"] else info["office_name"]
        under = (self.filters.words, f"平台：{info['platform']}", issuer)
        name = f"{title}_{self.as_of.isoformat()}"
        with st.container(horizontal=True, key=f"downloads-{title}", gap="small"):
            st.download_button(
                "下载 Excel", partial(downloads.workbook, table, taken, title, under, self.as_of), f"{name}.xlsx", XLSX,
                key=f"excel-{title}", on_click="ignore", type="tertiary",
            )
            st.download_button(
                "下载 CSV", partial(downloads.text_file, table, taken), f"{name}.csv", "text/csv",
                key=f"csv-{title}", on_click="ignore", type="tertiary",
            )

    def definitions(self) -> None:
        """Every name of any answer that has a definition."""
        names = footing.columns_of(answers.questions().values())
        st.html(footing.definitions_html([*names, *footing.verdict_names()]))

    def statements(self) -> None:
        """Every question with its SQL, folded."""
        st.html(footing.statements_html(answers.questions().values(), self.params))

    def footing(self, *names: str) -> None:
        """The end of the page: whose figures these are, as of when, by which rules, their definitions and their SQL."""
        known = answers.questions()
        st.html(footing.footing_html([known[name] for name in names], self.frame.snapshot.info, self.params))
        finish(self.frame)


@st.cache_resource(max_entries=MOST_FIGURES, show_spinner=False)
def _figure(key: str, _draw: Callable[..., go.Figure], _table: pd.DataFrame, _given: tuple[object, ...]) -> go.Figure:
    """A finished figure; `key` holds the function, its options and the whole content of the table."""
    return charts.without_title(_draw(_table, *_given))


@st.cache_resource(max_entries=MOST_FIGURES, show_spinner=False)
def _table(
    key: str, columns: tuple[str, ...], chosen: tuple[tuple[str, str], ...], title: str, first: int,
    _table: pd.DataFrame,
) -> str:
    """A finished table; `key` is the fingerprint of its whole content."""
    return tables.table_html(_table, columns, dict(chosen), title, first)
