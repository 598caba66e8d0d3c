"""Each English name's Chinese label, number format and definition: the one place where a name becomes a word.

The words are data (`terms.csv`, one row a name; `vocabulary.value` for the values of a closed list).
A newcomer would expect a label to be looked up with a fallback: there is none. A name without a row
raises, so that no English name can reach a reader.
"""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

from oversight import periods

ABSENT = "—"
COLUMNS = ("name", "label", "format", "lower_is_better", "means", "is_not", "formula", "source")


class TermError(Exception):
    """The table of terms contradicts itself; the first argument is one Chinese sentence naming the row."""


@dataclass(frozen=True)
class Term:
    """One row of `terms.csv`: `vocabulary` names the closed list the values come from, where there is one."""

    name: str
    label: str
    format: str
    vocabulary: str | None
    lower_is_better: bool | None
    means: str
    is_not: str
    formula: str
    source: str


def load(path: Path) -> Mapping[str, Term]:
    """Read a table of terms; refuses a name given twice, an unknown format and a row without a label."""
    terms: dict[str, Term] = {}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise TermError(f"{path.name} 的列应为：{'、'.join(COLUMNS)}")
        for row in reader:
            term = _term(row, path.name)
            if term.name in terms:
                raise TermError(f"{path.name}：「{term.name}」出现了两次")
            terms[term.name] = term
    vocabularies = {name.partition(".")[0] for name in terms if "." in name}
    for term in terms.values():
        if term.vocabulary is not None and term.vocabulary not in vocabularies:
            raise TermError(f"{path.name}：「{term.name}」所用的词表 {term.vocabulary} 没有任何取值")
    return MappingProxyType(terms)


def _term(row: Mapping[str, str], file_name: str) -> Term:
    name, label = row["name"], row["label"]
    kind, _, vocabulary = row["format"].partition(":")
    if None in row.values() or not name or not label:
        raise TermError(f"{file_name}：「{name}」一行不完整")
    if "." in name:
        known = row["format"] == ""
    else:
        known = (kind == "choice" and bool(vocabulary)) or (kind in FORMATTERS and not vocabulary)
    if not known:
        raise TermError(f"{file_name}：「{name}」的格式 {row['format']!r} 不认识")
    better = {"": None, "yes": True, "no": False}
    if row["lower_is_better"] not in better:
        raise TermError(f"{file_name}：「{name}」的 lower_is_better 应为 yes、no 或空白")
    return Term(
        name=name,
        label=label,
        format=kind,
        vocabulary=vocabulary or None,
        lower_is_better=better[row["lower_is_better"]],
        means=row["means"],
        is_not=row["is_not"],
        formula=row["formula"],
        source=row["source"],
    )


def term(name: str) -> Term:
    """The row of a name; raises TermError for a name that nobody has labelled."""
    try:
        return TERMS[name]
    except KeyError:
        raise TermError(f"指标表 terms.csv 中没有「{name}」") from None


def label(name: str) -> str:
    """The Chinese label of a column, a parameter or (`vocabulary.value`) a value of a closed list."""
    return term(name).label


@cache
def choices(vocabulary: str) -> Mapping[str, str]:
    """Value → label of a closed list, in the order of the table."""
    prefix = f"{vocabulary}."
    found = {name.removeprefix(prefix): row.label for name, row in TERMS.items() if name.startswith(prefix)}
    if not found:
        raise TermError(f"指标表 terms.csv 中没有词表「{vocabulary}」")
    return MappingProxyType(found)


def show(name: str, value: object) -> str:
    """A value as the reader sees it under this name; absent is «—», an unknown word stays as it is."""
    if is_absent(value):
        return ABSENT
    row = term(name)
    if row.vocabulary is not None:
        known = TERMS.get(f"{row.vocabulary}.{value}")
        return str(value) if known is None else known.label
    return FORMATTERS[row.format](value)


def is_absent(value: object) -> bool:
    """True for None, the empty text and the missing values of a data frame (NaN, NaT, NA)."""
    if value is None or isinstance(value, str):
        return not value
    try:
        return bool(value != value)  # NaN and NaT are not equal to themselves
    except TypeError:  # NA is neither
        return True


def ratio(value: object, places: int = 1) -> str:
    """A 0–1 ratio as a percentage; rounding never turns a part into 100 % or something into 0 %."""
    number = Decimal(str(value))
    shown = _rounded(number * 100, places)
    step = Decimal(1).scaleb(-places)
    if number < 1 and shown >= 100:
        shown = 100 - step
    if number > 0 and shown == 0:
        return f"<{step} %"
    return f"{shown:,} %"


def _rounded(value: object, places: int) -> Decimal:
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def _whole(value: object) -> str:
    return f"{_rounded(value, 0):,}"


def _signed(value: object) -> str:
    number = _rounded(value, 0)
    return f"{number:+,}" if number else "0"


def _date(value: object) -> str:
    return value.strftime("%Y-%m-%d") if isinstance(value, date) else str(value)[:10]


def _moment(value: object) -> str:
    text = value.isoformat(" ") if isinstance(value, datetime) else str(value).replace("T", " ")
    return text[:16]


def _flag(value: object) -> str:
    return "是" if value else "否"


def _periods(value: object) -> str:
    return "、".join(periods.parse(part).title for part in str(value).split("、"))


FORMATTERS: Mapping[str, Callable[[object], str]] = {
    "date": _date,
    "moment": _moment,
    "year": lambda value: str(_rounded(value, 0)),
    "period": _periods,
    "periods": _periods,
    "ratio": ratio,
    "whole": _whole,
    "whole_up": lambda value: f"{Decimal(str(value)).to_integral_value(ROUND_CEILING):,}",
    "signed": _signed,
    "hours": lambda value: f"{_rounded(value, 1):,}",
    "decimal": lambda value: f"{_rounded(value, 2):,}",
    "degrees": lambda value: f"{_rounded(value, 5)}",
    "flag": _flag,
    "text": str,
}

TERMS = load(Path(__file__).with_suffix(".csv"))
