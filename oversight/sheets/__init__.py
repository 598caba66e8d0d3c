"""Bytes in, text tables out: any spreadsheet a platform or an office really produces.

What a file is, is told by its bytes, never by its suffix. Nothing is guessed or converted: a cell's text arrives
as it stands. Each file is read in a child process with limits, because a hostile file can abort a parser; whatever
happens there ends as a `SheetError`, one sentence for the clerk.
"""

from oversight.sheets.running import read
from oversight.sheets.sheet import LOST_PRECISION, UNCACHED_FORMULA, Limits, Sheet, SheetError, Source
from oversight.sheets.sources import expand

__all__ = [
    "LOST_PRECISION",
    "UNCACHED_FORMULA",
    "Limits",
    "Sheet",
    "SheetError",
    "Source",
    "expand",
    "read",
]
