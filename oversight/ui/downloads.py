"""A table as the file a reader takes away: Excel with its filters and date on top, or CSV.

A text never becomes a formula: a team may be called «=1+1» or «+突击队», and a spreadsheet would run it.
"""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from oversight import terms
from oversight.ui import answers

NUMBER_FORMATS = {
    "ratio": "0.0%", "whole": "#,##0", "signed": "+#,##0;-#,##0;0", "hours": "#,##0.0", "decimal": "#,##0.00",
    "degrees": "0.00000", "year": "0", "date": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm",
}
WIDE = {"text": 24, "choice": 14, "moment": 17, "date": 12, "periods": 26}
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
HEADING_ROW = 3


def workbook(
    table: pd.DataFrame, columns: Sequence[str], title: str, under_title: Sequence[str], made_on: date,
) -> bytes:
    """An xlsx: the title, what was asked, then the table, in which numbers and days are native."""
    content = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": title, "created": datetime.combine(made_on, time())})
        sheet = book.add_worksheet(title[:31])
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        sheet.write_string(1, 0, "　".join(under_title), book.add_format({"font_color": "#566373"}))
        head = book.add_format({"bold": True, "bg_color": "#eef1f5", "bottom": 1, "text_wrap": True})
        for at, column in enumerate(columns):
            row = terms.term(column)
            shape = book.add_format({"num_format": NUMBER_FORMATS[row.format]} if row.format in NUMBER_FORMATS else {})
            sheet.set_column(at, at, WIDE.get(row.format, 12))
            sheet.write_string(HEADING_ROW, at, row.label, head)
            for down, value in enumerate(table[column].tolist(), start=HEADING_ROW + 1):
                _write(sheet, down, at, column, answers.plain(column, value), shape)
        sheet.freeze_panes(HEADING_ROW + 1, 1)
        if len(table):
            sheet.autofilter(HEADING_ROW, 0, HEADING_ROW + len(table), len(columns) - 1)
    return content.getvalue()


def _write(sheet: Worksheet, down: int, at: int, column: str, value: Any, shape: Format) -> None:
    if value is None:
        return
    if isinstance(value, bool) or terms.term(column).vocabulary or terms.term(column).format in ("period", "periods"):
        sheet.write_string(down, at, terms.show(column, value), shape)
    elif isinstance(value, date):
        sheet.write_datetime(down, at, value, shape)
    elif isinstance(value, str):
        sheet.write_string(down, at, value, shape)
    else:
        sheet.write_number(down, at, value, shape)


def text_file(table: pd.DataFrame, columns: Sequence[str]) -> bytes:
    """A CSV that Excel opens as UTF-8; a plain table without lines above it, so that programs can read it."""
    content = io.StringIO()
    writer = csv.writer(content, lineterminator="\r\n")
    writer.writerow([terms.label(column) for column in columns])
    cells = [[_text(column, answers.plain(column, value)) for value in table[column].tolist()] for column in columns]
    writer.writerows(zip(*cells, strict=True))
    return content.getvalue().encode("utf-8-sig")


def _text(column: str, value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool) or terms.term(column).vocabulary or terms.term(column).format in ("period", "periods"):
        return terms.show(column, value)
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_SIGNS) else value
    return value
