"""Chinese text in a picture: how wide it is, where a line may break, and numbers with their units.

Nothing here knows the font: a full-width character counts as one and an ASCII character as 0.56, which is
on the safe side in every font of the stack.
"""

import re
from functools import lru_cache

THIN = "\u2009"  # the thin space between a sign and its word


def plain(text: object) -> str:
    """A name as plotly shall show it: not as markup."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def length(text: str) -> float:
    """How many full-width characters wide a text is."""
    return sum(0.56 if character.isascii() else 0.25 if character == THIN else 1.0 for character in text)


# A number keeps the word it counts: never «8» at the end of a line and «个» on the next.
_TOKEN = re.compile(r"[0-9][0-9.,/]* ?(?:%|小时|人次|[个人场期天支位名年月日]+)?|[A-Za-z.\-]+|.", re.DOTALL)
LOOSE = 2.5  # characters that closing marks may hang over the end of a line
_NOT_FIRST = "，。；：、）」》”！？·%"
_NOT_LAST = "（「《“"


@lru_cache(maxsize=4096)
def wrap(text: str, characters: float) -> tuple[str, ...]:
    """Break a text into lines; numbers stay whole, brackets stay with what they enclose."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _TOKEN.findall(text):
        wide = length(piece)
        if line and used + wide > characters and piece not in _NOT_FIRST:
            carried = line[-1] if line[-1] in _NOT_LAST else ""
            lines.append(line.removesuffix(carried).rstrip())
            line = carried + piece.lstrip()
            used = length(line)
        else:
            line, used = line + piece, used + wide
        while used > characters + LOOSE:  # a number or a foreign word longer than a line
            cut = max(1, sum(length(line[:end]) <= characters for end in range(1, len(line) + 1)))
            lines.append(line[:cut])
            line = line[cut:]
            used = length(line)
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return tuple(line for line in lines if line) or ("",)


@lru_cache(maxsize=4096)
def balanced(text: str, characters: int) -> tuple[str, ...]:
    """Break a heading into as few lines as `wrap`, as even as they can be: no last line of one character."""
    lines = wrap(text, characters)
    if len(lines) == 1:
        return lines
    for narrower in range(characters - 1, characters // 2, -1):
        closer = wrap(text, narrower)
        if len(closer) > len(lines):
            break
        lines = closer
    return lines


def count(value: float | None, unit: str) -> str:
    """A whole number with its unit, or «无数据»."""
    return "无数据" if value is None else f"{value:,.0f} {unit}"
