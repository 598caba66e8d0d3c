"""Identity numbers and names: what may be joined on, and what may be shown. Nothing here is ever logged."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oversight.text import fold
from oversight.values.reading import LONGEST_CELL, is_blank, is_spreadsheet_error

# GB 11643-1999 (ISO 7064, MOD 11-2): weights of the first seventeen digits, and the check character of each remainder.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"

_EIGHTEEN = re.compile("[0-9]{17}[0-9X]")
_FIFTEEN = re.compile("[0-9]{15}")
_MASKED = re.compile(r"[0-9A-Z]*(?:[*#●•·_?]+|X{2,})[0-9A-Z*#●•·_?]*")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+")
_OTHER_PAPER = re.compile("[0-9A-Z]{6,20}")
_X_LOOK_ALIKES = str.maketrans("×ХχΧ✕", "XXXXX")


class IdState(StrEnum):
    """What an identity number is good for; only the first two may be joined on."""

    INTACT = "intact"
    BAD_CHECKSUM = "bad_checksum"  # a typing error, or a passport: still the same person's next week
    BROKEN = "broken"  # its digits were lost, mostly by Excel: two people may share what is left
    MASKED = "masked"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class IdReading:
    """An identity number as it was read; `value` is there only in the states that may be joined on."""

    state: IdState
    value: str | None = None


def check_character(seventeen_digits: str) -> str:
    """The last character that GB 11643-1999 gives to the seventeen digits before it."""
    weighted = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, seventeen_digits, strict=True))
    return _CHECK_CHARACTERS[weighted % 11]


def id_number(text: str, *, is_column_damaged: bool = False) -> IdReading:
    """The state of an identity number and, where it may be joined on, its eighteen characters.

    Fifteen-digit numbers of the first generation become eighteen, so that both forms are one person.
    One number in eleven that Excel ended in 000 passes its checksum by chance: whoever has seen a broken one in
    the same column says so by `is_column_damaged`, and every number ending in 000 is then broken.
    """
    cell = fold(text[: LONGEST_CELL + 1]).upper().translate(_X_LOOK_ALIKES)
    if is_blank(cell) or is_spreadsheet_error(cell):
        return IdReading(IdState.ABSENT)
    number = re.sub("[ '`-]", "", cell)
    if number.startswith("\ufffd") or _SCIENTIFIC.fullmatch(number):
        return IdReading(IdState.BROKEN)
    if _EIGHTEEN.fullmatch(number):
        return _eighteen(number, is_column_damaged)
    if _FIFTEEN.fullmatch(number) and _is_birthday(f"19{number[6:12]}"):
        seventeen = f"{number[:6]}19{number[6:]}"
        return IdReading(IdState.INTACT, seventeen + check_character(seventeen))
    if _MASKED.fullmatch(number):
        return IdReading(IdState.MASKED)
    if _OTHER_PAPER.fullmatch(number) and any(map(str.isdigit, number)) and len(set(number)) > 2:
        return IdReading(IdState.BAD_CHECKSUM, number)
    return IdReading(IdState.BROKEN if any(map(str.isdigit, number)) else IdState.ABSENT)


def _eighteen(number: str, is_column_damaged: bool) -> IdReading:
    is_right = check_character(number[:17]) == number[17]
    is_cut_off = number.endswith("000") and (is_column_damaged or not is_right)
    if is_cut_off or len(set(number)) <= 2:
        return IdReading(IdState.BROKEN)
    if is_right and _is_birthday(number[6:14]):
        return IdReading(IdState.INTACT, number)
    return IdReading(IdState.BAD_CHECKSUM, number)


def _is_birthday(digits: str) -> bool:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= 1850
    except ValueError:
        return False


def mask_name(text: str) -> str:
    """The first character of a name and one star, whatever follows: 张*, 欧*, 阿*, J*. A blank name stays blank.

    A compound surname keeps one character too: 欧阳* would name a single person in most towns.
    """
    name = fold(text)
    if is_blank(name):
        return ""
    return "*" if name[0] == "*" else f"{name[0]}*"


_REGION = re.compile("[1-8][0-9]{5}(?:[0-9]{3}){0,4}")


def region_code(text: str) -> str | None:
    """The digits of an administrative code of 6, 9, 12, 15 or 18 places, or None when the cell is no such code.

    A code of 18 digits that a spreadsheet kept as a number (U+FFFD before it) still has its first fifteen.
    """
    cell = fold(text[: LONGEST_CELL + 1]).lstrip("'`").replace(" ", "").removesuffix(".0")
    if cell.startswith("\ufffd") and cell[1:].isdecimal() and cell[1:].isascii() and len(cell) == 19:
        cell = str((int(cell[1:]) + 500) // 1000 * 1000)
    return cell if _REGION.fullmatch(cell) else None
