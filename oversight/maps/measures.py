"""What a map can show, and how values become classes: five steps of one scale, with the target as a border.

A value on a border belongs to the upper class, so that exactly 13 % is drawn as reached.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Any

import pandas as pd

from oversight import palette, terms
from oversight.charts.table import records

UNITS = {
    "registered_ratio": "%",
    "met_ratio": "%",
    "activities": "场",
    "people": "人",
    "hours": "小时",
    "hours_per_person": "小时/人",
}
MEASURES = tuple(UNITS)
TARGETED = ("registered_ratio", "met_ratio")
STEPS = (0.5, 0.75, 1.0, 1.25)  # of the target
WHOLE_STEPS = (0.25, 0.5, 0.75, 1.0)  # of a target of 100 %, above which there is nothing
FIFTHS = (0.2, 0.4, 0.6, 0.8)
NO_DATA = "无数据"


@dataclass(frozen=True)
class Scale:
    """Borders between classes from low to high, and one colour more than there are borders."""

    measure: str
    borders: tuple[float, ...]
    colours: tuple[str, ...]
    target: float | None
    has_gaps: bool

    def colour(self, value: float | None) -> str:
        """The fill of a value; grey where there is none."""
        if value is None:
            return palette.NO_DATA
        return self.colours[sum(value >= border for border in self.borders)]

    def words(self, value: float | None) -> str:
        """The value as a label; a reached target has its sign."""
        if value is None:
            return NO_DATA
        shown = terms.show(self.measure, value)
        unit = UNITS[self.measure]
        text = shown if unit == "%" else f"{shown} {unit}"
        return f"✓ {text}" if self.target is not None and value >= self.target else text

    def legend(self) -> list[tuple[str, str]]:
        """(colour, words) of each class from low to high, and of what is missing."""
        entries = []
        for at, colour in enumerate(self.colours):
            low = self.borders[at - 1] if at else None
            high = self.borders[at] if at < len(self.borders) else None
            reached = self.target is not None and low is not None and low >= self.target
            entries.append((colour, self._range(low, high) + ("（达标）" if reached else "")))
        return [*entries, (palette.NO_DATA, NO_DATA)] if self.has_gaps else entries

    def _range(self, low: float | None, high: float | None) -> str:
        unit = f" {UNITS[self.measure]}"
        if low is None:
            return "全部相同" if high is None else f"不足 {self._number(high)}{unit}"
        if high is None:
            full = UNITS[self.measure] == "%" and low >= 1
            return f"{self._number(low)}{unit}" + ("" if full else " 及以上")
        return f"{self._number(low)}–{self._number(high)}{unit}"

    def _number(self, value: float) -> str:
        return f"{round(value * 100, 4):g}" if UNITS[self.measure] == "%" else f"{value:,.10g}"


def scale(table: pd.DataFrame, measure: str) -> Scale:
    """The scale of a measure over the towns of map_by_town: steps of its target, or else fifths."""
    rows = values(table, measure)
    known = sorted(value for value in rows.values() if value is not None)
    target = _target(table, measure)
    if target is not None:
        borders: Sequence[float] = (
            WHOLE_STEPS if target >= 1 else [round(target * step, 12) for step in STEPS]
        )
    else:
        borders = sorted({_short(known[floor(len(known) * fifth)]) for fifth in FIFTHS} if known else set())
        borders = [border for border in borders if known[0] < border <= known[-1]]
    last = len(palette.SEQUENCE) - 1
    colours = [palette.SEQUENCE[round(at * last / max(len(borders), 1))] for at in range(len(borders) + 1)]
    return Scale(measure, tuple(borders), tuple(colours), target, len(known) < len(rows))


def values(table: pd.DataFrame, measure: str) -> dict[str, float | None]:
    """unit_code → value, None where it is missing."""
    return {row["unit_code"]: row[measure] for row in records(table, "unit_code", measure)}


def _target(table: pd.DataFrame, measure: str) -> float | None:
    if measure == "met_ratio":
        return 1.0
    if measure not in TARGETED:
        return None
    targets = {row["target_ratio"] for row in records(table, "target_ratio")} - {None}
    return min(targets) if targets else None


def _short(value: float) -> float:
    """Rounded to two digits: a border that can be said aloud."""
    return value if value == 0 else round(value, 1 - floor(log10(abs(value))))


def heading(table: pd.DataFrame, measure: str) -> str:
    """What the map shows: how many towns reach the target and who is lowest, or highest and lowest."""
    rows: list[dict[str, Any]] = records(table, "unit_name", measure) if not table.empty else []
    known = [row for row in rows if row[measure] is not None]
    label = terms.label(measure).partition("（")[0]
    if not known:
        return f"各镇街都没有{label}数据"
    legend = scale(table, measure)
    low = min(known, key=lambda row: row[measure])
    high = max(known, key=lambda row: row[measure])
    low_words, high_words = (legend.words(row[measure]).removeprefix("✓ ") for row in (low, high))
    if low[measure] == high[measure]:
        who = f"{len(known)} 个镇街" if len(known) > 1 else high["unit_name"]
        return f"{who}{label}{'都' if len(known) > 1 else ''}是 {high_words}"
    if legend.target is None:
        return f"{label}：{high['unit_name']}最高（{high_words}），{low['unit_name']}最低（{low_words}）"
    reached = sum(row[measure] >= legend.target for row in known)
    gaps = f"（{len(rows) - len(known)} 个无数据）" if len(rows) > len(known) else ""
    return f"{len(rows)} 个镇街中 {reached} 个{label}达到目标{gaps}，{low['unit_name']}最低（{low_words}）"
