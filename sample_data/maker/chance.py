"""Seeded chance that gives the same draws on every machine and Python version.

Only `random()` is used, the one method whose sequence Python promises to keep; each part of the maker has its
own named stream, so that a change in one part leaves the draws of the others alone.
"""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """One named stream of draws."""

    def __init__(self, name: str) -> None:
        self._random = random.Random(f"云塬县 {name}")

    def unit(self) -> float:
        """A number from 0 up to, but not including, 1."""
        return self._random.random()

    def happens(self, probability: float) -> bool:
        """True in that share of the draws."""
        return self.unit() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.unit() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices, all alike."""
        return choices[int(self.unit() * len(choices))]

    def weighted(self, choices: Sequence[tuple[T, float]]) -> T:
        """One of the choices, each as likely as its weight says."""
        mark = self.unit() * sum(weight for _, weight in choices)
        for choice, weight in choices:
            mark -= weight
            if mark < 0:
                return choice
        return choices[-1][0]

    def sample(self, choices: Sequence[T], count: int) -> list[T]:
        """So many different ones (all, where there are fewer), in the order of the choices."""
        if count >= len(choices):
            return list(choices)
        marks = sorted((self.unit(), index) for index in range(len(choices)))[:count]
        return [choices[index] for index in sorted(index for _, index in marks)]
