"""The headings we know, as data: `headings.csv` and the office's own additions.

One heading may mean different things in different kinds of table (服务时长 is one record's hours in a 时长记录, a
lifetime's in a 志愿者 table), so a heading is always looked up for a kind.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from oversight.text import comparison_key, fold

UNUSED = "unused"
"""The field of headings that we know and do not keep: phones, addresses, serial numbers."""

LONGEST_HEADING = 60
"""Longer text is an explanation, not a heading."""

LIKE_ENOUGH = 50
"""Below this likeness a suggestion misleads more than it helps."""


class HeadingsError(Exception):
    """The table of headings names something that is not there; the first argument is one Chinese sentence."""


class Kind(StrEnum):
    """What a table lists."""

    UNITS = "units"
    TEAM_TREE = "team_tree"
    TEAMS = "teams"
    VOLUNTEERS = "volunteers"
    ACTIVITIES = "activities"
    HOURS = "hours"


KIND_LABELS = {
    Kind.UNITS: "单位表",
    Kind.TEAM_TREE: "队伍架构",
    Kind.TEAMS: "队伍",
    Kind.VOLUNTEERS: "志愿者",
    Kind.ACTIVITIES: "活动/项目",
    Kind.HOURS: "时长记录",
}

# Without one field of every group a table is not of this kind: none of its rows could be keyed, or it is a roster.
ESSENTIALS: dict[Kind, tuple[frozenset[str], ...]] = {
    Kind.UNITS: (
        frozenset({"unit_code", "unit_name"}),
        frozenset({"unit_kind", "residents", "parent_code"}),
    ),
    Kind.TEAM_TREE: (
        frozenset({"team_name"}),
        frozenset({"team_level", "parent_team", "lead_unit_text", "unit_text"}),
    ),
    Kind.TEAMS: (
        frozenset({"team_name"}),
        frozenset({"team_number", "team_type", "unit_nature", "member_count", "registered_on", "service_hours"}),
    ),
    Kind.VOLUNTEERS: (
        frozenset({"number", "name", "id_number"}),
        frozenset({"number", "registered_on", "verified", "star", "total_hours", "last_login_on"}),
        frozenset({"registered_on", "verified", "star", "total_hours", "last_login_on", "team_name", "region"}),
    ),
    Kind.ACTIVITIES: (
        frozenset({"title", "activity_number"}),
        frozenset({"period", "starts_at"}),
    ),
    Kind.HOURS: (
        frozenset({"number", "name", "id_number"}),
        frozenset({"hours"}),
        frozenset({"period", "starts_at", "activity_title", "activity_number"}),
    ),
}

_MARKS = "*★☆※#＊"
_BRACKETED = re.compile(r"[(\[{【〔<《][^()\[\]{}【】〔〕<>《》]*[)\]}】〕>》]")
_SCALES = {"分钟": 1 / 60, "分": 1 / 60, "min": 1 / 60, "万人": 10_000.0, "万": 10_000.0, "千人": 1_000.0}
UNIT_WORDS = frozenset((*_SCALES, "小时", "时", "h", "人", "人次", "个", "名", "个小时", "次", "度"))


@dataclass(frozen=True)
class Meaning:
    """What a heading means in one kind of table; the lower the rank, the rather it is taken for its field.

    `otherwise` is the field it means in a table that names none for that field.
    """

    field: str
    rank: int
    otherwise: str | None = None


def plain_heading(text: str) -> str:
    """A heading as it can be shown in a sentence: on one line, folded."""
    return fold(text)


def heading_key(text: str) -> str:
    """What two headings are compared by: no marks, no brackets and what is in them, no white space, no case."""
    if len(text) > LONGEST_HEADING:
        return ""
    bare = _BRACKETED.sub("", comparison_key(text).strip(_MARKS))
    return bare.strip(_MARKS + ":;,.。、-_ ")


def scale_of(text: str) -> float:
    """What a number under this heading is multiplied by: the unit in its brackets, (分钟) or (万人)."""
    for bracket in _BRACKETED.findall(comparison_key(text)):
        hint = bracket[1:-1].removeprefix("单位").lstrip(":")
        if hint in _SCALES:
            return _SCALES[hint]
    return _SCALES.get(comparison_key(text), 1.0)


class Headings:
    """All known headings; looked up by kind and key."""

    def __init__(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        """Rows of kind, field, heading and what it means otherwise, in the order of preference."""
        self._meanings: dict[Kind, dict[str, Meaning]] = {kind: {} for kind in Kind}
        self._kinds: dict[str, set[Kind]] = defaultdict(set)
        self.fields: dict[Kind, tuple[str, ...]] = {}
        for rank, (kind_name, field, heading, otherwise) in enumerate(rows):
            kind, key = Kind(kind_name), heading_key(heading)
            self._meanings[kind][key] = Meaning(field, rank, otherwise or None)
            self._kinds[key].add(kind)
        for kind, meanings in self._meanings.items():
            self.fields[kind] = tuple(dict.fromkeys(meaning.field for meaning in meanings.values()))

    def meaning(self, kind: Kind, key: str) -> Meaning | None:
        """What a heading means in a kind of table; None where it is not known there."""
        return self._meanings[kind].get(key)

    def commonest(self, kind: Kind, field: str) -> str:
        """The first heading of a field in the table of headings."""
        return next(key for key, meaning in self._meanings[kind].items() if meaning.field == field)

    def is_known(self, key: str) -> bool:
        """Whether any kind of table has this heading."""
        return key in self._kinds

    def weight(self, kind: Kind, key: str) -> float:
        """How much a heading says for a kind: one that several kinds share says less, an unused one hardly anything."""
        meaning = self.meaning(kind, key)
        if meaning is None:
            return 0.0
        return 0.05 if meaning.field == UNUSED else 1 / len(self._kinds[key])

    def suggest(self, kind: Kind, text: str) -> str | None:
        """The known heading that looks most like an unknown one."""
        key = heading_key(text)
        useful = [known for known, meaning in self._meanings[kind].items() if meaning.field != UNUSED]
        found = process.extractOne(key, useful, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH) if key else None
        return found[0] if found else None

    def known_texts(self) -> frozenset[str]:
        """Every heading as it is compared."""
        return frozenset(self._kinds)

    @classmethod
    def load(cls, extra: Iterable[tuple[str, str, str]] = ()) -> "Headings":
        """The shipped headings and the office's own (kind, field, heading); raises HeadingsError."""
        rows = list(_shipped())
        known = defaultdict(set)
        for kind, field, *_ in rows:
            known[kind].add(field)
        added = []
        for kind, field, heading in extra:
            if kind not in known:
                raise HeadingsError(f"aliases.csv 里的列标题“{heading}”指向不存在的表“{kind}”；可用：{'、'.join(Kind)}")
            if field not in known[kind]:
                fields = "、".join(sorted(known[kind]))
                raise HeadingsError(f"aliases.csv 里的列标题“{heading}”指向不存在的栏“{kind}.{field}”；可用：{fields}")
            if not heading_key(heading):
                raise HeadingsError(f"aliases.csv 里指向“{kind}.{field}”的列标题是空白")
            added.append((kind, field, heading, ""))
        return cls([*rows, *added])


@cache
def _shipped() -> tuple[tuple[str, str, str, str], ...]:
    path = Path(__file__).resolve().parent.parent / "headings.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple((row["kind"], row["field"], row["heading"], row["otherwise"]) for row in csv.DictReader(file))
