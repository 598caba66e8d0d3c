"""Counts and hours as people type them into spreadsheets. Nothing counted or measured here is below zero."""

import math
import re

from oversight.text import fold
from oversight.values import numerals
from oversight.values.reading import LONGEST_CELL, Problem, Reading, is_blank, is_spreadsheet_error

LARGEST_EXACT = 10**15
"""From here on a spreadsheet no longer keeps every digit."""

_PLAIN = re.compile(r"[0-9]{1,15}(?:\.[0-9]{0,20})?")
_NUMERAL = numerals.NUMERAL.pattern
_DIGITS = (
    r"[0-9]{1,3}(?:[, ][0-9]{3}){1,4}(?:\.[0-9]{0,20})?"
    r"|[0-9]{1,18}(?:\.[0-9]{0,20})?(?:[eE][+-]?[0-9]{1,3})?|\.[0-9]{1,20}"
)
_HOUR = "个?小时|个?钟头|个钟|时|hours?|hrs?|h"
_COUNTED = "人次|个人|人|名|位|个|户|场次|场|次|家|支|件|条|岁|年|星级|星|级|度|°|分(?!钟)"
_LENGTH = "分钟|mins?|minutes?|秒钟?|天|日|周|星期|个月|月|课时|学时|元"
_AMOUNT = re.compile(
    rf"(?P<about>大约|大概|约为|约|将近|近|超过|超|逾|不足|≈|≥|≤|>=?|<=?|~)? ?(?P<sign>[+-])? ?"
    rf"(?:(?P<digits>{_DIGITS})|(?P<numeral>{_NUMERAL})) ?"
    rf"(?P<surplus>[余多])? ?(?P<times>[千万])?(?P<surplus2>[余多])? ?"
    rf"(?:(?P<percent>%)|(?P<hour>{_HOUR})|(?P<counted>{_COUNTED})|(?P<length>{_LENGTH}))? ?"
    rf"(?P<about2>左右|上下|以上|以内|余|多|\+)?",
    re.IGNORECASE,
)
_END = rf"[0-9]{{1,15}}(?:\.[0-9]+)? ?(?:{_HOUR}|{_COUNTED})?"
_RANGE = re.compile(rf"约? ?{_END} ?(?:[-~]+|至|到) ?{_END}")
_WHOLE = rf"[0-9]{{1,4}}|{_NUMERAL}"
_HALF = re.compile(rf"(?:(?P<whole>{_WHOLE}) ?个)?半个?(?:小时|钟头)|(?P<whole2>{_WHOLE}) ?个?(?:小时|钟头)半")
_HOURS_AND_MINUTES = re.compile(
    rf"(?P<hours>[0-9]{{1,4}}) ?(?:{_HOUR}) ?(?P<minutes>[0-9]{{1,2}}) ?(?:分钟?|mins?|m)?", re.IGNORECASE
)
_MINUTES = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?) ?(?:分钟?|mins?|minutes?)", re.IGNORECASE)
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]{1,9})?)?")


def number(text: str) -> Reading[float]:
    """A number of zero or more; with a unit, with «about» or in characters it is read with a remark."""
    if _PLAIN.fullmatch(text):
        return Reading(float(text))
    cell = fold(text[: LONGEST_CELL + 1]).lstrip("'`")
    if (unread := _unread(cell)) is not None:
        return unread
    return Reading(None, Problem.WRONG_UNIT) if _CLOCK.fullmatch(cell) else _amount(cell, "counted", "hour", "percent")


def whole_number(text: str) -> Reading[int]:
    """A whole number of zero or more, read like `number`."""
    reading = number(text)
    if reading.value is None:
        return Reading(None, reading.problem)
    if reading.value >= LARGEST_EXACT:
        return Reading(None, Problem.PRECISION_LOST)
    if not reading.value.is_integer():
        return Reading(None, Problem.NOT_WHOLE)
    return Reading(int(reading.value), reading.problem)


def hours(text: str) -> Reading[float]:
    """A length of time in hours: 2.5, 3小时, 两个半小时, 1小时30分, 90分钟 (1.5), 02:30:00 (2.5).

    Days and lessons have no fixed length and are refused.
    """
    if _PLAIN.fullmatch(text):
        return Reading(float(text))
    cell = fold(text[: LONGEST_CELL + 1]).lstrip("'`")
    if (unread := _unread(cell)) is not None:
        return unread
    if clock := _CLOCK.fullmatch(cell):
        return Reading(int(clock[1]) + int(clock[2]) / 60 + int(clock[3] or 0) / 3600, Problem.CLOCK_TIME)
    if minutes := _MINUTES.fullmatch(cell):
        return Reading(float(minutes[1]) / 60, Problem.MINUTES)
    if both := _HOURS_AND_MINUTES.fullmatch(cell):
        return Reading(int(both["hours"]) + int(both["minutes"]) / 60, Problem.UNIT_IN_CELL)
    if half := _HALF.fullmatch(cell):
        whole = numerals.with_digits(half["whole"] or half["whole2"] or "0")
        if whole.isascii():
            return Reading(int(whole) + 0.5, Problem.UNIT_IN_CELL)
    return _amount(cell, "hour")


def _unread(cell: str) -> Reading[float] | None:
    """The answer for a folded cell that need not, or must not, be read further."""
    if is_blank(cell):
        return Reading(None)
    if is_spreadsheet_error(cell):
        return Reading(None, Problem.SPREADSHEET_ERROR)
    if cell.startswith("\ufffd"):
        return Reading(None, Problem.PRECISION_LOST)
    if _RANGE.fullmatch(cell):
        return Reading(None, Problem.NUMBER_RANGE)
    return Reading(None, Problem.NOT_A_NUMBER) if len(cell) > LONGEST_CELL else None


def _amount(cell: str, *units: str) -> Reading[float]:
    """A number with whatever stands round it; `units` names the groups of unit words that fit the column."""
    found = _AMOUNT.fullmatch(cell)
    if found is None:
        return Reading(None, Problem.NOT_A_NUMBER)
    value: float | None
    if found["digits"]:
        value = float(found["digits"].replace(",", "").replace(" ", ""))
    else:
        numeral = numerals.value_of(found["numeral"])
        value = None if numeral is None else float(numeral)
    if value is None or not math.isfinite(value):
        return Reading(None, Problem.NOT_A_NUMBER)
    unit = next((name for name in ("percent", "hour", "counted", "length") if found[name]), None)
    if unit not in (None, *units):
        return Reading(None, Problem.WRONG_UNIT)
    if found["sign"] == "-" and value:
        return Reading(None, Problem.NEGATIVE)
    if found["times"]:
        value = round(value * {"千": 1_000, "万": 10_000}[found["times"]], 6)  # 1.1万 is whole
    if any(found[name] for name in ("about", "surplus", "surplus2", "about2")):
        return Reading(value, Problem.APPROXIMATE)
    if unit == "percent":
        return Reading(value / 100, Problem.PERCENT)
    if found["numeral"]:
        return Reading(value, Problem.CHINESE_NUMERAL)
    return Reading(value, Problem.UNIT_IN_CELL if unit or found["times"] else None)
