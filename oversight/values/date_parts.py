"""A prepared cell taken apart into the days and times it names, in their order."""

from dataclasses import dataclass

from oversight.values import date_forms
from oversight.values.reading import Problem


@dataclass(slots=True)
class Part:
    """One piece of a cell between connecting words: a day, a time, or both; the piece before says the rest."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int = 0
    second: int = 0
    part_of_day: str = ""
    separator: str = ""
    is_marked: bool = False  # 日 or 号 stands after the day
    is_dotted: bool = False  # 8.30 was read as a time
    is_listed: bool = False  # stands after a comma, not after «to»


def parts_of(cell: str) -> tuple[list[Part], Problem | None]:
    """The pieces of a prepared cell, and the remark on what stood there besides. No piece: no day at the start."""
    parts: list[Part] = []
    position, is_listed = 0, False
    while True:
        before = parts[-1] if parts else None
        part, position_after = _day(cell, position, before)
        if part is None and before is None:
            return [], None
        part = part or Part()
        position_after = _time(cell, position_after, part, before)
        if part.day is None and part.hour is None:
            return parts, Problem.END_UNREADABLE
        part.is_listed = is_listed
        parts.append(part)
        position = position_after
        if position >= len(cell):
            return parts, None
        if only_part := date_forms.PART_OF_DAY.match(cell[position:].strip()):
            rest = cell[position:].strip()[only_part.end() :]
            return parts, Problem.TIME_IGNORED if not rest else Problem.END_UNREADABLE
        connector = date_forms.BETWEEN.match(cell, position) or date_forms.LISTED.match(cell, position)
        if connector is None:
            return parts, Problem.END_UNREADABLE
        is_listed = connector.re is date_forms.LISTED
        position = connector.end()


def _day(cell: str, position: int, before: Part | None) -> tuple[Part | None, int]:
    if before is not None and before.is_dotted and date_forms.DOTTED_TIME.match(cell, position):
        return None, position
    found = date_forms.DAY.match(cell, position)
    if found is None:
        bare = date_forms.BARE_DAY.match(cell, position)
        if bare is None or before is None or before.day is None or before.hour is not None:
            return None, position
        if before.separator == "-" and before.year is None:
            return None, position  # 3-5-7 could be anything
        return Part(day=int(bare[0])), bare.end()
    groups = {name: text for name, text in found.groupdict().items() if text}
    fields = {name.rstrip("123456"): text for name, text in groups.items()}
    if before is None and "m" not in fields:
        return None, position
    month, year = fields.get("m"), fields.get("year")
    return Part(
        year=int(year) if year else None,
        month=int(month) if month else None,
        day=int(fields["d"]),
        separator=fields.get("s", ""),
        is_marked="marked" in fields,
    ), found.end()


def _time(cell: str, position: int, part: Part, before: Part | None) -> int:
    start = position + (cell[position : position + 1] == " ")
    found = date_forms.TIME.match(cell, start)
    if found is None and (part.is_marked or (before is not None and before.is_dotted)):
        found = date_forms.DOTTED_TIME.match(cell, start)
        part.is_dotted = found is not None
    if found is None:
        return position
    fields = {name.rstrip("12"): text for name, text in found.groupdict().items() if text}
    part.hour = int(fields["h"])
    part.minute = 30 if "half" in fields else 15 * int(fields.get("quarter", 0)) or int(fields.get("min", 0))
    part.second = int(fields.get("s", 0))
    part.part_of_day = (fields.get("part") or fields.get("part_after") or "").lower()
    return found.end()
