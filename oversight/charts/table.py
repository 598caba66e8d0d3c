"""A question's answer as plain rows: what every figure reads."""

from datetime import date, datetime
from typing import Any

import pandas as pd


def records(table: pd.DataFrame, *columns: str) -> list[dict[str, Any]]:
    """The named columns as rows, every missing value as None; a column that is absent raises KeyError."""
    values = []
    for column in columns:
        series = table[column]
        cells = series.tolist()
        if series.hasnans:
            lost = series.isna().tolist()
            cells = [None if is_lost else cell for cell, is_lost in zip(cells, lost, strict=True)]
        values.append(cells)
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*values, strict=True)]


def as_day(value: date) -> date:
    """A day of a table, which pandas may hand over as a moment."""
    return value.date() if isinstance(value, datetime) else value
