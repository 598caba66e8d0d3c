"""Drawn tables: a text with `|` between the columns as typed rows, a data frame or a DuckDB table.

    unit_code | residents | starts_on
    u1        | 24        | 2026-01-05    # why this row is there
    u2        |           |

A blank cell is NULL. A column's type is read from its cells; `status:text` in the heading says it outright
(text, whole, decimal, date, moment, flag), and 'quoted' or 007 is text.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import duckdb
import pandas as pd

DUCKDB_TYPES = {
    "flag": "BOOLEAN",
    "whole": "INTEGER",
    "decimal": "DOUBLE",
    "date": "DATE",
    "moment": "TIMESTAMP",
    "text": "VARCHAR",
}
PATTERNS = (
    ("flag", r"true|false"),
    ("whole", r"[+-]?(0|[1-9][0-9]*)"),
    ("decimal", r"[+-]?(0|[1-9][0-9]*)(\.[0-9]+)?"),
    ("date", r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    ("moment", r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(:[0-9]{2})?"),
)
PARSERS: Mapping[str, Callable[[str], object]] = {
    "flag": lambda cell: cell == "true",
    "whole": int,
    "decimal": float,
    "date": date.fromisoformat,
    "moment": datetime.fromisoformat,
    "text": lambda cell: cell.removeprefix("'").removesuffix("'"),
}


def _drawn(text: str) -> tuple[dict[str, str], list[tuple[object, ...]]]:
    """Column → type, and the rows."""
    lines = [re.sub(r"(^|\s)#.*$", "", line) for line in text.splitlines()]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines if line.strip()]
    headings, body = cells[0], cells[1:]
    for row in body:
        if len(row) != len(headings):
            raise ValueError(f"{len(headings)} columns are drawn, but this row has {len(row)}: {row}")
    types: dict[str, str] = {}
    for index, heading in enumerate(headings):
        name, _, given = heading.partition(":")
        types[name] = given or _type([row[index] for row in body if row[index]])
    if len(types) != len(headings):
        raise ValueError(f"a column is drawn twice: {headings}")
    parsers = [PARSERS[kind] for kind in types.values()]
    return types, [
        tuple(parse(cell) if cell else None for parse, cell in zip(parsers, row, strict=True)) for row in body
    ]


def _type(cells: Sequence[str]) -> str:
    for kind, pattern in PATTERNS:
        if cells and all(re.fullmatch(pattern, cell) for cell in cells):
            return kind
    return "text"


def rows(text: str) -> list[dict[str, object]]:
    """The drawn rows as dictionaries."""
    types, body = _drawn(text)
    return [dict(zip(types, row, strict=True)) for row in body]


def frame(text: str) -> pd.DataFrame:
    """The drawn rows as a data frame, typed as DuckDB would hand them over."""
    with duckdb.connect() as connection:
        create(connection, "drawn", text)
        return connection.execute("select * from drawn").df()


def create(connection: duckdb.DuckDBPyConnection, name: str, text: str) -> None:
    """Make a table of the drawn rows, with the drawn types."""
    types, _ = _drawn(text)
    columns = ", ".join(f'"{column}" {DUCKDB_TYPES[kind]}' for column, kind in types.items())
    connection.execute(f'create table "{name}" ({columns})')
    insert(connection, name, text)


def insert(connection: duckdb.DuckDBPyConnection, name: str, text: str) -> None:
    """Add the drawn rows to a table that exists: its types hold, and columns not drawn are NULL."""
    types, body = _drawn(text)
    columns = ", ".join(f'"{column}"' for column in types)
    marks = ", ".join("?" for _ in types)
    for row in body:
        connection.execute(f'insert into "{name}" ({columns}) values ({marks})', list(row))


def expect(answer: pd.DataFrame, text: str) -> None:
    """Assert that an answer holds exactly the drawn rows, in this order, in the columns that are drawn."""
    types, body = _drawn(text)
    absent = [column for column in types if column not in answer.columns]
    assert not absent, f"the answer has no column {absent}; it has {list(answer.columns)}"
    found = [tuple(_plain(cell) for cell in row) for row in answer[list(types)].itertuples(index=False)]
    drawn = [tuple(_plain(cell) for cell in row) for row in body]
    assert found == drawn, f"\n{draw(types, found)}\n-- instead of --\n{draw(types, drawn)}"


def draw(columns: Sequence[str] | Mapping[str, Any], body: Sequence[Sequence[object]]) -> str:
    """Rows as a drawn table."""
    cells = [list(columns), *[["" if cell is None else str(cell) for cell in row] for row in body]]
    widths = [max(len(row[index]) for row in cells) for index in range(len(cells[0]))]
    return "\n".join(
        " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )


def _plain(cell: Any) -> object:
    """A cell as a value that compares: midnight is the day, 3.0 is 3, a ratio has nine decimals."""
    if cell is None or cell is pd.NA or cell is pd.NaT or cell != cell:
        return None
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        moment = cell.to_pydatetime() if isinstance(cell, pd.Timestamp) else cell
        return moment.date() if moment == datetime.combine(moment.date(), datetime.min.time()) else moment
    if isinstance(cell, date):
        return cell
    number = round(float(cell), 9)
    return int(number) if number == int(number) else number
