"""How days and times of day are written in office spreadsheets: the patterns, and text made ready for them.

Every pattern is anchored where it is used and never runs back far, so that no cell can make reading slow.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

from oversight.values import numerals
from oversight.values.reading import Problem

CHINA = timezone(timedelta(hours=8))

# What names no calendar day, although a date is meant.
_NO_DAY = re.compile(
    "长期|常年|全年|常态|不定期|随时|每周|每月|每季|每年|每逢|每双|每星期|上旬|中旬|下旬|月底|月初|年底|年初|季度|半年|"
    "(?<=[0-9日号])(?:之|以)?[前后]"
)
# The lunar calendar is not converted: 农历正月初五 is no fifth of January.
_LUNAR = re.compile("农历|阴历|正月|腊月|冬月|初[一二三四五六七八九十0-9]")
_MONTH = re.compile(
    r"[0-9]{4} ?([-/.]) ?(?:0?[1-9]|1[0-2])(?![0-9]|\1)|[0-9]{4} ?年 ?(?:0?[1-9]|1[0-2])(?![0-9])"
    r"|(?:19|20)[0-9]{2} ?年?$|20[0-9]{2}(?:0[1-9]|1[0-2])$"
    r"|(?:0?[1-9]|1[0-2]) ?(?:[-~至到、]+ ?(?:0?[1-9]|1[0-2]) ?)?月|$"
)
_REPUBLIC = re.compile("民国|中华民国|1[0-9]{2} ?(?:年|[-/.]) ?[0-9]")
_TWO_DIGITS = re.compile(
    r"'?[0-9]{2} ?年|'?[0-9]{1,2} ?([-/.]) ?[0-9]{1,2} ?\1 ?[0-9]{1,2}(?![0-9])(?! ?\1 ?[0-9])|[0-9]{6}$"
)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?![0-9])")
_JAVA = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([0-9]{2}) ([0-9:]{8}) (?:CST|GMT\+08:00) ([0-9]{4})")
_JAVA_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_ZONED = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]{1,9})? ?(Z|\+[0-9]{2}:?[0-9]{2})"
)

_TRADITIONAL = str.maketrans("點時號週開啟", "点时号周开启")
_WEEKDAY = re.compile(
    r"[(]?(?:星期|礼拜|周)[一二三四五六日天1-7][)]?|\b(?:mon|tues?|wed|thu|thurs|fri|sat|sun)(?:[a-z]*day)?\b[.,]?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    "(?<![0-9])((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})[ T]?([0-9]{2})([0-9]{2})([0-9]{2})?(?:[0-9]{3})?(?![0-9])"
)
_ONE_AS_DASH = re.compile("(?<=[0-9日号点时分]) ?[一ー]+ ?(?=[0-9])")  # 3月5日一7日: the character looks like a dash
_SHARED_HOUR = re.compile("(?<![0-9:.])([0-9]{1,2}) ?[-~至到] ?([0-9]{1,2}) ?([点时])")

_MARKED = "(?![0-9月年个])(?:[ ]?(?P<marked{}>[日号]))?"
DAY = re.compile(rf"""
    (?P<year>[0-9]{{4}})[ ]?年[ ]?(?P<m1>[0-9]{{1,2}})[ ]?[月./-][ ]?(?P<d1>[0-9]{{1,2}}){_MARKED.format(1)}
    | (?P<year2>[0-9]{{4}})[ ]?(?P<s2>[-/._\ ])[ ]?(?P<m2>[0-9]{{1,2}})[ ]?(?P=s2)[ ]?
      (?P<d2>[0-9]{{1,2}}){_MARKED.format(2)}
    | (?P<year3>(?:19|20)[0-9]{{2}})(?P<m3>[0-9]{{2}})(?P<d3>[0-9]{{2}})(?![0-9])
    | (?P<m4>[0-9]{{1,2}})[ ]?月[ ]?(?P<d4>[0-9]{{1,2}}){_MARKED.format(4)}
    | (?P<m5>[0-9]{{1,2}})[ ]?(?P<s5>[-/.])[ ]?(?P<d5>[0-9]{{1,2}}){_MARKED.format(5)}
    | (?P<d6>[0-9]{{1,2}})[ ]?(?P<marked6>[日号])
""", re.VERBOSE)  # fmt: skip
BARE_DAY = re.compile("[0-9]{1,2}(?![0-9:点时月年%]|[-./][0-9])")
MORNING = frozenset(("上午", "早上", "早晨", "清晨", "凌晨", "早", "am"))
NIGHT = frozenset(("晚上", "晚间", "夜间", "晚"))
FROM_NOON = NIGHT | {"中午", "下午", "傍晚", "pm"}
_PART = "上午|下午|早上|早晨|清晨|凌晨|中午|傍晚|晚上|晚间|夜间|早|晚|am|pm"
TIME = re.compile(rf"""
    (?P<part>{_PART})?[ ]?(?:
      (?P<h1>[0-9]{{1,2}})[ ]?:[ ]?(?P<min1>[0-9]{{2}})(?::(?P<s1>[0-9]{{2}})(?:\.[0-9]{{1,9}})?)?(?:[ ]?分)?(?![0-9:])
    | (?P<h2>[0-9]{{1,2}})[ ]?[点时][整钟正]?(?:
        (?P<half>半) | (?P<quarter>[13])刻
        | (?P<min2>[0-9]{{1,2}})(?:[ ]?分)?(?![0-9:])(?:[0-9]{{1,2}}[ ]?秒)?
      )?
    )(?:[ ]?(?P<part_after>am|pm))?
""", re.VERBOSE | re.IGNORECASE)  # fmt: skip
DOTTED_TIME = re.compile(rf"(?P<part>{_PART})? ?(?P<h1>[0-9]{{1,2}})\.(?P<min1>[0-5][0-9])(?![0-9.])")
PART_OF_DAY = re.compile(f"(?:{_PART}|全天|白天|整天)")
BETWEEN = re.compile(" ?(?:~+|-+>?|至|到|→|=>) ?")
LISTED = re.compile(" ?(?:[、,;/&+|和及与]|以及) ?(?=[0-9])| (?=[0-9]{4}[-/.年]|[0-9]{8}(?![0-9]))")
SERIAL = re.compile(r"([3-7][0-9]{4})(\.[0-9]+)?")


def prepared(cell: str) -> tuple[str, Problem | None]:
    """A folded cell in the spelling that DAY and TIME read, and the remark if that took an assumption."""
    remark: Problem | None = None
    if zoned := _ZONED.fullmatch(cell):
        offset = zoned[3].replace("Z", "+00:00")
        offset = offset if ":" in offset else f"{offset[:3]}:{offset[3:]}"
        try:
            moment = datetime.fromisoformat(f"{zoned[1]}T{zoned[2]}{offset}").astimezone(CHINA)
        except (ValueError, OverflowError):
            return cell, None
        return f"{moment:%Y-%m-%d %H:%M:%S}", None if offset == "+08:00" else Problem.TIME_ZONE
    if len(cell) == 13 and cell.isdigit() and cell[0] in "12":
        moment = datetime.fromtimestamp(int(cell) // 1000, UTC).astimezone(CHINA)
        return f"{moment:%Y-%m-%d %H:%M:%S}", Problem.TIME_ZONE
    if (java := _JAVA.fullmatch(cell)) and (at := _JAVA_MONTHS.find(java[1])) % 3 == 0:
        return f"{java[4]}-{at // 3 + 1:02}-{java[2]} {java[3]}", None
    cell = _ONE_AS_DASH.sub("-", cell)
    if any(mark in cell for mark in "年月日号点时") and not _LUNAR.search(cell):
        cell = numerals.with_digits(_WEEKDAY.sub(" ", cell.translate(_TRADITIONAL)))
    cell = _WEEKDAY.sub(" ", cell)
    cell = re.sub("[][()【】{}]", " ", cell).replace("公元", "")
    cell = re.sub("每天|每日", " ", cell)
    cell = re.sub("^ ?[自从]|(?:开始|起|止) ?$|起(?= ?[至到~-])", "", cell.strip())
    cell = re.sub("(?<=[0-9])[T](?=[0-9])", " ", cell)
    cell = " ".join(_COMPACT.sub(_spelt_out, cell).split()).rstrip(" .。,，、;~-")
    if last := _YEAR_LAST.match(cell):
        first, second = int(last[1]), int(last[3])
        if first <= 12 and second <= 12 and first != second:
            return cell, Problem.DAY_MONTH_ORDER
        month, day = (second, first) if first > 12 else (first, second)
        cell, remark = f"{last[4]}-{month}-{day}{cell[last.end() :]}", Problem.DAY_MONTH_ORDER
    return _SHARED_HOUR.sub(r"\1\3-\2\3", cell), remark


def _spelt_out(found: re.Match[str]) -> str:
    year, month, day, hour, minute, second = found.groups(default="00")
    return f"{year}-{month}-{day} {hour}:{minute}:{second}"


def refusal(cell: str) -> Problem | None:
    """Why a folded or prepared cell must not be read as a date at all, although parts of it look like one."""
    if _REPUBLIC.match(cell):
        return Problem.REPUBLIC_YEAR
    if _LUNAR.search(cell):
        return Problem.NOT_A_DATE
    if _NO_DAY.search(cell):
        return Problem.NO_DAY
    if _TWO_DIGITS.match(cell) and not _MONTH.match(cell):
        return Problem.TWO_DIGIT_YEAR
    return None


def unread(cell: str) -> Problem:
    """What kind of thing a cell is that holds no day."""
    if TIME.match(cell):
        return Problem.TIME_ONLY
    return Problem.NO_DAY if _MONTH.match(cell) else Problem.NOT_A_DATE
