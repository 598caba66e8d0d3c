"""What was measured, beside what is wanted: as a table on the terminal and as Markdown for docs/performance.md."""

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

LIBRARIES = ("streamlit", "duckdb", "pandas", "pyarrow", "plotly", "pydeck")
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"


@dataclass(frozen=True)
class Figure:
    """One measured number; `goal` is the most it may be, None where there is no such limit."""

    what: str
    size: str
    value: float
    unit: str
    goal: float | None = None

    @property
    def verdict(self) -> str:
        """Whether the goal is reached, in a word."""
        if self.goal is None:
            return ""
        return "reached" if self.value <= self.goal else "MISSED"

    def cells(self) -> tuple[str, str, str, str, str]:
        """The row as text."""
        goal = "" if self.goal is None else f"≤ {self.goal:g} {self.unit}"
        return self.what, self.size, f"{self.value:.3g} {self.unit}", goal, self.verdict


HEADINGS = ("measured", "size", "value", "goal", "")


def machine() -> str:
    """Where this was measured, in a line."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"{os.cpu_count()} cores, {platform.platform()}, Python {platform.python_version()}; {libraries}"


def show(figures: Sequence[Figure]) -> None:
    """Print the table."""
    table = Table(title=machine(), title_justify="left")
    for heading in HEADINGS:
        table.add_column(heading, justify="right" if heading in ("value", "goal") else "left")
    for figure in figures:
        table.add_row(*figure.cells(), style="red" if figure.verdict == "MISSED" else "")
    Console().print(table)


def write(figures: Sequence[Figure], document: Path) -> None:
    """Put the table between the document's two marks."""
    lines = [machine(), "", f"| {' | '.join(HEADINGS)} |", "|---|---|---:|---:|---|"]
    lines += [f"| {' | '.join(figure.cells())} |" for figure in figures]
    table = f"{BEGIN}\n{chr(10).join(lines)}\n{END}"
    text = document.read_text(encoding="utf-8")
    pattern = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    document.write_text(pattern.sub(lambda _: table, text), encoding="utf-8")


def at(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
