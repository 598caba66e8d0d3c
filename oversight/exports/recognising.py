"""Find the heading of a table and name its columns, wherever in the sheet it stands and however many rows it takes.

The whole heading is tried for every kind, and the kind with the most, and the most telling, headings wins. A heading in
two rows is taken for one only if the second row adds something, for the row under a heading is as a rule data.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

import pyarrow.parquet as pq

from oversight.exports import columns as naming
from oversight.exports.headings import ESSENTIALS, UNUSED, Headings, Kind, heading_key, plain_heading, scale_of
from oversight.exports.layout import Column, Layout, NotRecognised

Row = tuple[int, tuple[str | None, ...]]
"""A row's number as the spreadsheet shows it, and its cells from the first column on."""

Merged = Sequence[tuple[int, int, int, int]]

WINDOW = 200
"""How far down the first heading is looked for."""
MOST_HEADING_ROWS = 3
SAME_DATES = {"period": ("period", "starts_at")}
"""A heading that may mean the first field does so only where none of the second are named."""
SAME_ROWS = 0.8
"""From this share of rows filled on both sides of an empty column on, the two sides are one table."""


class SheetLike(Protocol):
    """What is needed of a sheet: its cells as Parquet and its merged ranges."""

    @property
    def parquet(self) -> Path:
        """Columns row, c1, c2, …"""

    @property
    def merged(self) -> Merged:
        """First row, first column, last row, last column; from 1."""


def recognise(sheet: SheetLike, headings: Headings) -> Layout | NotRecognised:
    """The first table of a sheet, or why none was found in its first rows."""
    rows = first_rows(sheet.parquet, WINDOW)
    found = layout_from(rows, sheet.merged, headings)
    return found if found is not None else nearest(rows, headings)


def first_rows(parquet: Path, count: int) -> list[Row]:
    """The first rows of a sheet."""
    rows: list[Row] = []
    with pq.ParquetFile(parquet) as file:
        for batch in file.iter_batches(batch_size=count):
            cells = [column.to_pylist() for column in batch.columns]
            rows += [(row, tuple(values)) for row, *values in zip(*cells, strict=True)]
            if len(rows) >= count:
                break
    return sorted(rows)[:count]


def layout_from(rows: Sequence[Row], merged: Merged, headings: Headings) -> Layout | None:
    """The first table whose heading begins in these rows."""
    known = [sum(headings.is_known(heading_key(cell)) for cell in cells if cell) for _, cells in rows]
    first_end: int | None = None
    best: Layout | None = None
    for end in range(len(rows)):
        if first_end is not None and end >= first_end + MOST_HEADING_ROWS:
            break
        for span in range(1, min(MOST_HEADING_ROWS, end + 1) + 1):
            start = end - span + 1
            if not any(known[start : end + 1]) or (span > 1 and not _adds(rows, known, start, end)):
                continue
            layout = _best_kind(rows, start, end, merged, headings)
            if layout is not None and (best is None or layout.score > best.score + 1e-9):
                best = layout
                first_end = end if first_end is None else first_end
    return best


def _adds(rows: Sequence[Row], known: Sequence[int], start: int, end: int) -> bool:
    """Whether rows under a first heading row can belong to the heading: consecutive, and no row of data among them."""
    for at in range(start + 1, end + 1):
        filled = sum(1 for cell in rows[at][1] if cell)
        if rows[at][0] != rows[at - 1][0] + 1 or not filled or known[at] * 2 < filled:
            return False
    return True


def _best_kind(rows: Sequence[Row], start: int, end: int, merged: Merged, headings: Headings) -> Layout | None:
    names = naming.names_of(rows[start : end + 1], merged)
    body = [cells for _, cells in rows[end + 1 :]]
    numbers = tuple(number for number, _ in rows[start : end + 1])
    found = [
        layout for kind in Kind if (layout := _layout(kind, names, body, numbers, headings)) is not None
    ]
    return max(found, key=lambda layout: layout.score, default=None)


def _layout(
    kind: Kind,
    names: Sequence[naming.Name],
    body: Sequence[tuple[str | None, ...]],
    heading_rows: tuple[int, ...],
    headings: Headings,
) -> Layout | None:
    parts = naming.segments(names, body)
    layouts = [_assigned(kind, part, heading_rows, headings) for part in parts]
    satisfied = [at for at, layout in enumerate(layouts) if is_satisfied(kind, layout.columns)]
    if not satisfied:
        whole = _assigned(kind, [name for part in parts for name in part], heading_rows, headings)
        return whole if is_satisfied(kind, whole.columns) else None
    main = max(satisfied, key=lambda at: layouts[at].score)
    own = [main]
    for at, layout in enumerate(layouts):
        if at != main and _belongs(layouts[main], layout) and _same_rows(parts[main], parts[at], body):
            own.append(at)
    joined = _assigned(kind, [name for at in sorted(own) for name in parts[at]], heading_rows, headings)
    side = tuple(name.column() for at, part in enumerate(parts) if at not in own for name in part)
    return Layout(**{**joined.__dict__, "side": side})


def is_satisfied(kind: Kind, fields: Iterable[str]) -> bool:
    """Whether these fields are enough for a table to be of this kind."""
    present = set(fields)
    return all(group & present for group in ESSENTIALS[kind])


def _belongs(main: Layout, part: Layout) -> bool:
    """Whether a part behind an empty column can be of the same table: every heading known and none there already."""
    return bool(part.columns) and not part.unknown and not part.further and not set(part.columns) & set(main.columns)


def _same_rows(
    main: Sequence[naming.Name], part: Sequence[naming.Name], body: Sequence[tuple[str | None, ...]]
) -> bool:
    filled = [
        (naming.is_filled(cells, main), naming.is_filled(cells, part)) for cells in body
    ]
    either = [pair for pair in filled if any(pair)]
    return bool(either) and sum(all(pair) for pair in either) >= SAME_ROWS * len(either)


def _assigned(kind: Kind, names: Sequence[naming.Name], heading_rows: tuple[int, ...], headings: Headings) -> Layout:
    """What each column means in a table of this kind; of two columns for a field the preferred one comes first."""
    meant: dict[str, list[tuple[int, Column, str, str | None]]] = {}
    unused, unknown, score = [], [], 0.0
    for name in names:
        shown, key, meaning = name.meaning(kind, headings)
        column = Column(name.position, plain_heading(shown), scale_of(shown) if not name.scale else name.scale)
        if meaning is None:
            unknown.append(column)
        elif meaning.field == UNUSED:
            unused.append(column)
            score += headings.weight(kind, key)
        else:
            meant.setdefault(meaning.field, []).append((meaning.rank, column, key, meaning.otherwise))
    for field in list(meant):
        for entry in list(meant[field]):
            instead = entry[3]
            if instead and not any(same in meant for same in SAME_DATES.get(instead, (instead,))):
                meant[field].remove(entry)
                meant.setdefault(instead, []).append(entry)
        if not meant[field]:
            del meant[field]
    columns, further = {}, {}
    for field, entries in meant.items():
        entries.sort(key=lambda entry: (entry[0], entry[1].position))
        columns[field] = entries[0][1]
        score += headings.weight(kind, entries[0][2])
        if entries[1:]:
            further[field] = tuple(entry[1] for entry in entries[1:])
    score -= 0.2 * sum(map(len, further.values())) + 0.01 * len(unknown)
    texts = {name.position: name.texts for name in names}
    return Layout(
        kind, heading_rows, columns, further, tuple(unused), tuple(unknown), (), texts, score
    )


def nearest(rows: Sequence[Row], headings: Headings) -> NotRecognised:
    """Why rows hold no table that we know: the headings found and what the nearest kind lacks."""
    best_row, best_known = None, 0
    for number, cells in rows:
        known = sum(headings.is_known(heading_key(cell)) for cell in cells if cell)
        if known > best_known:
            best_row, best_known = (number, cells), known
    if best_row is None:
        tables = [(number, cells) for number, cells in rows if sum(1 for cell in cells if cell) >= 3]
        found = tuple(plain_heading(cell) for cell in tables[0][1] if cell) if tables else ()
        return NotRecognised(found, None, ())
    names = naming.names_of([best_row], ())
    layouts = [_assigned(kind, names, (best_row[0],), headings) for kind in Kind]
    layout = max(layouts, key=lambda layout: layout.score)
    lacking = [group for group in ESSENTIALS[layout.kind] if not group & set(layout.columns)]
    missing = tuple(" 或 ".join(sorted(naming.first_headings(layout.kind, group, headings))) for group in lacking)
    texts = tuple(plain_heading(cell) for cell in best_row[1] if cell)
    return NotRecognised(texts, layout.kind if layout.columns else None, missing)
