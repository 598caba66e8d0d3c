"""Weeks, quarters, half-years and years: half-open, labelled, comparable."""

from datetime import date, timedelta

import pytest

from oversight import periods
from oversight.periods import PeriodKind
from tests import tables


@pytest.mark.parametrize(
    ("kind", "day", "label", "start", "end"),
    [
        ("quarter", "2026-06-30", "2026Q2", "2026-04-01", "2026-07-01"),
        ("quarter", "2026-07-01", "2026Q3", "2026-07-01", "2026-10-01"),
        ("quarter", "2026-12-31", "2026Q4", "2026-10-01", "2027-01-01"),
        ("half", "2026-06-30", "2026H1", "2026-01-01", "2026-07-01"),
        ("half", "2026-07-01", "2026H2", "2026-07-01", "2027-01-01"),
        ("year", "2026-12-31", "2026", "2026-01-01", "2027-01-01"),
        ("week", "2026-01-01", "2026W01", "2025-12-29", "2026-01-05"),  # the year of its Thursday
        ("week", "2027-01-03", "2026W53", "2026-12-28", "2027-01-04"),
        ("week", "2024-02-29", "2024W09", "2024-02-26", "2024-03-04"),
    ],
)
def test_a_day_lies_in_one_period_that_ends_on_the_day_after_its_last(
    kind: str, day: str, label: str, start: str, end: str
) -> None:
    period = periods.of(PeriodKind(kind), date.fromisoformat(day))
    assert (period.label, period.start.isoformat(), period.end.isoformat()) == (label, start, end)
    assert period.contains(date.fromisoformat(day))
    assert period.contains(period.start)
    assert period.contains(period.last_day)
    assert not period.contains(period.end)
    assert not period.contains(period.start - timedelta(days=1))


@pytest.mark.parametrize("label", ["2026Q1", "2026Q4", "2026H1", "2026H2", "2026", "2026W01", "2026W53"])
def test_a_label_names_its_period_again(label: str) -> None:
    assert periods.parse(label).label == label


@pytest.mark.parametrize("label", ["", "2026Q5", "2026H3", "26Q1", "2026W54", "2026q1", "2026Q1 ", "2026年"])
def test_what_is_no_label_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        periods.parse(label)


@pytest.mark.parametrize(
    ("label", "title", "short_title"),
    [
        ("2026Q3", "2026年第三季度", "第三季度"),
        ("2026H1", "2026年上半年", "上半年"),
        ("2026H2", "2026年下半年", "下半年"),
        ("2026", "2026年", "全年"),
        ("2026W40", "2026年第40周", "第40周"),
    ],
)
def test_a_period_has_a_chinese_title(label: str, title: str, short_title: str) -> None:
    period = periods.parse(label)
    assert (period.title, period.short_title) == (title, short_title)


@pytest.mark.parametrize(
    ("label", "previous", "year_ago"),
    [
        ("2026Q1", "2025Q4", "2025Q1"),
        ("2026H1", "2025H2", "2025H1"),
        ("2024", "2023", "2023"),
        ("2026W01", "2025W52", "2025W01"),
        ("2026W53", "2026W52", "2026W01"),  # no week 53 a year before: 52 weeks back, the same weekdays
    ],
)
def test_a_period_is_compared_with_the_one_before_and_the_same_a_year_ago(
    label: str, previous: str, year_ago: str
) -> None:
    period = periods.parse(label)
    assert (period.previous.label, period.year_ago.label) == (previous, year_ago)


def test_the_periods_of_a_year_follow_each_other_without_gap_or_overlap() -> None:
    for kind in (PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR):
        found = periods.in_year(kind, 2024)
        assert found[0].start == date(2024, 1, 1)
        assert found[-1].end == date(2025, 1, 1)
        assert [period.end for period in found[:-1]] == [period.start for period in found[1:]]


def test_the_calendar_has_every_day_once_with_the_periods_it_lies_in() -> None:
    rows = list(periods.calendar_rows(date(2023, 12, 25), date(2025, 1, 10)))
    days = [row[0] for row in rows]
    assert days == [date(2023, 12, 25) + timedelta(days=offset) for offset in range(383)]
    for (
        day,
        week_start,
        _,
        month_start,
        _,
        quarter_start,
        quarter_end,
        _,
        half_start,
        half_end,
        year,
        later,
    ) in rows:
        assert week_start.weekday() == 0
        assert timedelta(0) <= day - week_start < timedelta(days=7)
        assert (month_start.year, month_start.month, month_start.day) == (day.year, day.month, 1)
        assert quarter_start <= day < quarter_end
        assert half_start <= day < half_end
        assert year == day.year
        assert later == (date(2025, 3, 1) if day == date(2024, 2, 29) else day.replace(year=day.year + 1))


def test_the_calendar_row_of_a_day_at_the_turn_of_the_year() -> None:
    (row,) = periods.calendar_rows(date(2025, 12, 31), date(2025, 12, 31))
    names = [name for name, _ in periods.CALENDAR_COLUMNS]
    assert [dict(zip(names, row, strict=True))] == tables.rows("""
        day        | week_start | week_label | month_start | quarter_label | quarter_start | quarter_end | half_label | half_start | half_end   | year | year_later
        2025-12-31 | 2025-12-29 | 2026W01    | 2025-12-01  | 2025Q4        | 2025-10-01    | 2026-01-01  | 2025H2     | 2025-07-01 | 2026-01-01 | 2025 | 2026-12-31
    """)  # noqa: E501 a drawn table is as wide as its columns
