"""Read the distinct texts of one column: each once, in Python; the rows meet the answers in a join.

Every reader gives a `Cell`: up to two values, and the problem if there is one. A blank cell gives neither.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from hmac import digest

import pyarrow as pa

from oversight import values
from oversight.checks.codes import tables
from oversight.checks.problems import shown, spoken, without_personal, wordings
from oversight.checks.rules import ColumnRule, Read
from oversight.text import comparison_key, fold, team_name
from oversight.values import IdState, Problem, Reading

MOST_HOURS = 1e7
MOST_PEOPLE = 2_000_000_000
KEPT_UNITS = frozenset((Problem.UNIT_IN_CELL, Problem.MINUTES, Problem.CLOCK_TIME))
"""With these the cell itself says its unit, and the heading's does not hold for it."""
_UNKNOWN_KEPT_AS = {"unit_kind": "other", "team_level": "other", "star": None, "account": None, "coordinate_system": None}
"""Fields whose values the rest of the program knows all of; an unknown word cannot stand there."""

_DEGREES = re.compile(r"[NEne北东]?[纬经]?:?([0-9]{1,3})[°度]([0-9]{1,2})['′分](?:([0-9]{1,2}(?:\.[0-9]+)?)(?:[\"″秒]|''))?[NEne]?")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:年.*|[-/.][0-9].*|\.0)?")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")
_ENDS_IN_ZERO = re.compile(r"[0-9]{13,}000")
_NO_LIMIT = frozenset(("不限", "不限人数", "若干", "无限制", "不限制"))


@dataclass(frozen=True, slots=True)
class Cell:
    """What one text gives: two values (their meaning is the reader's), the code of a problem, what was read in words."""

    first: object = None
    second: object = None
    problem: str | None = None
    read: str | None = None


@dataclass(frozen=True)
class Context:
    """What reading a column needs besides its texts."""

    secret: bytes
    year: int | None
    scale: float = 1.0
    may_be_time: bool = False  # a time of day alone is enough, the day stands in another column
    is_damaged: bool = False  # a spreadsheet has broken other numbers of this column


TYPES: dict[Read, tuple[pa.DataType, pa.DataType]] = {
    Read.MOMENT: (pa.timestamp("us"), pa.int32()),
    Read.PERIOD: (pa.timestamp("us"), pa.timestamp("us")),
    Read.HOURS: (pa.float64(), pa.string()),
    Read.DEGREES: (pa.float64(), pa.string()),
    Read.WHOLE: (pa.int32(), pa.string()),
    Read.YEAR: (pa.int32(), pa.string()),
}
_TEXT_TYPES = (pa.string(), pa.string())


def keyed(secret: bytes, text: str) -> str:
    """A keyed hash: the same person is the same next week, and no one can be found from it without the key."""
    return digest(secret, text.encode(), sha256).hex()[:32]


def read_column(rule: ColumnRule, texts: Sequence[str], context: Context) -> pa.Table:
    """One row per text: raw, first, second, problem, severity, value, expected, sentence."""
    reader = _READERS[rule.read]
    cells = [reader(text, rule, context) for text in texts]
    first, second = TYPES.get(rule.read, _TEXT_TYPES)
    return pa.table({
        "raw": pa.array(texts, pa.string()),
        "first": pa.array([cell.first for cell in cells], first),
        "second": pa.array([cell.second for cell in cells], second),
        **_words(rule, texts, cells),
    })  # fmt: skip


def _words(rule: ColumnRule, texts: Sequence[str], cells: Sequence[Cell]) -> dict[str, pa.Array]:
    columns: dict[str, list[str | None]] = {
        name: [None] * len(cells) for name in ("problem", "severity", "value", "expected", "sentence")
    }
    is_word = rule.read in (Read.CODE, Read.TEXT, Read.RAW, Read.TEAM)
    for at, cell in enumerate(cells):
        if cell.problem is None:
            continue
        wording = wordings()[cell.problem]
        value = shown(texts[at], personal=rule.personal, is_word=is_word)
        sentence = wording.unread if cell.read is None or not wording.sentence else wording.sentence
        expected = wording.expected
        if cell.problem.startswith("unknown_") and rule.table:
            sentence, expected = wording.sentence or wording.unread, tables()[rule.table].expected
        columns["problem"][at] = cell.problem
        columns["severity"][at] = wording.severity
        columns["value"][at] = value
        columns["expected"][at] = expected or None
        columns["sentence"][at] = (sentence or wording.sentence).format(value=value, read=cell.read)
    return {name: pa.array(column, pa.string()) for name, column in columns.items()}


def _text(text: str, rule: ColumnRule, context: Context) -> Cell:
    folded = fold(text)
    if values.is_blank(folded):
        return Cell()
    kept = without_personal(folded)
    return Cell(kept, None, None if kept == folded else "personal_number_in_text")


def _raw(text: str, rule: ColumnRule, context: Context) -> Cell:
    """The text as it stands: names of units are tried exactly before they are folded."""
    stripped = text.strip().lstrip("\ufffd")
    if values.is_blank(fold(stripped)):
        return Cell()
    kept = without_personal(stripped)
    return Cell(kept, None, None if kept == stripped else "personal_number_in_text")


def _team(text: str, rule: ColumnRule, context: Context) -> Cell:
    raw = text.strip()
    if values.is_blank(fold(raw)):
        return Cell()
    kept = without_personal(raw)
    return Cell(team_name(kept), kept, None if kept == raw else "personal_number_in_text")


def _name(text: str, rule: ColumnRule, context: Context) -> Cell:
    """The masked name, and the name that goes into a key; a masked name goes into none."""
    folded = fold(text)
    if values.is_blank(folded):
        return Cell()
    masked = values.mask_name(folded)
    if "*" in folded or "某" in folded[1:]:
        return Cell(masked, None, "name_masked" if rule.field == "name" else None, masked)
    if sum(map(str.isdigit, folded)) >= 6:
        return Cell(None, None, "name_odd", "")
    return Cell(masked, comparison_key(text))


def _number_text(text: str) -> str:
    number = fold(text).replace(" ", "").lstrip("'").upper()
    return number.partition(".")[0] if re.fullmatch(r"[0-9]+\.0+", number) else number


def is_broken(text: str) -> bool:
    """Whether a spreadsheet has turned a long number into a rounded one: 6.1E+17, or a cell marked U+FFFD."""
    number = _number_text(text)
    return number.startswith("\ufffd") or _SCIENTIFIC.fullmatch(number) is not None


def _identifier(text: str, context: Context) -> Cell:
    number = _number_text(text)
    if values.is_blank(number):
        return Cell()
    if is_broken(text) or (context.is_damaged and _ENDS_IN_ZERO.fullmatch(number)):
        return Cell(problem="number_broken")
    return Cell(problem="number_masked") if "*" in number else Cell(number)


def _number_code(text: str, rule: ColumnRule, context: Context) -> Cell:
    cell = _identifier(text, context)
    if cell.problem == "number_broken" and rule.field == "unit_code" and (code := values.region_code(text)):
        return Cell(code, None, "number_restored", code)
    return cell


def _person_number(text: str, rule: ColumnRule, context: Context) -> Cell:
    cell = _identifier(text, context)
    return Cell(keyed(context.secret, cell.first)) if isinstance(cell.first, str) else cell


def _id(text: str, rule: ColumnRule, context: Context) -> Cell:
    """The keyed hash and the state of an identity number."""
    reading = values.id_number(text, is_column_damaged=context.is_damaged)
    key = keyed(context.secret, reading.value) if reading.value else None
    problem = None
    match reading.state:
        case IdState.BROKEN:
            problem = "id_broken"
        case IdState.MASKED:
            problem = "id_masked"
        case IdState.BAD_CHECKSUM if len(reading.value or "") == 18:
            problem = "id_bad_checksum"
        case IdState.ABSENT if not values.is_blank(fold(text)):
            problem = "id_unreadable"
    return Cell(key, reading.state.value, problem, "" if key else None)


def _remark(text: str, rule: ColumnRule, context: Context) -> Cell:
    key = comparison_key(text)
    return Cell() if values.is_blank(key) else Cell(keyed(context.secret, key))


def _moment(text: str, rule: ColumnRule, context: Context) -> Cell:
    """The moment; or, where another column has the day, the second of the day."""
    reading = values.moment(text, year=context.year)
    if reading.problem is Problem.TIME_ONLY and context.may_be_time:
        at = values.moment(f"2000-01-01 {fold(text)}", year=None).value
        if at is not None:
            return Cell(None, at.hour * 3600 + at.minute * 60 + at.second)
    return _cell(reading)


def _period(text: str, rule: ColumnRule, context: Context) -> Cell:
    reading = values.moments(text, year=context.year)
    start, end = reading.value or (None, None)
    return Cell(start, end, reading.problem, spoken(reading.value) if reading.value else None)


def _hours(text: str, rule: ColumnRule, context: Context) -> Cell:
    return _cell(_scaled(values.hours(text), context.scale), most=MOST_HOURS)


def _whole(text: str, rule: ColumnRule, context: Context) -> Cell:
    if fold(text) in _NO_LIMIT:
        return Cell()
    if context.scale == 1:
        return _cell(values.whole_number(text), most=MOST_PEOPLE)
    reading = _scaled(values.number(text), context.scale)
    if reading.value is None:
        return _cell(reading)
    return _cell(Reading(round(reading.value), reading.problem), most=MOST_PEOPLE)


def _scaled(reading: Reading[float], scale: float) -> Reading[float]:
    if reading.value is None or scale == 1 or reading.problem in KEPT_UNITS:
        return reading
    return Reading(reading.value * scale, reading.problem)


def _year(text: str, rule: ColumnRule, context: Context) -> Cell:
    folded = fold(text)
    if values.is_blank(folded):
        return Cell()
    found = _YEAR.fullmatch(folded)
    return Cell(int(found[1])) if found else Cell(problem="not_a_year")


def _degrees(text: str, rule: ColumnRule, context: Context) -> Cell:
    folded = fold(text)
    if found := _DEGREES.fullmatch(folded.replace(" ", "")):
        return Cell(int(found[1]) + int(found[2]) / 60 + float(found[3] or 0) / 3600)
    reading = values.number(folded.strip("NEne北纬东经:° "))
    if reading.value is None:
        return Cell(problem=None if values.is_blank(folded) else "not_degrees")
    return Cell(reading.value) if reading.value <= 180 else Cell(problem="not_degrees")


def _coded(text: str, rule: ColumnRule, context: Context) -> Cell:
    folded = fold(text)
    table = tables()[rule.table or ""]
    if values.is_blank(folded) and comparison_key(text) not in table.words:
        return Cell()
    decoded = table.decode_several(text) if rule.several else table.decode(text)
    value = without_personal(decoded.value)
    if decoded.is_contradictory:
        return Cell(value, None, "code_contradiction", value)
    if decoded.is_known or (rule.is_open and not folded.isdecimal()):
        return Cell(value)
    problem = f"unknown_{rule.table}"
    kept = _UNKNOWN_KEPT_AS.get(rule.field, value)
    return Cell(kept, None, problem if problem in wordings() else "unknown_code", folded)


def _cell(reading: Reading[datetime] | Reading[float] | Reading[int], most: float = float("inf")) -> Cell:
    value = reading.value
    if isinstance(value, float | int) and value > most:
        return Cell(problem="too_large")
    problem = reading.problem.value if reading.problem else None
    return Cell(value, None, problem, None if value is None or problem is None else spoken(value))


_READERS: dict[Read, Callable[[str, ColumnRule, Context], Cell]] = {
    Read.TEXT: _text,
    Read.RAW: _raw,
    Read.TEAM: _team,
    Read.NAME: _name,
    Read.PERSON_NUMBER: _person_number,
    Read.NUMBER_CODE: _number_code,
    Read.ID: _id,
    Read.REMARK: _remark,
    Read.MOMENT: _moment,
    Read.PERIOD: _period,
    Read.HOURS: _hours,
    Read.WHOLE: _whole,
    Read.YEAR: _year,
    Read.DEGREES: _degrees,
    Read.CODE: _coded,
}
