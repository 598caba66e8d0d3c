"""Labels and number formats: what a reader sees for a value."""

from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from oversight import terms

HEADING = ",".join(terms.COLUMNS)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("registered_ratio", 0.13, "13.0 %"),
        ("registered_ratio", 0.1555, "15.6 %"),  # half up, as on paper, not to the even digit
        ("registered_ratio", 0.1545, "15.5 %"),
        ("registered_ratio", 0.0, "0.0 %"),
        ("met_ratio", 1, "100.0 %"),
        ("met_ratio", 0.9996, "99.9 %"),  # one unit short is not everybody
        ("met_ratio", 0.0004, "<0.1 %"),  # one unit is not nobody
        ("registered_ratio", 1.205, "120.5 %"),
        ("registered", 1234567, "1,234,567"),
        ("registered", 2.5, "3"),
        ("hours", 1234.25, "1,234.3"),
        ("hours", 0.04, "0.0"),
        ("needed_per_week", 7.01, "8"),  # seven a week would not be enough
        ("needed_per_week", 8.0, "8"),
        ("net_week", 12, "+12"),
        ("net_week", -1234, "-1,234"),
        ("net_week", 0, "0"),
        ("as_of", date(2026, 10, 1), "2026-10-01"),
        ("as_of", pd.Timestamp("2026-10-01"), "2026-10-01"),
        ("imported_at", datetime(2026, 10, 1, 8, 5, 59), "2026-10-01 08:05"),
        ("residents_year", 2025, "2025"),  # a year takes no thousands separator
        ("period", "2026Q3", "2026年第三季度"),
        ("periods_missed", "2026Q1、2026Q2", "2026年第一季度、2026年第二季度"),
        ("week_label", "2026W40", "2026年第40周"),
        ("longitude", 109.4912345, "109.49123"),
        ("is_counted", True, "是"),
        ("is_counted", np.False_, "否"),
        ("verdict", "no_record", "平台无记录"),
        ("unit_kind", "community", "城区社区"),
        ("status", "12", "补录"),
        ("status", "新状态", "新状态"),  # an unknown word is kept
        ("unit_name", "柳湾镇", "柳湾镇"),
    ],
)
def test_a_value_reads_as_its_format_says(name: str, value: object, shown: str) -> None:
    assert terms.show(name, value) == shown


@pytest.mark.parametrize("value", [None, float("nan"), pd.NaT, pd.NA, np.nan, ""])
@pytest.mark.parametrize("name", ["registered_ratio", "registered", "as_of", "verdict", "periods_missed"])
def test_an_absent_value_is_a_dash_and_never_a_number(name: str, value: object) -> None:
    assert terms.show(name, value) == "—"


def test_zero_and_false_are_not_absent() -> None:
    assert terms.show("registered", 0) == "0"
    assert terms.show("is_counted", False) == "否"


def test_numbers_of_a_data_frame_read_like_plain_ones() -> None:
    assert terms.show("registered", np.int64(1200)) == "1,200"
    assert terms.show("registered_ratio", np.float64(0.125)) == "12.5 %"


def test_a_name_without_a_row_raises_instead_of_showing_english() -> None:
    with pytest.raises(terms.TermError, match="no_such_name"):
        terms.label("no_such_name")
    with pytest.raises(terms.TermError, match="no_such_list"):
        terms.choices("no_such_list")


def test_a_closed_list_keeps_the_order_of_the_table() -> None:
    assert list(terms.choices("team_level"))[:3] == ["corps", "brigade", "squad"]
    assert terms.label("verdict.on_track") == "正常推进"


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ("people,人,whole,,,,,\npeople,人,whole,,,,,", "出现了两次"),
        ("people,,whole,,,,,", "不完整"),
        ("people,人,wohle,,,,,", "格式 'wohle'"),
        ("people,人,whole:x,,,,,", "格式 'whole:x'"),
        ("people,人,choice:,,,,,", "格式 'choice:'"),
        ("kind.town,镇,text,,,,,", "格式 'text'"),
        ("kind,类型,choice:kinds,,,,,", "词表 kinds"),
        ("people,人,whole,maybe,,,,", "lower_is_better"),
        ("people,人,whole", "不完整"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(rows: str, complaint: str, tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(f"{HEADING}\n{rows}\n", encoding="utf-8")
    with pytest.raises(terms.TermError, match=complaint):
        terms.load(path)


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("name,label\npeople,人\n", encoding="utf-8")
    with pytest.raises(terms.TermError, match="列应为"):
        terms.load(path)


@pytest.mark.parametrize(
    "name", ["registered", "people", "attendances", "counted", "met_ratio", "target_count"]
)
def test_a_figure_that_is_often_mistaken_says_what_it_is_not(name: str) -> None:
    assert terms.term(name).means
    assert terms.term(name).is_not


def test_every_ratio_says_how_it_is_worked_out() -> None:
    silent = [
        row.name
        for row in terms.TERMS.values()
        if row.format == "ratio" and row.name != "target_ratio" and "÷" not in row.formula
    ]
    assert silent == []


def test_every_figure_that_can_rise_says_whether_that_is_good_or_that_nobody_can_say() -> None:
    assert terms.term("gap_count").lower_is_better is True
    assert terms.term("registered").lower_is_better is False
    assert terms.term("checked_in_ratio").lower_is_better is None
