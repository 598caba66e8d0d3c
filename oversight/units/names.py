"""Unit names for comparison: administrative suffixes and the province and city before a county folded away.

What is policy is not folded here: a party committee, a practice station or a team is not the place whose name it
bears, until the office says so by an alias.
"""

import csv
import re
from functools import cache, lru_cache
from pathlib import Path

from oversight.text import fold, key_of_folded, without_number

SEPARATORS = "/\\>→|_·,、;:-~."
"""What stands between the steps of a path; stripped at their ends only, for a name may contain the same."""

_ALIASES = re.compile(r"[、,，;；|｜\r\n]+")
_BRACKETED = re.compile(r"(?P<outside>[^()]+)\((?P<inside>[^()]+)\)")
_OUTER = re.compile(
    rf"(?P<province>[\u4e00-\u9fff]{{2,7}}?(?:省|自治区)|北京市|天津市|上海市|重庆市)?[{re.escape(SEPARATORS)}]*"
    rf"(?P<city>[\u4e00-\u9fff]{{2,12}}?(?:市|州|盟|地区))?[{re.escape(SEPARATORS)}]*"
    rf"(?:市辖区|县|(?:省|自治区)直辖县级行政区划)?[{re.escape(SEPARATORS)}]*"
)


@cache
def _suffixes() -> tuple[tuple[str, str, str], ...]:
    with Path(__file__).with_name("suffixes.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["written"], row["means"], row["only_after"]) for row in csv.DictReader(file)]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@cache
def last_characters() -> frozenset[str]:
    return frozenset(written[-1] for written, _, _ in _suffixes())


@cache
def _provinces_and_cities() -> dict[str, str]:
    """The names of GB/T 2260 by their two digits (province) or four (city)."""
    with Path(__file__).with_name("provinces_and_cities.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def without_suffix(key: str) -> str:
    """A key with its administrative suffix turned into the kind of place: 李家沟村委会 into 李家沟村."""
    if key[-1:] not in last_characters():
        return key
    for written, means, only_after in _suffixes():
        if key.endswith(written):
            place = key[: -len(written)]
            if len(place) >= 2 and (not only_after or place[-1] in only_after or place.endswith("街道")):
                return place if means and place.endswith(means) else place + means
            return key
    return key


def canonical(text: str) -> str:
    """The key by which two names of units are one: folded, no 【number】, no white space, no administrative suffix."""
    return canonical_of_folded(fold(text))


def canonical_of_folded(folded: str) -> str:
    """The canonical key of a text that is folded already."""
    return without_suffix(key_of_folded(without_number(folded)))


def aliases_in(cell: str) -> list[str]:
    """The names of a 单位表 cell 别名, which separates them by 、 or a comma, a semicolon or a bar."""
    return [name.strip() for name in _ALIASES.split(cell) if name.strip()]


def bracketed(key: str) -> tuple[str, str] | None:
    """The two readings as a path of a name with a bracket behind it, 李家沟村(柳湾镇); None without a bracket."""
    found = _BRACKETED.fullmatch(key)
    return (
        None if found is None else (found["inside"] + "/" + found["outside"], found["outside"] + "/" + found["inside"])
    )


@lru_cache(maxsize=10_000)
def is_outer(key: str, county_code: str) -> bool:
    """Whether a key is a province, a city, or both, such as may stand before this county.

    Another real province or city is a contradiction, for several of them have a 新华区. A name that is no real one
    passes, as everything does where the county's code is not an official one.
    """
    found = _OUTER.fullmatch(key)
    if found is None or not (found["province"] or found["city"]):
        return False
    real = _provinces_and_cities()
    if county_code[:4] not in real:
        return True
    own = (real[county_code[:2]], real[county_code[:4]])
    return all(name in own or name not in real.values() for name in (found["province"], found["city"]))


def county_alone(key: str) -> str:
    """A county's name without the province and the city that a 单位表 may give with it."""
    for start in range(len(key) - 2):
        if start and key[-1] in "县区市旗" and _OUTER.fullmatch(key[:start]):
            return key[start:]
    return key
