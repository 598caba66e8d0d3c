"""A question as a value: what it is called, what it asks for, and a check of every value handed to it.

The kind of value a parameter takes is the format of its row in `terms.csv`; without a row it is refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from numbers import Integral

from oversight import terms


class QuestionError(Exception):
    """A question, its parameters or its answer break the contract, said in one Chinese sentence."""


@dataclass(frozen=True)
class Question:
    """A checked `.sql` file. `sql` is its whole text, header included; `params` are all of its parameters."""

    name: str
    title: str
    title_english: str
    description: str
    source: str
    params: tuple[str, ...]
    optional: frozenset[str]
    reads: tuple[str, ...]
    returns: tuple[str, ...]
    sql: str

    def bind(self, given: Mapping[str, object]) -> dict[str, object]:
        """A value for every parameter (None for an optional one left out); raises QuestionError in words."""
        unknown = sorted(set(given) - set(self.params))
        if unknown:
            known = "、".join(self.params) or "（无）"
            raise QuestionError(f"「{self.title}」没有参数 {'、'.join(unknown)}；可用的参数：{known}")
        bound: dict[str, object] = {}
        for name in self.params:
            value = given.get(name)
            if value is None and name not in self.optional:
                raise QuestionError(f"「{self.title}」缺少参数 {name}（{terms.label(name)}）")
            bound[name] = None if value is None else _parameter(name, value)
        return bound

    def shell_text(self, given: Mapping[str, object]) -> str:
        """The same question with these values, as text that the duckdb shell runs."""
        values = ", ".join(f"{name} := {_literal(value)}" for name, value in self.bind(given).items())
        execute = f"execute question({values});" if values else "execute question;"
        return f"prepare question as\n{self.sql.strip().removesuffix(';')};\n\n{execute}\n"


def parameter(name: str, text: str) -> object:
    """The value that a text from a URL or the command line stands for; raises QuestionError."""
    row = terms.term(name)
    try:
        if row.format == "date":
            return _parameter(name, date.fromisoformat(text.strip()))
        if row.format == "year" and re.fullmatch(r"\s*[0-9]{4}\s*", text):
            return int(text)
    except ValueError:
        pass
    return _parameter(name, text)


def _parameter(name: str, value: object) -> object:
    row = terms.term(name)
    if row.format == "date":
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        raise QuestionError(f"{row.label}应为日期，如 2026-10-01，不能是 {value!r}")
    if row.format == "year":
        if isinstance(value, Integral) and not isinstance(value, bool) and 1900 <= int(value) <= 9999:
            return int(value)
        raise QuestionError(f"{row.label}应为四位年份，如 2026，不能是 {value!r}")
    if not isinstance(value, str) or not value.strip():
        raise QuestionError(f"{row.label}应为文字，不能是 {value!r}")
    if row.vocabulary is not None and value not in (known := terms.choices(row.vocabulary)):
        choices = "、".join(f"{word}（{label}）" for word, label in known.items())
        raise QuestionError(f"{row.label}没有「{value}」；可选：{choices}")
    return str(value)


def _literal(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, date):
        return f"date '{value.isoformat()}'"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
