"""Code tables: the code, the code with leading zeros, the word, or both in one cell, as `codes.csv` lists them.

Words are matched whole: 未通过 contains 通过. A cell that is in no table is kept as it stands and reported, unless code and
word contradict each other, which is reported with the word believed.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from oversight.text import comparison_key, fold

_CODE = re.compile(r"[0-9]{1,4}(?:\.0+)?")
_CODE_FIRST = re.compile(r"[(\[【]?(?P<code>[0-9]{1,4})[)\]】]?[-_.:,、=/]?(?P<word>[^0-9].*)")
_WORD_FIRST = re.compile(r"(?P<word>.*[^0-9(\[【])[-_:=(\[【](?P<code>[0-9]{1,4})[)\]】]?")
SEPARATORS = re.compile(r"[,，;；、|/\n]+")


@dataclass(frozen=True)
class Decoded:
    """The value kept for a cell; `is_known` False where no table has it, `is_contradictory` where code and word disagree."""

    value: str
    is_known: bool = True
    is_contradictory: bool = False


@dataclass(frozen=True)
class CodeTable:
    """One table: the value of each word and of each code without its leading zeros."""

    name: str
    words: dict[str, str]
    codes: dict[str, str]
    expected: str

    def decode(self, text: str) -> Decoded:
        """The value of a cell that is not blank."""
        key = comparison_key(text)
        if key in self.words:
            return Decoded(self.words[key])
        if _CODE.fullmatch(key):
            code = _bare(key.partition(".")[0])
            return Decoded(self.codes[code]) if code in self.codes else Decoded(fold(text), is_known=False)
        both = _CODE_FIRST.fullmatch(key) or _WORD_FIRST.fullmatch(key)
        if both is not None and both["word"] in self.words:
            value = self.words[both["word"]]
            return Decoded(value, is_contradictory=bool(self.codes) and self.codes.get(_bare(both["code"])) != value)
        return Decoded(fold(text), is_known=False)

    def decode_several(self, text: str) -> Decoded:
        """The values of a cell that may list several, joined by 、."""
        whole = self.decode(text)
        if whole.is_known:
            return whole
        parts = [self.decode(part) for part in SEPARATORS.split(text) if part.strip()]
        values = dict.fromkeys(part.value for part in parts)
        return Decoded(
            "、".join(values),
            is_known=all(part.is_known for part in parts),
            is_contradictory=any(part.is_contradictory for part in parts),
        )


def _bare(code: str) -> str:
    return code.lstrip("0") or "0"


@cache
def tables() -> dict[str, CodeTable]:
    """Every code table by its name."""
    found: dict[str, CodeTable] = {}
    path = Path(__file__).resolve().parent.parent / "codes.csv"
    shown: dict[str, dict[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            table = found.setdefault(row["table"], CodeTable(row["table"], {}, {}, ""))
            table.words[comparison_key(row["word"])] = row["value"]
            if row["code"]:
                table.codes[_bare(row["code"])] = row["value"]
            shown.setdefault(row["table"], {}).setdefault(row["value"], f"{row['code']} {row['word']}".strip())
    return {
        name: CodeTable(name, table.words, table.codes, "、".join(shown[name].values())) for name, table in found.items()
    }
