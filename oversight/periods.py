"""Weeks, quarters, half-years and years as half-open ranges of days.

`end` is always the first day **after** the period: 2026Q3 ends on 2026-10-01. Weeks begin on Monday and
carry the ISO year, so 2025-12-29 lies in 2026W01.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(days=7)
FIFTY_TWO_WEEKS = 52 * ONE_WEEK


class PeriodKind(StrEnum):
    """How long a period is; the words of `period = "…"` in `obligations.toml` are among these."""

    WEEK = "week"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


MONTHS = {PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}
ORDINALS = ("一", "二", "三", "四")


@dataclass(frozen=True, order=True)
class Period:
    """One period, [start, end)."""

    start: date
    end: date
    kind: PeriodKind

    @property
    def number(self) -> int:
        """Its place within the year, from 1 (the ISO week for a week, 1 for a year)."""
        if self.kind is PeriodKind.WEEK:
            return self.start.isocalendar().week
        return (self.start.month - 1) // MONTHS[self.kind] + 1

    @property
    def year(self) -> int:
        """The year it belongs to (the ISO year for a week)."""
        return self.start.isocalendar().year if self.kind is PeriodKind.WEEK else self.start.year

    @property
    def label(self) -> str:
        """As data: 2026W40, 2026Q3, 2026H1, 2026."""
        match self.kind:
            case PeriodKind.WEEK:
                return f"{self.year}W{self.number:02}"
            case PeriodKind.QUARTER:
                return f"{self.year}Q{self.number}"
            case PeriodKind.HALF:
                return f"{self.year}H{self.number}"
            case PeriodKind.YEAR:
                return f"{self.year}"

    @property
    def title(self) -> str:
        """For a reader: 2026年第40周, 2026年第三季度, 2026年上半年, 2026年."""
        return f"{self.year}年{self.short_title}" if self.kind is not PeriodKind.YEAR else f"{self.year}年"

    @property
    def short_title(self) -> str:
        """The title where the year is said elsewhere: 第40周, 第三季度, 上半年, 全年."""
        match self.kind:
            case PeriodKind.WEEK:
                return f"第{self.number}周"
            case PeriodKind.QUARTER:
                return f"第{ORDINALS[self.number - 1]}季度"
            case PeriodKind.HALF:
                return "上半年" if self.number == 1 else "下半年"
            case PeriodKind.YEAR:
                return "全年"

    @property
    def last_day(self) -> date:
        """The last day inside the period."""
        return self.end - ONE_DAY

    @property
    def previous(self) -> "Period":
        """环比: the period just before."""
        return of(self.kind, self.start - ONE_DAY)

    @property
    def year_ago(self) -> "Period":
        """同比: the same period a year ago; for a week the one 52 weeks ago, so that weekdays match."""
        if self.kind is PeriodKind.WEEK:
            return of(self.kind, self.start - FIFTY_TWO_WEEKS)
        return of(self.kind, self.start.replace(year=self.start.year - 1))

    def contains(self, day: date) -> bool:
        """Whether a day lies in [start, end)."""
        return self.start <= day < self.end


def of(kind: PeriodKind, day: date) -> Period:
    """The period of this kind that a day lies in."""
    if kind is PeriodKind.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + ONE_WEEK, kind)
    months = MONTHS[kind]
    first_month = (day.month - 1) // months * months + 1
    next_month = first_month + months
    start = date(day.year, first_month, 1)
    end = date(day.year + 1, 1, 1) if next_month > 12 else date(day.year, next_month, 1)
    return Period(start, end, kind)


def in_year(kind: PeriodKind, year: int) -> tuple[Period, ...]:
    """The quarters, half-years or the year of a calendar year, in order."""
    if kind is PeriodKind.WEEK:
        raise ValueError("weeks do not divide a calendar year")
    months = MONTHS[kind]
    return tuple(of(kind, date(year, month, 1)) for month in range(1, 13, months))


def parse(label: str) -> Period:
    """The period of a label such as 2026Q3; raises ValueError for anything else."""
    found = re.fullmatch(r"([0-9]{4})(?:Q([1-4])|H([12])|W([0-9]{2}))?", label)
    if found is None:
        raise ValueError(f"{label!r} is no period such as 2026Q3, 2026H1, 2026W40 or 2026")
    year, quarter, half, week = found.groups()
    if quarter:
        return in_year(PeriodKind.QUARTER, int(year))[int(quarter) - 1]
    if half:
        return in_year(PeriodKind.HALF, int(year))[int(half) - 1]
    if week:
        return of(PeriodKind.WEEK, date.fromisocalendar(int(year), int(week), 1))
    return in_year(PeriodKind.YEAR, int(year))[0]


# Name and DuckDB type of each column of calendar_rows(): marts join that table in place of week functions.
CALENDAR_COLUMNS = (
    ("day", "DATE"),
    ("week_start", "DATE"),
    ("week_label", "VARCHAR"),
    ("month_start", "DATE"),
    ("quarter_label", "VARCHAR"),
    ("quarter_start", "DATE"),
    ("quarter_end", "DATE"),
    ("half_label", "VARCHAR"),
    ("half_start", "DATE"),
    ("half_end", "DATE"),
    ("year", "INTEGER"),
    ("year_later", "DATE"),
)
CalendarRow = tuple[date, date, str, date, str, date, date, str, date, date, int, date]


def calendar_rows(first: date, last: date) -> Iterator[CalendarRow]:
    """One row per day from `first` to `last`, both included, in the order of CALENDAR_COLUMNS."""
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        week = of(PeriodKind.WEEK, day)
        quarter = of(PeriodKind.QUARTER, day)
        half = of(PeriodKind.HALF, day)
        yield (
            day,
            week.start,
            week.label,
            day.replace(day=1),
            quarter.label,
            quarter.start,
            quarter.end,
            half.label,
            half.start,
            half.end,
            day.year,
            a_year_later(day),
        )


def a_year_later(day: date) -> date:
    """The first day that is twelve months past: the same day of next year, 1 March for 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
