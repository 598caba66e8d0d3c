"""What reading one cell gives: a value, a problem, or both.

A value and a problem together mean «read, but look at it». Neither means the cell was blank.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Problem(StrEnum):
    """Why a cell was not read, or was read with a remark; the comment says which of the two, and on what."""

    SPREADSHEET_ERROR = "spreadsheet_error"  # refused: #N/A, #VALUE!, #####
    # Dates
    NOT_A_DATE = "not_a_date"  # refused: no form of a date that we know
    NO_DAY = "no_day"  # refused: a month, a quarter, «长期»: no calendar day is named
    TIME_ONLY = "time_only"  # refused: 08:00, the day stands elsewhere
    IMPOSSIBLE_DATE = "impossible_date"  # refused: 2026-02-30, 25:00
    IMPLAUSIBLE_YEAR = "implausible_year"  # refused: 1900-01-00, 2206-01-01
    TWO_DIGIT_YEAR = "two_digit_year"  # refused: 26.3.5 is never guessed
    REPUBLIC_YEAR = "republic_year"  # refused: 民国115年, 115年10月1日 are never guessed
    YEAR_MISSING = "year_missing"  # refused: 6.30, and the sheet has no year either
    YEAR_ASSUMED = "year_assumed"  # remark: 6.30, the year is the sheet's or the other end's
    ZERO_LOST = "zero_lost"  # remark: 6.3 read as 3 June; Excel makes 6.3 of a typed 6.30, too
    DAY_MONTH_ORDER = "day_month_order"  # refused: 3/5/2026; remark: 10/31/2026, which can be read one way only
    EXCEL_SERIAL = "excel_serial"  # remark: 46296
    TIME_ZONE = "time_zone"  # remark: a time of another zone, turned into China's
    NOON_OR_MIDNIGHT = "noon_or_midnight"  # remark: 上午12:00
    TIME_IGNORED = "time_ignored"  # remark: 2026年10月1日下午, read as the day alone
    RANGE = "range"  # remark: two moments where one was expected; the first was taken
    SEVERAL_DATES = "several_dates"  # remark: 3月5日、12日, read from the first to the last
    END_BEFORE_START = "end_before_start"  # remark: the start was kept, the end dropped
    END_UNREADABLE = "end_unreadable"  # remark: the start was kept, what follows it was not understood
    # Numbers
    NOT_A_NUMBER = "not_a_number"  # refused
    NEGATIVE = "negative"  # refused: nothing counted or measured here is below zero
    NOT_WHOLE = "not_whole"  # refused: 12.5 people
    NUMBER_RANGE = "number_range"  # refused: 100-120
    WRONG_UNIT = "wrong_unit"  # refused: 3天 where hours are asked for, 90分钟 where a count is
    PRECISION_LOST = "precision_lost"  # refused: the spreadsheet has already lost the last digits
    UNIT_IN_CELL = "unit_in_cell"  # remark: 3小时, 120人, 1.2万
    MINUTES = "minutes"  # remark: 90分钟 read as 1.5 hours
    CLOCK_TIME = "clock_time"  # remark: 02:30:00 read as 2.5 hours
    APPROXIMATE = "approximate"  # remark: 约120, 120余
    CHINESE_NUMERAL = "chinese_numeral"  # remark: 十二
    PERCENT = "percent"  # remark: 15.5% read as 0.155


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """One cell as it was read; `problem` None means it was read as it stood, or was blank."""

    value: T | None
    problem: Problem | None = None


LONGEST_CELL = 200
"""Longer text is a note, not a value; reading stops there, whatever the text contains."""

_BLANK = frozenset(
    ("", "-", "--", "---", "/", "//", "\\", ".", "·", "*", "?", "无", "暂无", "没有", "空", "未填", "未填写", "不详",
     "未知", "null", "(null)", "none", "nan", "nat", "n/a", "na", "<na>", "undefined",
     "0000-00-00", "0000-00-00 00:00:00", "0000/00/00")
)  # fmt: skip
_SPREADSHEET_ERRORS = ("#n/a", "#div/0!", "#value!", "#ref!", "#name?", "#null!", "#num!", "#spill!", "#calc!")


def is_blank(folded: str) -> bool:
    """Whether a folded cell says «nothing here», in one of the ways people and programs write that."""
    return folded.casefold() in _BLANK


def is_spreadsheet_error(folded: str) -> bool:
    """Whether a folded cell shows a failed formula or a column too narrow for its number."""
    return folded.startswith("#") and (folded.casefold() in _SPREADSHEET_ERRORS or not folded.strip("#"))
