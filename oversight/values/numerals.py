"""Numerals written in characters, 十二 or 二〇二六, turned into digits."""

import re

_DIGITS = dict(zip("〇零○一二两三四五六七八九", (0, 0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
NUMERAL = re.compile("[〇零○一二两三四五六七八九十百千万廿卅]+")


def value_of(numeral: str) -> int | None:
    """The number a numeral stands for, up to 99,999,999; None when the characters do not make one.

    Two ways of writing: place by place (二〇二六) and with units (一百二十). «十几» and «百十» are no numbers.
    """
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    if all(character in _DIGITS for character in numeral):
        digits = "".join(str(_DIGITS[character]) for character in numeral)
        return int(digits) if 0 < len(digits) <= 8 else None
    head, ten_thousands, tail = numeral.partition("万")
    if not ten_thousands:
        return _below_ten_thousand(numeral)
    high = _below_ten_thousand(head)
    low = _below_ten_thousand(tail) if tail else 0
    return None if high is None or low is None or high == 0 else high * 10_000 + low


def _below_ten_thousand(numeral: str) -> int | None:
    total, digit, last_unit = 0, None, 10_000
    for position, character in enumerate(numeral):
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
            continue
        unit = _UNITS[character]
        if unit >= last_unit or (not digit and not (unit == 10 and position == 0)):
            return None
        total += (digit or 1) * unit
        digit, last_unit = None, unit
    if digit is not None and last_unit > 10 and total and "零" not in numeral and "〇" not in numeral:
        return None  # 三百五 is said for 350, and written for 305 by those who mean that
    return total + (digit or 0) if numeral else None


def with_digits(text: str) -> str:
    """The text with every numeral in it replaced by digits; what is no number stays as it is."""
    return NUMERAL.sub(lambda found: found[0] if (value := value_of(found[0])) is None else str(value), text)
