"""The units of a 单位表, found by name, alias, code or path.

The order of the attempts matters: the name exactly as the office writes it comes before everything that folds,
because two units may differ by a comma; and a name that several units bear is a question even when one of them
would be likely.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd
from rapidfuzz import fuzz, process

from oversight.text import fold, key_of_folded, without_number
from oversight.units import codes, names
from oversight.units.tree import UnitTree, units_of
from oversight.values import is_blank, region_code

How = Literal["code", "name", "path", "alias", "ambiguous", "unknown", "blank"]
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

    `is_exact` is False where a code named a place below the unit found, which the 单位表 does not list.
    """

    unit_code: str | None
    how: How
    candidates: tuple[str, ...] = ()
    is_exact: bool = True


class UnitIndex:
    """Dictionaries over the units, built once; a text is matched without looking at any unit it cannot mean."""

    def __init__(self, tree: UnitTree, aliases: Iterable[UnitAlias]) -> None:
        """Use `from_rows`."""
        self._tree = tree
        self._by_raw: dict[str, tuple[int, ...]] = {}
        self._by_key: dict[str, tuple[int, ...]] = {}
        self._alias_by_raw: dict[str, tuple[int, ...]] = {}
        self._alias_by_key: dict[str, tuple[int, ...]] = {}
        for position, unit in enumerate(tree.units):
            _add(self._by_raw, unit.name, position)
            for key in tree.own_keys[position]:
                _add(self._by_key, key, position)
        for alias in aliases:
            if (meant := tree.by_code.get(key_of_folded(fold(alias.unit_code)))) is not None:
                _add(self._alias_by_raw, alias.name.strip(), meant)
                _add(self._alias_by_key, names.canonical(alias.name), meant)
        keys = self._by_key.keys() | self._alias_by_key.keys()
        self._lengths = sorted({len(key) for key in keys}, reverse=True)
        self._last_characters = names.last_characters() | {key[-1] for key in keys}
        self._beginnings: dict[str, tuple[int, ...]] = {}
        self._choices: tuple[list[str], list[int]] | None = None

    @classmethod
    def from_rows(
        cls, units: pd.DataFrame | None, aliases: Iterable[UnitAlias] = (), on: date | None = None
    ) -> "UnitIndex":
        """The index of a 单位表: columns unit_code and unit_name, and unit_kind, parent_code, aliases if it has them.

        The order of the rows is kept; of rows with one code the last holds. An alias not in force on `on` is left
        out, and so is one whose unit is not in the table.
        """
        rows = units_of(units)
        own = [UnitAlias(name, unit.code) for unit in rows for name in unit.aliases]
        return cls(UnitTree(rows), [*own, *(alias for alias in aliases if alias.holds(on))])

    def match(self, text: str) -> Match:
        """The unit a text means; a text that could mean several, or none for certain, gets no unit."""
        raw = text.strip()
        named = self._by_raw.get(raw, ())
        if len(named) == 1:
            return self._found(named, "name")
        if confirmed := self._alias_by_raw.get(raw):
            return self._found(confirmed, "alias")
        if named:
            return self._found(named, "name")
        folded = fold(raw)
        if is_blank(folded):
            return Match(None, "blank")
        if (coded := self._coded(folded)) is not None:
            return coded
        key = names.canonical_of_folded(folded)
        named = self._by_key.get(key, ())
        if len(named) != 1 and (confirmed := self._alias_by_key.get(key)):
            return self._found(confirmed, "alias")
        return self._found(named, "name") if named else self._by_path(key_of_folded(without_number(folded)))

    def suggest(self, text: str, limit: int = 3) -> list[tuple[str, float]]:
        """The units whose names look most like a text, for a person to choose from: codes and likeness, 0 to 100."""
        if self._choices is None:
            self._choices = self._likenesses()
        key = names.canonical(text)
        for position, unit in enumerate(self._tree.units):
            if unit.kind == "county":
                county = self._tree.own_keys[position][-1]
                key = key.rpartition(county)[2].lstrip(names.SEPARATORS) or key
        best: dict[int, float] = {}
        keys, positions = self._choices
        for _, score, at in process.extract(key, keys, scorer=fuzz.ratio, limit=limit * 8, score_cutoff=1):
            best.setdefault(positions[at], score)
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return [(self._tree.units[position].code, round(score, 1)) for position, score in ranked[:limit]]

    def _found(self, positions: tuple[int, ...], how: How) -> Match:
        found = self._codes(positions)
        return Match(found[0], how) if len(found) == 1 else Match(None, "ambiguous", found)

    def _codes(self, positions: Iterable[int]) -> tuple[str, ...]:
        return tuple(self._tree.units[position].code for position in positions)

    def _coded(self, folded: str) -> Match | None:
        """The match of a folded text that is a code; None for every other text."""
        position = self._tree.by_code.get(key_of_folded(folded))
        if position is not None:
            return Match(self._tree.units[position].code, "code")
        code = region_code(folded) if folded[0] in "\ufffd'`12345678" else None
        if code is None:
            return None
        own = codes.stem(code)
        for stem in (own, *codes.stems_above(own)):
            if positions := self._tree.by_stem.get(stem):
                match = self._found(positions, "code")
                return Match(match.unit_code, match.how, match.candidates, is_exact=stem == own)
        return Match(None, "unknown")

    def _by_path(self, key: str) -> Match:
        """The unit at the end of a path all of whose steps are known and lie in one another.

        Where the last step is unknown, the unit above it is a candidate, never the answer: a person of a village
        that the 单位表 does not list is found by the team, or counted for the county and reported.
        """
        key = key.strip(names.SEPARATORS)
        for path in names.bracketed(key) or (key,):
            if positions := self._denoted(path):
                return self._found(positions, "path")
        for end in range(len(key) - 1, 1, -1):
            if key[end - 1] in self._last_characters and (place := self._denoted_beginning(key[:end])):
                rest = names.without_suffix(key[end:].lstrip(names.SEPARATORS))
                namesakes = self._by_key.get(rest) or self._alias_by_key.get(rest, ())
                return Match(None, "unknown", self._codes(dict.fromkeys((*place, *namesakes))))
        return Match(None, "unknown")

    def _denoted(self, path: str) -> tuple[int, ...]:
        """Every unit a whole path may mean: the last step is its name, and all that stands before lies above it."""
        folded = names.without_suffix(path)
        found: set[int] = set()
        for length in self._lengths:
            last = folded[-length:]
            units = (self._by_key.get(last) or self._alias_by_key.get(last)) if length <= len(folded) else None
            if not units:
                continue
            before = folded[:-length].rstrip(names.SEPARATORS)
            if not before:
                found.update(units)
                continue
            parents = frozenset(self._denoted_beginning(before))
            for position in units:
                unit = self._tree.units[position]
                is_outer = unit.kind == "county" and names.is_outer(before, unit.code)
                if is_outer or self._tree.above[position] & parents:
                    found.add(position)
        return tuple(sorted(found))

    def _denoted_beginning(self, path: str) -> tuple[int, ...]:
        """`_denoted`, remembered: the paths of a file begin alike."""
        if path not in self._beginnings:
            if len(self._beginnings) >= _REMEMBERED:
                self._beginnings.clear()
            self._beginnings[path] = self._denoted(path)
        return self._beginnings[path]

    def _likenesses(self) -> tuple[list[str], list[int]]:
        """Every spelling to compare a text with, and whose it is, in the order of the units."""
        tree, choices = self._tree, []
        for position in range(len(tree.units)):
            own, parent = tree.own_keys[position], tree.parent(position)
            choices += [(key, position) for key in own]
            if parent is not None and tree.units[parent].kind != "county":
                choices.append((tree.own_keys[parent][-1] + own[-1], position))
        choices += [(key, position) for key, positions in self._alias_by_key.items() for position in positions]
        choices = sorted(dict.fromkeys(choices), key=lambda choice: choice[1])
        return [key for key, _ in choices], [position for _, position in choices]


def _add(into: dict[str, tuple[int, ...]], key: str, position: int) -> None:
    if key and position not in into.get(key, ()):
        into[key] = (*into.get(key, ()), position)
