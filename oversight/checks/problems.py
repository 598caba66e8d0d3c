"""Problems: what was not read as it stood, each with its address in the exporter's terms.

The words are data (`problems.csv`). No sentence may carry personal data: values of personal columns are masked, and in
every other value runs of digits that could be an identity number or a phone are.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from oversight.exports import Kind
from oversight.text import fold
from oversight.values import mask_name

NOT_IMPORTED = "；这一行没有导入"
LONGEST_VALUE = 40

TABLE = """
    create table problem (
        severity varchar, code varchar, kind varchar, source_file varchar, source_sheet varchar, source_row integer,
        heading varchar, value varchar, expected varchar, message varchar
    )
"""
_SCHEMA = pa.schema([
    *((name, pa.string()) for name in ("severity", "code", "kind", "source_file", "source_sheet")),
    ("source_row", pa.int32()),
    *((name, pa.string()) for name in ("heading", "value", "expected", "message")),
])  # fmt: skip

# An identity number (with a birthday in it), or a mobile phone, wherever in a text.
PERSONAL_NUMBER = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9])"
    r"|(?<![0-9])1[3-9][0-9]{9}(?![0-9])"
)
_LONG_DIGITS = re.compile(r"[0-9\ufffd][0-9*Xx]{7,}")
_SHORT_CHINESE = re.compile("[\u4e00-\u9fff·]{2,4}")


@dataclass(frozen=True)
class Wording:
    """One row of `problems.csv`; `unread` is the sentence where nothing could be read."""

    code: str
    severity: str
    sentence: str
    unread: str
    expected: str


@cache
def wordings() -> dict[str, Wording]:
    """Every problem's words by its code."""
    with Path(__file__).with_name("problems.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: Wording(**row) for row in csv.DictReader(file)}


@dataclass(frozen=True)
class Address:
    """A sheet as a sentence names it: the file, and the sheet's name where the file has several."""

    file: str
    sheet: str
    is_only_sheet: bool = True

    @property
    def label(self) -> str:
        """时长.xlsx, or 时长.xlsx「十月」."""
        return self.file if self.is_only_sheet else f"{self.file}「{self.sheet}」"

    def of(self, row: int | None = None, heading: str | None = None) -> str:
        """The start of a sentence, down to the colon."""
        row_label = f"第{row}行" if row is not None else ""
        heading_label = f"「{heading}」" if heading else ""
        space = " " if row_label or heading_label else ""
        return f"{self.label}{space}{row_label}{heading_label}："


class Problems:
    """The problems of one import, gathered in a table; SQL on the road of the rows adds to the same table."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._waiting: list[tuple[object, ...]] = []
        connection.execute(TABLE)

    def add(
        self,
        code: str,
        kind: Kind | None,
        address: Address,
        *,
        row: int | None = None,
        heading: str | None = None,
        value: str | None = None,
        **words: object,
    ) -> None:
        """One problem that was found outside SQL; `value` and the words must be fit to be shown."""
        wording = wordings()[code]
        sentence = wording.sentence or wording.unread
        message = address.of(row, heading) + sentence.format(value=value, **words)
        self._waiting.append((
            wording.severity, code, kind.value if kind else None, address.file, address.sheet, row, heading, value,
            wording.expected or None, message,
        ))  # fmt: skip

    def flush(self) -> None:
        """Move what waits into the table."""
        if self._waiting:
            columns = zip(*self._waiting, strict=True)
            table = pa.table([pa.array(column, type_) for column, type_ in zip(columns, _SCHEMA.types, strict=True)], schema=_SCHEMA)
            insert(self._connection, "problem", table)
            self._waiting.clear()


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """Append an Arrow table to a table of the same columns."""
    connection.register("handed_over", rows)
    connection.execute(f"insert into {table} by name select * from handed_over")
    connection.unregister("handed_over")


def create(connection: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """Make, or make anew, a temporary table of an Arrow table."""
    connection.register("handed_over", rows)
    connection.execute(f"create or replace temp table {table} as select * from handed_over")
    connection.unregister("handed_over")


def shown(text: str, *, personal: bool = False, is_word: bool = False) -> str:
    """A cell's text as a sentence may quote it.

    In a column of numbers or dates a short Chinese word may be a name that slipped there; only a word column shows one.
    """
    folded = fold(text)
    if personal:
        bare = folded.lstrip("\ufffd'")
        return bare[:2] + "****" if any(map(str.isdigit, bare[:4])) else mask_name(folded)
    folded = _LONG_DIGITS.sub(lambda found: found[0][:2] + "****", folded) if not is_word else without_personal(folded)
    if not is_word and _SHORT_CHINESE.fullmatch(folded):
        return mask_name(folded)
    return folded if len(folded) <= LONGEST_VALUE else folded[:LONGEST_VALUE] + "…"


def without_personal(text: str) -> str:
    """A text with identity numbers and mobile phones in it starred out."""
    return PERSONAL_NUMBER.sub(lambda found: found[0][:3] + "****", text)


def spoken(value: object) -> str:
    """A value as it was read, for a sentence."""
    if isinstance(value, tuple):
        return " 至 ".join(spoken(part) for part in value if part is not None)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time(0) else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def quoted(text: str) -> str:
    """A text as an SQL literal; only for our own words, file names and headings."""
    return "'" + text.replace("'", "''") + "'"


def listed(names: Iterable[str], most: int = 3) -> str:
    """A few names for a sentence."""
    found: Sequence[str] = list(names)
    return "、".join(found[:most]) + ("等" if len(found) > most else "")
