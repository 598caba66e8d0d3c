"""Numbers of people that cannot exist: the region 699999 is unused, yet the last character is right."""

from datetime import date, timedelta

from maker import words
from maker.chance import Chance

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_OLDEST, _YOUNGEST = date(1946, 1, 1), date(2009, 12, 31)


class Identities:
    """Hands out id numbers, each once."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._given: set[str] = set()

    def next(self, gender: str) -> str:
        """A number nobody has yet, of somebody between 16 and 80; its sequence never ends in 00."""
        while True:
            born = _OLDEST + timedelta(days=self._chance.between(0, (_YOUNGEST - _OLDEST).days))
            sequence = self._chance.between(1, 98) * 10 + 2 * self._chance.between(0, 4) + (gender == "男")
            body = f"{words.COUNTY_CODE}{born:%Y%m%d}{sequence:03}"
            if sequence % 100 and body not in self._given:
                self._given.add(body)
                return body + check_character(body)


def check_character(body: str) -> str:
    """The eighteenth character for the first seventeen (GB 11643)."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]


def wrong_check(number: str) -> str:
    """The same number with a last character that cannot be right."""
    return number[:-1] + ("7" if number[-1] != "7" else "3")


def masked(number: str) -> str:
    """The number as platforms show it to clerks: the first six and the last four."""
    return f"{number[:6]}********{number[-4:]}"


def phone(serial: int) -> str:
    """A number of the unused range 199 0000 xxxx."""
    return f"1990000{serial % 10000:04}"
