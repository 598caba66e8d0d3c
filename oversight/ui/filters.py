"""What the reader asked to see: the date, the town and the kind of unit, read from plain text in the address.

A value that cannot be obeyed is answered with a sentence and the default, never with an error: addresses are copied
into chats, cut off, and kept for months while towns are renamed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from oversight import judgement

EVERY_TOWN = "全县"
EVERY_GROUP = "全部类别"
LONGEST_QUOTED = 20


@dataclass(frozen=True)
class Filters:
    """The choice every page obeys, None for all; `newest` is the day where none is chosen, `names` are code → name."""

    as_of: date
    newest: date
    town: str | None
    unit_group: str | None
    names: Mapping[str, str]

    @property
    def town_name(self) -> str:
        """The town in words, «全县» for all."""
        return self.names[self.town] if self.town else EVERY_TOWN

    @property
    def group_name(self) -> str:
        """The kind of unit in words, «全部类别» for all."""
        return self.names[self.unit_group] if self.unit_group else EVERY_GROUP

    @property
    def chosen(self) -> dict[str, str]:
        """What differs from the default, as it stands in an address."""
        given = {
            "as_of": self.as_of.isoformat() if self.as_of != self.newest else "",
            "town": self.town_name if self.town else "",
            "unit_group": self.group_name if self.unit_group else "",
        }
        return {key: value for key, value in given.items() if value}

    @property
    def words(self) -> str:
        """The filters in one line, for a heading and for the top of a download."""
        group = f"　{self.group_name}" if self.unit_group else ""
        return f"截至{judgement.date_sentence(self.as_of)}　{self.town_name}{group}"


def read_day(text: str | None, first: date, last: date) -> tuple[date, str | None]:
    """The day an address asks for, else the last one; with a sentence where the text is no day or has no data."""
    if not text:
        return last, None
    try:
        day = datetime.strptime(text.strip().replace("/", "-"), "%Y-%m-%d").date()
    except ValueError:
        return last, f"链接中的截至日期{quoted(text)}读不懂，现按{judgement.date_sentence(last)}显示。"
    if day > last:
        return last, f"数据只到{judgement.date_sentence(last)}，还没有{judgement.date_sentence(day)}的；现按前者显示。"
    if day < first:
        return last, f"链接中的截至日期{judgement.date_sentence(day)}太早，现按{judgement.date_sentence(last)}显示。"
    return day, None


def read_choice(text: str | None, options: Mapping[str, object], what: str) -> tuple[str, str | None]:
    """The label an address asks for, else the first of `options`, with a sentence where the text is none of them."""
    default = next(iter(options))
    if not text or text in options:
        return text or default, None
    return default, f"链接中的{what}{quoted(text)}不存在，现按“{default}”显示。"


def quoted(text: str) -> str:
    """A foreign text inside a sentence, cut short."""
    short = text if len(text) <= LONGEST_QUOTED else text[:LONGEST_QUOTED] + "…"
    return f"“{short}”"
