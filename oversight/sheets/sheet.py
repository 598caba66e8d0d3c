"""What the readers take and give: a source, its sheets, the limits, and the one error.

A sheet is text in a Parquet file, not yet judged. What a newcomer gets wrong: `rows` is the number of the last
row as Excel counts it, blank rows included, and not a number of records.
"""

from dataclasses import dataclass
from pathlib import Path

# Stands before the digits of a number too long for a spreadsheet: its last digits are no longer the true ones.
LOST_PRECISION = "\N{REPLACEMENT CHARACTER}"
# The text of a cell that holds a formula whose result was never saved.
UNCACHED_FORMULA = "#未计算"


class SheetError(Exception):
    """One Chinese sentence that names the file, says what is wrong with it and what to do."""


@dataclass(frozen=True)
class Source:
    """A file to read; `name` is what the clerk sees, such as "周报.zip/时长.csv" or "导出/a.xls"."""

    path: Path
    name: str


@dataclass(frozen=True)
class Sheet:
    """One sheet as text.

    `parquet` has the columns `row` (1, 2, 3 … without a gap) and `c1` … `cN` (text as it stands, blank is NULL).
    `merged` ranges are (first row, first column, last row, last column), counted from 1, both ends included; their
    text is in the first cell. `index` counts the sheets of the file from 0. `remarks` are whole sentences about
    what was read in spite of a flaw; they name the sheet, not the file.
    """

    source: Source
    name: str
    index: int
    parquet: Path
    rows: int
    columns: int
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    uncached_formulas: int = 0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """What reading may cost. Time and memory grow with what the file honestly holds, so that only bad files hit them.

    Seconds are processor seconds where the system can count them; memory is in bytes.
    """

    seconds: float = 15.0
    seconds_per_megabyte: float = 0.12
    seconds_per_packed_megabyte: float = 1.2
    memory: int = 900_000_000
    memory_per_cell: int = 100
    columns: int = 2_000
    cells: int = 40_000_000
    unpacked: int = 4_000_000_000
    members: int = 5_000
    # No honest sheet was seen above 30; zeros packed by a bomb reach 1,000.
    ratio: int = 100
    ratio_counts_from: int = 50_000_000
