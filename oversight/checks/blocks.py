"""The tables of one sheet, one below the other: each from its title to the row before the next one's title."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from oversight.exports import Headings, Layout, NotRecognised, Row, layout_from, recognise
from oversight.sheets import Sheet
from oversight.text import fold

MOST_TITLE_ROWS = 5
ROWS_AFTER_HEADING = 30
MOST_FURTHER_HEADINGS = 2_000


@dataclass(frozen=True)
class Block:
    """One table of a sheet and the rows that belong to it."""

    sheet: Sheet
    layout: Layout
    first_row: int
    last_row: int

    @property
    def source(self) -> str:
        """What stands after `from` for the sheet's cells."""
        return cells_of(self.sheet.parquet)


def cells_of(parquet: Path) -> str:
    """The sheet's cells as a table for DuckDB."""
    return "read_parquet('" + str(parquet).replace("'", "''") + "')"


def blocks_of(connection: duckdb.DuckDBPyConnection, sheet: Sheet, headings: Headings) -> list[Block] | NotRecognised:
    """Every table of a sheet; a heading that is only repeated on a later page begins no new one."""
    first = recognise(sheet, headings)
    if isinstance(first, NotRecognised):
        return first
    layouts = [first]
    for row in _further_headings(connection, sheet, first, headings):
        current = layouts[-1]
        if row <= current.heading_rows[-1]:
            continue
        rows = _rows(connection, sheet, row, row + ROWS_AFTER_HEADING)
        if not rows or _is_repeated(rows[0], current):
            continue
        further = layout_from(rows, sheet.merged, headings)
        if further is not None and further.heading_rows[0] == row:
            layouts.append(further)
    starts = [1, *(_start(connection, sheet, layout) for layout in layouts[1:])]
    ends = [*(start - 1 for start in starts[1:]), sheet.rows]
    return [Block(sheet, layout, start, end) for layout, start, end in zip(layouts, starts, ends, strict=True)]


def _further_headings(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, first: Layout, headings: Headings
) -> list[int]:
    """Rows below the first heading in which two cells are known headings."""
    texts = {text for texts in first.heading_texts.values() for text in texts}
    known = ", ".join("'" + text.replace("'", "''") + "'" for text in sorted(headings.known_texts() | texts) if text)
    columns = [column.name for column in first.own]
    # A heading is no number: most columns are passed over by their first byte.
    is_known = " + ".join(
        f"case when {name} > '9~' and strlen({name}) < 64 and {name} in ({known}) then 1 else 0 end" for name in columns
    )
    found = connection.execute(f"""
        select row from {cells_of(sheet.parquet)}
        where row > {first.heading_rows[-1]} and {is_known} >= 2
        order by row limit {MOST_FURTHER_HEADINGS}
    """).fetchall()
    return [row for (row,) in found]


def _rows(connection: duckdb.DuckDBPyConnection, sheet: Sheet, first: int, last: int) -> list[Row]:
    names = ", ".join(f"c{at}" for at in range(1, sheet.columns + 1))
    found = connection.execute(
        f"select row, {names} from {cells_of(sheet.parquet)} where row between {first} and {last} order by row"
    ).fetchall()
    return [(row, tuple(cells)) for row, *cells in found]


def _is_repeated(row: Row, layout: Layout) -> bool:
    texts = {at: {fold(text) for text in texts} for at, texts in layout.heading_texts.items()}
    filled = [(at, fold(cell)) for at, cell in enumerate(row[1], start=1) if cell and fold(cell)]
    same = sum(cell in texts.get(at, ()) for at, cell in filled)
    return same >= 2 and same >= 0.6 * len(filled)


def _start(connection: duckdb.DuckDBPyConnection, sheet: Sheet, layout: Layout) -> int:
    """The first row of a further table: its heading, or the title rows right above it."""
    heading = layout.heading_rows[0]
    above: Sequence[Row] = _rows(connection, sheet, heading - MOST_TITLE_ROWS, heading - 1)
    start = heading
    for number, cells in reversed(above):
        if sum(1 for cell in cells if cell and fold(cell)) != 1:
            break
        start = number
    return start
