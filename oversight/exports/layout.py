"""Where a table stands in its sheet and which column means what: the answer of recognising, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass

from oversight.exports.headings import Kind


@dataclass(frozen=True)
class Column:
    """One column of a table: its place from 1, its heading as the reader sees it, and what its numbers are multiplied by."""

    position: int
    heading: str
    scale: float = 1.0

    @property
    def name(self) -> str:
        """The column's name in the sheet's Parquet file."""
        return f"c{self.position}"

    @property
    def label(self) -> str:
        """What a sentence calls the column: its heading, or its letter where it has none."""
        return self.heading or f"第{letters(self.position)}列"


@dataclass(frozen=True)
class Layout:
    """One table of a kind: the rows of its heading and what its columns mean.

    `further` are second columns for a field that already has one, in the order of preference. `side` are columns of another
    table to the right. `heading_texts` tells a heading that is repeated on a later page.
    """

    kind: Kind
    heading_rows: tuple[int, ...]
    columns: Mapping[str, Column]
    further: Mapping[str, tuple[Column, ...]]
    unused: tuple[Column, ...]
    unknown: tuple[Column, ...]
    side: tuple[Column, ...]
    heading_texts: Mapping[int, frozenset[str]]
    score: float

    @property
    def first_data_row(self) -> int:
        """The row under the heading."""
        return self.heading_rows[-1] + 1

    @property
    def own(self) -> tuple[Column, ...]:
        """Every column of this table, from left to right."""
        further = (column for columns in self.further.values() for column in columns)
        own = {column.position: column for column in (*self.columns.values(), *further, *self.unused, *self.unknown)}
        return tuple(own[position] for position in sorted(own))


@dataclass(frozen=True)
class NotRecognised:
    """A sheet that fits no kind: the headings that were found, the nearest kind and what it lacks."""

    headings: tuple[str, ...]
    nearest: Kind | None
    missing: tuple[str, ...]

    @property
    def looks_like_table(self) -> bool:
        """Whether this can be a table; a sheet of explanations has a cell or two in a row."""
        return len(self.headings) >= 3


def letters(position: int) -> str:
    """The letters a spreadsheet shows above a column: 1 is A, 27 is AA."""
    text = ""
    while position > 0:
        position, remainder = divmod(position - 1, 26)
        text = chr(ord("A") + remainder) + text
    return text
