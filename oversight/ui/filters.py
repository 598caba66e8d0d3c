"""What the reader asked to see: the date, the town and the kind of unit, read from plain text in the address.

A value that cannot be obeyed is answered with a sentence and the default, never with an error: addresses are copied
into chats, cut off, and kept for months while towns are renamed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from oversight import judgement

EVERY_TOWN = "全县"
EVERY_GROUP = "全部类别"
LONGEST_QUOTED = 20

Value = TypeVar("Value")


@dataclass(frozen=True)
class Filters:
    """The choice every page obeys; None means all. `chosen` is what of it stands in the address, as it stands there."""

    as_of: date
    town: str | None = None
    unit_group: str | None = None
    town_name: str = EVERY_TOWN
    group_name: str = EVERY_GROUP
    chosen: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The filters in one line, for a heading and for the top of a download."""
        group = "" if self.unit_group is None else f"　{self.group_name}"
        return f"截至{judgement.date_sentence(self.as_of)}　{self.town_name}{group}"


def read_day(text: str | None, first: date, last: date) -> tuple[date, str | None]:
    """The day an address asks for, else the last one; with a sentence where the text is no day or has no data."""
    if text is None:
        return last, None
    try:
        day = date.fromisoformat(text.strip().replace("/", "-"))
    except ValueError:
        return last, f"链接中的截至日期{quoted(text)}读不懂，现按{judgement.date_sentence(last)}显示。"
    if day > last:
        return last, f"数据只到{judgement.date_sentence(last)}，还没有{judgement.date_sentence(day)}的；现按前者显示。"
    if day < first:
        return last, f"链接中的截至日期{judgement.date_sentence(day)}太早，现按{judgement.date_sentence(last)}显示。"
    return day, None


def read_choice(
    text: str | None, options: Mapping[str, Value], what: str, codes: Mapping[str, str] | None = None,
) -> tuple[str, str | None]:
    """The label an address asks for, else the first of `options`; `codes` are other spellings of a label."""
    default = next(iter(options))
    if text is None:
        return default, None
    label = (codes or {}).get(text.strip(), text.strip())
    if label in options:
        return label, None
    return default, f"链接中的{what}{quoted(text)}不存在，现按“{default}”显示。"


def quoted(text: str) -> str:
    """A foreign text inside a sentence, cut short."""
    short = text if len(text) <= LONGEST_QUOTED else text[:LONGEST_QUOTED] + "…"
    return f"“{short}”"
