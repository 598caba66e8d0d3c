"""The units of a 单位表 as a tree: their order, what lies above each, and the names a unit goes by of itself."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from oversight.text import comparison_key
from oversight.units import codes, names
from oversight.values import region_code

PLACES = frozenset(("county", "town", "township", "subdistrict", "community", "village"))
"""Kinds of unit that are places: an administrative code means one of these, and only they are called by less than
their whole name (李家沟村 for 柳湾镇李家沟村, but never 党委 for 柳湾镇党委)."""

_NO_NAMES = frozenset(("社区", "街道", "党委", "县委", "党委会"))


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of the 单位表, as far as names are concerned."""

    code: str
    name: str
    kind: str
    parent: str
    aliases: tuple[str, ...]


def units_of(table: pd.DataFrame | None) -> list[Unit]:
    """The units of a 单位表 in the order of its rows; of rows with one code the last holds, in its place."""
    units: dict[str, Unit] = {}
    for row in table.to_dict("records") if table is not None else ():
        cells = {str(column): value.strip() for column, value in row.items() if isinstance(value, str)}
        code, name = cells.get("unit_code"), cells.get("unit_name")
        if code and name:
            units.pop(code, None)
            aliases = tuple(names.aliases_in(cells.get("aliases", "")))
            units[code] = Unit(code, name, cells.get("unit_kind", ""), cells.get("parent_code", ""), aliases)
    return list(units.values())


class UnitTree:
    """The units by position, which is their 行政区划 order."""

    def __init__(self, units: list[Unit]) -> None:
        self.units = units
        self.by_code = {comparison_key(unit.code): position for position, unit in enumerate(units)}
        self.by_stem = self._stems()
        counties = [position for position, unit in enumerate(units) if unit.kind == "county"]
        self._only_county = counties[0] if len(counties) == 1 else None
        self.chains = [self._chain(position) for position in range(len(units))]
        self.above = [frozenset(chain) for chain in self.chains]
        self.own_keys: list[tuple[str, ...]] = [()] * len(units)
        for position in sorted(range(len(units)), key=lambda position: len(self.chains[position])):
            self.own_keys[position] = self._own_keys(position)

    def parent(self, position: int) -> int | None:
        """The unit above, by 上级单位编码; where that is blank by the code, else the only county."""
        unit = self.units[position]
        if unit.parent:
            return self.by_code.get(comparison_key(unit.parent))
        code = region_code(unit.code)
        for stem in codes.stems_above(codes.stem(code)) if code else ():
            if stem in self.by_stem:
                return self.by_stem[stem][0]
        return None if unit.kind == "county" else self._only_county

    def _chain(self, position: int) -> tuple[int, ...]:
        """All the units above a unit, the outermost first; a circle in the table ends where it closes."""
        chain: dict[int, None] = {}
        above = self.parent(position)
        while above is not None and above != position and above not in chain:
            chain[above] = None
            above = self.parent(above)
        return tuple(reversed(chain))

    def _own_keys(self, position: int) -> tuple[str, ...]:
        """The keys of a unit's name: as it stands, then without the names of the places above that it begins with."""
        unit = self.units[position]
        keys = [names.canonical(unit.name)]
        if unit.kind == "county":
            keys.append(names.county_alone(keys[0]))
        for ancestor in self.chains[position]:
            if unit.kind not in PLACES and self.units[ancestor].kind != "county":
                continue
            begins = [key for key in self.own_keys[ancestor] if keys[-1].startswith(key)]
            rest = keys[-1].removeprefix(max(begins, key=len, default=""))
            if len(rest) >= 2 and rest not in _NO_NAMES:
                keys.append(rest)
        return tuple(dict.fromkeys(keys))

    def _stems(self) -> Mapping[str, tuple[int, ...]]:
        """The units by the stem of their code; a place comes before an office that was given the place's code."""
        places: dict[str, tuple[int, ...]] = {}
        others: dict[str, tuple[int, ...]] = {}
        for position, unit in enumerate(self.units):
            if (code := region_code(unit.code)) is not None:
                into = places if unit.kind in PLACES else others
                into[codes.stem(code)] = (*into.get(codes.stem(code), ()), position)
        return others | places
