"""The names of columns: one heading out of one, two or three rows, and the parts that an empty column separates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oversight.exports.headings import UNIT_WORDS, Headings, Kind, Meaning, heading_key, scale_of
from oversight.exports.layout import Column
from oversight.text import comparison_key, fold


@dataclass(frozen=True)
class Name:
    """What stands above one column: its own lowest heading and the headings above that, the nearest first."""

    position: int
    child: str
    parents: tuple[str, ...]
    texts: frozenset[str]
    scale: float = 0.0

    def meaning(self, kind: Kind, headings: Headings) -> tuple[str, str, Meaning | None]:
        """The heading to show, its key and what it means: parent and child together before the child alone.

        服务时间 above 开始 is 服务时间开始, and 联系人 above 姓名 is no volunteer's name.
        """
        for parent in self.parents:
            together = parent + self.child
            if meaning := headings.meaning(kind, heading_key(together)):
                return together, heading_key(together), meaning
        if meaning := headings.meaning(kind, heading_key(self.child)):
            return self.child, heading_key(self.child), meaning
        return "".join((*self.parents[:1], self.child)), heading_key(self.child), None

    def column(self) -> Column:
        """The column as it stands, whatever it means."""
        return Column(self.position, fold(self.child))


def names_of(heading: Sequence[tuple[int, tuple[str | None, ...]]], merged: Iterable[tuple[int, int, int, int]]) -> list[Name]:
    """The name of every column under the rows of a heading; a column without any heading gets an empty one."""
    width = max(len(cells) for _, cells in heading)
    grid = [[(cell or "").strip() for cell in cells] + [""] * (width - len(cells)) for _, cells in heading]
    spread = [_spread(grid, level, {number: at for at, (number, _) in enumerate(heading)}, merged) for level in range(len(grid))]
    names = []
    for at in range(width):
        own = [level for level in range(len(grid)) if grid[level][at]]
        level = own[-1] if own else len(grid)
        child = grid[level][at] if own else ""
        parents = [spread[above][at] for above in range(level - 1, -1, -1) if own and spread[above][at]]
        scale = 0.0
        if parents and comparison_key(child) in UNIT_WORDS:
            child, parents, scale = parents[0], parents[1:], scale_of(child)
        texts = frozenset(heading[level][1][at] or "" for level in own)
        names.append(Name(at + 1, child, tuple(dict.fromkeys(parents)), texts, scale))
    return names


def _spread(
    grid: list[list[str]], level: int, level_of: dict[int, int], merged: Iterable[tuple[int, int, int, int]]
) -> list[str]:
    """A heading row with each group heading over all the columns it stands for, merged or, in a text file, left blank."""
    row = list(grid[level])
    for first_row, first_column, _, last_column in merged:
        if level_of.get(first_row) == level and first_column <= len(row):
            for at in range(first_column, min(last_column, len(row))):
                row[at] = row[at] or row[first_column - 1]
    if level + 1 < len(grid):
        is_group = False
        for at, text in enumerate(row):
            below = any(grid[lower][at] for lower in range(level + 1, len(grid)))
            if text:
                is_group = below
            elif is_group and below:
                row[at] = row[at - 1]
            else:
                is_group = False
    return row


def segments(names: Sequence[Name], body: Sequence[tuple[str | None, ...]]) -> list[list[Name]]:
    """The parts of the heading that columns without heading and without data separate."""
    parts: list[list[Name]] = [[]]
    for name in names:
        if name.child or any(is_filled(cells, (name,)) for cells in body):
            parts[-1].append(name)
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if part]


def is_filled(cells: tuple[str | None, ...], names: Iterable[Name]) -> bool:
    """Whether a row has anything in one of these columns."""
    return any(name.position <= len(cells) and (cells[name.position - 1] or "").strip() for name in names)


def first_headings(kind: Kind, fields: Iterable[str], headings: Headings) -> list[str]:
    """The commonest heading of each field."""
    return [headings.commonest(kind, field) for field in fields]
