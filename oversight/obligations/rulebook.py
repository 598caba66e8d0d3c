"""The rules as frozen values; ask them about a day."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from oversight.periods import PeriodKind


@dataclass(frozen=True)
class Requirement:
    """What is owed from a day on; every number left out (None) is not required."""

    valid_from: date
    source: str
    per_period: int | None = None
    per_year: int | None = None
    target_ratio: Decimal | None = None
    minimum_count: int | None = None
    repealed: bool = False


@dataclass(frozen=True)
class Obligation:
    """One rule: who owes what, judged by which period, with its values in order of their days."""

    rule: str
    label: str
    applies_to: tuple[str, ...]
    measure: str
    period: PeriodKind
    required: tuple[Requirement, ...]

    def in_force(self, day: date) -> Requirement | None:
        """The value that holds on a day; None before the first value and after a repeal."""
        begun = [requirement for requirement in self.required if requirement.valid_from <= day]
        return begun[-1] if begun and not begun[-1].repealed else None

    def spans(self) -> Iterator[tuple[Requirement, date | None]]:
        """Each value that is owed, with the first day on which it no longer holds (None: still holds)."""
        ends: list[date | None] = [*(requirement.valid_from for requirement in self.required[1:]), None]
        for requirement, valid_to in zip(self.required, ends, strict=True):
            if not requirement.repealed:
                yield requirement, valid_to


# Name and DuckDB type of each column of Rulebook.rows().
COLUMNS = (
    ("rule", "VARCHAR"),
    ("label", "VARCHAR"),
    ("unit_kind", "VARCHAR"),
    ("measure", "VARCHAR"),
    ("period", "VARCHAR"),
    ("per_period", "INTEGER"),
    ("per_year", "INTEGER"),
    ("target_ratio", "DECIMAL(9, 6)"),
    ("minimum_count", "INTEGER"),
    ("valid_from", "DATE"),
    ("valid_to", "DATE"),
    ("source", "VARCHAR"),
)
Row = tuple[
    str, str, str, str, str, int | None, int | None, Decimal | None, int | None, date, date | None, str
]


@dataclass(frozen=True)
class Rulebook:
    """Every rule, by name."""

    obligations: Mapping[str, Obligation]

    def in_force(self, day: date) -> dict[str, Requirement]:
        """The values that hold on a day, by rule; a rule that does not hold then is left out."""
        found = {rule: obligation.in_force(day) for rule, obligation in self.obligations.items()}
        return {rule: requirement for rule, requirement in found.items() if requirement is not None}

    def rows(self) -> list[Row]:
        """One row per rule, kind of unit and span [valid_from, valid_to), in the order of COLUMNS."""
        return [
            (
                obligation.rule,
                obligation.label,
                unit_kind,
                obligation.measure,
                obligation.period.value,
                requirement.per_period,
                requirement.per_year,
                requirement.target_ratio,
                requirement.minimum_count,
                requirement.valid_from,
                valid_to,
                requirement.source,
            )
            for obligation in self.obligations.values()
            for unit_kind in obligation.applies_to
            for requirement, valid_to in obligation.spans()
        ]

    @property
    def version(self) -> str:
        """Twelve hex digits that change whenever a value, a date or a source does."""
        text = "\n".join("|".join(str(part) for part in row) for row in sorted(self.rows(), key=str))
        return hashlib.sha256(text.encode()).hexdigest()[:12]
