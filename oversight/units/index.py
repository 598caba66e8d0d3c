"""The units of a 单位表, found by name, alias, code or path.

The order of the attempts matters: the name exactly as the office writes it comes before everything that folds,
because two units may differ by a comma; and a name that several units bear is a question even when one of them
would be likely.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd
from rapidfuzz import fuzz, process

from oversight.text import comparison_key, fold, key_of_folded, without_number
from oversight.units import codes, names
from oversight.values import is_blank, region_code

How = Literal["code", "name", "path", "alias", "ambiguous", "unknown", "blank"]

PLACES = frozenset(("county", "town", "township", "subdistrict", "community", "village"))
"""Kinds of unit that are places on the map; a code means one of these, and only their names lose a parent's prefix."""

_NO_NAMES = frozenset(("社区", "街道", "党委", "县委", "党委会"))
"""What may be left of a name without its parent's, and is the name of no one."""
_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class UnitAlias:
    """A name that the office has confirmed for a unit, from its first to its last day, both included."""

    name: str
    unit_code: str
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date | None) -> bool:
        """Whether the alias is in force on a day; without a day every alias is."""
        if on is None:
            return True
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Match:
    """What a text means: one unit, or none with the units a person may choose from.

    `is_exact` is False where a code named a place below the unit found: the 单位表 does not list that place.
    """

    unit_code: str | None
    how: How
    candidates: tuple[str, ...] = ()
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class _Unit:
    code: str
    name: str
    kind: str
    parent: str


class UnitIndex:
    """Dictionaries over the units, built once; a text is matched without looking at any unit it cannot mean."""

    def __init__(self, units: Iterable[_Unit], aliases: Iterable[UnitAlias]) -> None:
        """Use `from_rows`; the units are in 行政区划 order, each code once."""
        self._units = tuple(units)
        self._at = {unit.code: position for position, unit in enumerate(self._units)}
        self._by_code = {comparison_key(unit.code): position for position, unit in enumerate(self._units)}
        self._by_stem = self._stems()
        counties = [position for position, unit in enumerate(self._units) if unit.kind == "county"]
        self._only_county = counties[0] if len(counties) == 1 else None
        self._chains = [self._chain(position) for position in range(len(self._units))]
        self._above = [frozenset(chain) for chain in self._chains]
        self._by_raw: dict[str, tuple[int, ...]] = {}
        self._by_key: dict[str, tuple[int, ...]] = {}
        self._alias_by_raw: dict[str, tuple[int, ...]] = {}
        self._alias_by_key: dict[str, tuple[int, ...]] = {}
        for position, unit in enumerate(self._units):
            _add(self._by_raw, unit.name, position)
            for key in self._own_keys(position):
                _add(self._by_key, key, position)
        for alias in aliases:
            if (position_or_none := self._at.get(alias.unit_code)) is not None:
                _add(self._alias_by_raw, alias.name.strip(), position_or_none)
                _add(self._alias_by_key, names.canonical(alias.name), position_or_none)
        keys = self._by_key.keys() | self._alias_by_key.keys()
        self._lengths = sorted({len(key) for key in keys}, reverse=True)
        self._last_characters = frozenset(key[-1] for key in keys) | frozenset("府处会办")
        self._choices: list[tuple[str, int]] | None = None
        self._denoted_beginnings: dict[str, tuple[int, ...]] = {}

    @classmethod
    def from_rows(
        cls, units: pd.DataFrame | None, aliases: Iterable[UnitAlias] = (), on: date | None = None
    ) -> "UnitIndex":
        """The index of a 单位表: columns unit_code, unit_name, unit_kind, parent_code and aliases (all but two may lack).

        The order of the rows is kept; of rows with one code the last holds. Aliases out of force on `on` are left out.
        """
        rows: dict[str, tuple[_Unit, str]] = {}
        for row in units.to_dict("records") if units is not None else ():
            code, name = _text(row, "unit_code"), _text(row, "unit_name")
            if code and name:
                rows.pop(code, None)
                unit = _Unit(code, name, _text(row, "unit_kind"), _text(row, "parent_code"))
                rows[code] = unit, _text(row, "aliases")
        own = [UnitAlias(name, code) for code, (_, cell) in rows.items() for name in names.aliases_in(cell)]
        return cls((unit for unit, _ in rows.values()), [*own, *(alias for alias in aliases if alias.holds(on))])

    def match(self, text: str) -> Match:
        """The unit a text means; a text that could mean several, or none for certain, gets no unit."""
        raw = text.strip()
        if is_blank(raw):
            return Match(None, "blank")
        named = self._by_raw.get(raw, ())
        if len(named) == 1:
            return self._found(named, "name")
        if confirmed := self._alias_by_raw.get(raw, ()):
            return self._found(confirmed, "alias")
        if named:
            return self._found(named, "name")
        folded = fold(raw)
        key = names.canonical_of_folded(folded)
        if is_blank(key):
            return Match(None, "blank")
        if (by_code := self._coded(folded)) is not None:
            return by_code
        named, confirmed = self._by_key.get(key, ()), self._alias_by_key.get(key, ())
        if len(named) != 1 and confirmed:
            return self._found(confirmed, "alias")
        if named:
            return self._found(named, "name")
        return self._by_path(key_of_folded(without_number(folded)))

    def suggest(self, text: str, limit: int = 3) -> list[tuple[str, float]]:
        """The units whose names look most like a text, for a person to choose from: codes and likeness from 0 to 100."""
        if self._choices is None:
            self._choices = self._likenesses()
        key = names.canonical(text)
        for position, unit in enumerate(self._units):
            if unit.kind == "county":
                for county in self._own_keys(position):
                    key = key.rpartition(county)[2].lstrip(names.SEPARATORS) or key
        best: dict[int, float] = {}
        found = process.extract(key, [choice for choice, _ in self._choices], scorer=fuzz.ratio, limit=limit * 8)
        for _, score, at in found:
            best.setdefault(self._choices[at][1], score)
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return [(self._units[position].code, round(score, 1)) for position, score in ranked[:limit] if score > 0]

    def _found(self, positions: tuple[int, ...], how: How) -> Match:
        codes_found = tuple(self._units[position].code for position in positions)
        return Match(codes_found[0], how) if len(codes_found) == 1 else Match(None, "ambiguous", codes_found)

    def _coded(self, folded: str) -> Match | None:
        """The match of a folded text that is a code; None for every other text."""
        position = self._by_code.get(key_of_folded(folded))
        if position is not None:
            return Match(self._units[position].code, "code")
        code = region_code(folded) if folded[0] in "\ufffd'`12345678" else None
        if code is None:
            return None
        own = codes.stem(code)
        for stem in (own, *codes.stems_above(own)):
            if positions := self._by_stem.get(stem):
                match = self._found(positions, "code")
                return Match(match.unit_code, match.how, match.candidates, is_exact=stem == own)
        return Match(None, "unknown")

    def _by_path(self, key: str) -> Match:
        """The unit at the end of a path all of whose steps are known and lie in one another."""
        key = key.strip(names.SEPARATORS)
        for path in names.bracketed(key) or (key,):
            if positions := self._denoted(path):
                return self._found(positions, "path")
        for end in range(len(key) - 1, 1, -1):
            if key[end - 1] in self._last_characters and (place := self._denoted_before(key[:end])):
                rest = names.without_suffix(key[end:].lstrip(names.SEPARATORS))
                namesakes = self._by_key.get(rest) or self._alias_by_key.get(rest, ())
                candidates = dict.fromkeys((*place, *namesakes))
                return Match(None, "unknown", tuple(self._units[position].code for position in candidates))
        return Match(None, "unknown")

    def _denoted_before(self, path: str) -> tuple[int, ...]:
        """`_denoted` for the beginning of a path, remembered: many paths of a file begin alike."""
        if path not in self._denoted_beginnings:
            if len(self._denoted_beginnings) >= _REMEMBERED:
                self._denoted_beginnings.clear()
            self._denoted_beginnings[path] = self._denoted(path)
        return self._denoted_beginnings[path]

    def _denoted(self, path: str) -> tuple[int, ...]:
        """Every unit that a whole path may mean: its last step bears the unit's name, what stands before it leads there."""
        folded = names.without_suffix(path)
        found: dict[int, None] = {}
        for length in self._lengths:
            if length > len(folded):
                continue
            last = folded[-length:]
            units = self._by_key.get(last) or self._alias_by_key.get(last)
            if not units:
                continue
            before = folded[:-length].rstrip(names.SEPARATORS)
            parents = frozenset(self._denoted_before(before)) if before else frozenset()
            for position in units:
                unit = self._units[position]
                is_outer = unit.kind == "county" and names.is_outer(before, unit.code)
                if not before or is_outer or self._above[position] & parents:
                    found[position] = None
        return tuple(sorted(found))

    def _own_keys(self, position: int) -> list[str]:
        """The keys of a unit's name: as it stands, and without the places before it that are its own parents."""
        unit = self._units[position]
        keys = [names.canonical(unit.name)]
        if unit.kind == "county":
            keys.append(names.county_alone(keys[0]))
        for ancestor in self._chains[position]:
            if unit.kind not in PLACES and self._units[ancestor].kind != "county":
                continue  # 柳湾镇党委 is not called 党委
            for parent in self._own_keys(ancestor):
                if keys[-1].startswith(parent) and len(rest := keys[-1][len(parent) :]) >= 2 and rest not in _NO_NAMES:
                    keys.append(rest)
                    break
        return list(dict.fromkeys(keys))

    def _stems(self) -> Mapping[str, tuple[int, ...]]:
        stems: dict[str, tuple[int, ...]] = {}
        for places_only in (True, False):
            seen = frozenset(stems)
            for position, unit in enumerate(self._units):
                code = region_code(unit.code)
                if code is not None and (unit.kind in PLACES) is places_only and codes.stem(code) not in seen:
                    _add(stems, codes.stem(code), position)
        return stems

    def _chain(self, position: int) -> tuple[int, ...]:
        """All the units above a unit, the outermost first."""
        chain: dict[int, None] = {}
        above = self._parent(position)
        while above is not None and above != position and above not in chain:
            chain[above] = None
            above = self._parent(above)
        return tuple(reversed(chain))

    def _parent(self, position: int) -> int | None:
        """The unit above, by 上级单位编码; where that is blank by the code, and else the county if there is one only."""
        unit = self._units[position]
        if unit.parent:
            return self._by_code.get(comparison_key(unit.parent))
        code = region_code(unit.code)
        for stem in codes.stems_above(codes.stem(code)) if code else ():
            if stem in self._by_stem:
                return self._by_stem[stem][0]
        return self._only_county if unit.kind != "county" else None

    def _likenesses(self) -> list[tuple[str, int]]:
        choices: dict[tuple[str, int], None] = {}
        for position, unit in enumerate(self._units):
            own = self._own_keys(position)
            parent = self._parent(position)
            above = self._own_keys(parent) if parent is not None and self._units[parent].kind != "county" else []
            for key in (*own, *(step + key for step in above[-1:] for key in own[-1:])):
                choices[key, position] = None
            if unit.kind not in PLACES:
                choices[comparison_key(unit.name), position] = None
        choices.update({(key, at): None for key, positions in self._alias_by_key.items() for at in positions})
        return sorted(choices, key=lambda choice: choice[1])


def _add(into: dict[str, tuple[int, ...]], key: str, position: int) -> None:
    if key and position not in into.get(key, ()):
        into[key] = (*into.get(key, ()), position)


def _text(row: Mapping[object, object], column: str) -> str:
    """A cell as trimmed text; whatever pandas puts for a missing value is empty."""
    value = row.get(column)
    return value.strip() if isinstance(value, str) else ""
