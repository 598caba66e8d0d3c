"""Dates and times of day as offices write them, one or a range in a cell, read without guessing.

Nothing here invents a year: a cell without one takes the sheet's, and says so; two digits are refused.
"""

import re
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from oversight.text import fold
from oversight.values import date_forms
from oversight.values.date_parts import Part, parts_of
from oversight.values.reading import LONGEST_CELL, Problem, Reading, is_blank, is_spreadsheet_error

EARLIEST_YEAR, LATEST_YEAR = 1949, 2100
_FIRST_SERIAL, _LAST_SERIAL = 32874, 73415  # 1990-01-01 and 2100-12-31
_EXCEL_DAY_ZERO = datetime(1899, 12, 30)
# Most cells of an export are in one of these forms; they pass without any of the work below.
_PLAIN = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?)?")
_COMMON = re.compile(
    r"([12][0-9]{3})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)"
    r"(?:(?: |(?<=日))([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?)?"
)
_ZERO_LOST = re.compile(r"[0-9]{1,2}\.[123]")


def moment(text: str, *, year: int | None) -> Reading[datetime]:
    """One moment from one cell; a day without a time is its midnight. Of a range the first is taken, with a remark.

    `year` is the sheet's year, for cells that name none; None where the sheet has none either.
    """
    reading = moments(text, year=year)
    if reading.value is None:
        return Reading(None, reading.problem)
    start, end = reading.value
    return Reading(start, reading.problem or (Problem.RANGE if end is not None else None))


def moments(text: str, *, year: int | None) -> Reading[tuple[datetime, datetime | None]]:
    """The first moment of a cell and, where it holds a range, the last; an end without a time is its midnight."""
    if (start := _common(text)) is not None:
        return _plausible(start, None, None)
    first, between, last = text.partition("~") if "~" in text else text.partition("至")
    if between and (start := _common(first.strip())) and (end := _common(last.strip())) and end >= start:
        return _plausible(start, end, None)
    cell = fold(text[: LONGEST_CELL + 1]).lstrip("'`")
    if is_blank(cell):
        return Reading(None)
    if is_spreadsheet_error(cell):
        return Reading(None, Problem.SPREADSHEET_ERROR)
    if len(cell) > LONGEST_CELL:
        return Reading(None, Problem.NOT_A_DATE)
    if serial := date_forms.SERIAL.fullmatch(cell):
        return _from_serial(int(serial[1]), serial[2] or ".")
    if refusal := date_forms.refusal(cell):
        return Reading(None, refusal)
    cell, remark = date_forms.prepared(cell)
    if remark is Problem.DAY_MONTH_ORDER and not cell[:4].isdigit():
        return Reading(None, remark)
    if refusal := date_forms.refusal(cell):
        return Reading(None, refusal)
    parts, rest = parts_of(cell)
    if not parts:
        return Reading(None, date_forms.unread(cell))
    try:
        return _from_parts(parts, year, remark or rest or (Problem.ZERO_LOST if _ZERO_LOST.fullmatch(cell) else None))
    except _Refused as refused:
        return Reading(None, refused.problem)


def _common(text: str) -> datetime | None:
    """The moment of a cell in a common form; None for every other, and for 24:00 and impossible days."""
    try:
        if _PLAIN.fullmatch(text):
            return datetime.fromisoformat(text[:19])
        if found := _COMMON.fullmatch(text):
            year, _, month, day, month2, day2, hour, minute, second = found.groups(default="0")
            return datetime(
                int(year), int(month) or int(month2), int(day) or int(day2), int(hour), int(minute), int(second)
            )
    except ValueError:
        return None
    return None


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def _from_parts(
    parts: list[Part], year: int | None, remark: Problem | None
) -> Reading[tuple[datetime, datetime | None]]:
    named = next((part.year for part in parts if part.year is not None), None)
    is_year_assumed = parts[0].year is None
    if is_year_assumed:
        parts[0].year = named if named is not None else year
        if parts[0].year is None:
            raise _Refused(Problem.YEAR_MISSING)
    if len(parts) == 3 and parts[0].hour is None and parts[1].day and parts[1].hour is not None and not parts[2].day:
        # 3.5-3.7 8:00-17:00 names two days, then the hours of each.
        hours = parts[1]
        parts = [parts[0], Part(year=hours.year, month=hours.month, day=hours.day), parts[2]]
        parts[0].hour, parts[0].minute, parts[0].second = hours.hour, hours.minute, hours.second
        parts[0].part_of_day = hours.part_of_day
    elif len(parts) > 2 or any(part.is_listed for part in parts):
        remark = remark or Problem.SEVERAL_DATES
    start, noon_remark = _moment_of(parts[0])
    remark = remark or noon_remark or (Problem.YEAR_ASSUMED if is_year_assumed else None)
    for before, part in pairwise(parts):
        part.year = part.year if part.year is not None else before.year
        part.month = part.month if part.month is not None else before.month
        part.day = part.day if part.day is not None else before.day
        if not part.part_of_day and before.part_of_day in date_forms.FROM_NOON and (part.hour or 12) < 12:
            part.part_of_day = before.part_of_day
    end: datetime | None = None
    if len(parts) > 1:
        try:
            end, noon_remark = _moment_of(parts[-1])
            if parts[-1].hour is None and end.date() == start.date() and parts[0].hour is not None:
                end = None  # «08:00 on the 5th to the 5th»: no hour was named
        except _Refused:
            return _plausible(start, None, Problem.END_UNREADABLE)
    return _plausible(start, end, remark or noon_remark)


def _moment_of(part: Part) -> tuple[datetime, Problem | None]:
    hour, days_later, remark = part.hour or 0, 0, None
    if (hour, part.minute, part.second) == (24, 0, 0):
        hour, days_later = 0, 1  # the end of one day is the beginning of the next
    elif hour == 12 and part.part_of_day in date_forms.NIGHT:
        hour, days_later, remark = 0, 1, Problem.NOON_OR_MIDNIGHT
    elif hour == 12 and part.part_of_day in ("凌晨", "am"):
        hour = 0
    elif hour == 12 and part.part_of_day in date_forms.MORNING:
        remark = Problem.NOON_OR_MIDNIGHT
    elif hour < (4 if part.part_of_day == "中午" else 12) and part.part_of_day in date_forms.FROM_NOON:
        hour += 12
    try:
        day = date(part.year or 0, part.month or 0, part.day or 0)
        return datetime.combine(day, time(hour, part.minute, part.second)) + timedelta(days=days_later), remark
    except (ValueError, OverflowError):
        is_year = part.year is not None and not EARLIEST_YEAR <= part.year <= LATEST_YEAR
        raise _Refused(Problem.IMPLAUSIBLE_YEAR if is_year else Problem.IMPOSSIBLE_DATE) from None


def _plausible(
    start: datetime, end: datetime | None, remark: Problem | None
) -> Reading[tuple[datetime, datetime | None]]:
    if not EARLIEST_YEAR <= start.year <= LATEST_YEAR:
        return Reading(None, Problem.IMPLAUSIBLE_YEAR)
    if end is not None and not EARLIEST_YEAR <= end.year <= LATEST_YEAR:
        return Reading((start, None), Problem.END_UNREADABLE)
    if end is not None and end < start:
        return Reading((start, None), Problem.END_BEFORE_START)
    return Reading((start, end), remark)


def _from_serial(day: int, fraction: str) -> Reading[tuple[datetime, datetime | None]]:
    if not _FIRST_SERIAL <= day <= _LAST_SERIAL:
        return Reading(None, Problem.NOT_A_DATE)
    seconds = float(f"0{fraction}0") * 86400
    # 0.3333 stands for eight o'clock: a minute is meant when one lies within what the written digits leave open.
    minute = round(seconds / 60) * 60
    is_minute = abs(minute - seconds) <= 86400 / 2 / 10 ** (len(fraction) - 1)
    start = _EXCEL_DAY_ZERO + timedelta(days=day, seconds=minute if is_minute else round(seconds))
    return Reading((start, None), Problem.EXCEL_SERIAL)
