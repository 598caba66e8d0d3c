"""Which encoding a text is in, by rule and not by guess: BOM, the pattern of zero bytes, strict UTF-8, GB18030.

GB2312 and GBK are parts of GB18030. What a page says about its own encoding is not believed. UTF-8 is decided by
the whole file; GB18030 by decoding without an error, so a reader must be ready to start again with the next choice.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from oversight.sheets.sheet import SheetError

PIECE_BYTES = 8 << 20
HEAD_BYTES = 65_536
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Characters any table in UTF-16 has many of; read with the wrong byte order they become rare ideographs.
ORDINARY = frozenset(" \t\r\n,;:-/.0123456789<>\"'=，。、（）")
MOST_CONTROL_SHARE = 0.01
MOST_BROKEN_SHARE = 0.001
FEW_BROKEN = 3
BROKEN = "\N{WHITE SQUARE}"

codecs.register_error("show_broken", lambda problem: (BROKEN, getattr(problem, "end", 0)))


@dataclass(frozen=True)
class Encoding:
    """How to decode: the codec, the length of the BOM, and whether broken characters are shown as squares."""

    codec: str
    skip: int = 0
    tolerant: bool = False


def looks_like_text(head: bytes) -> bool:
    """Whether the first bytes can be text at all, in any of our encodings."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    if b"\0" in head and _utf16_by_zeros(head) is None and head.count(b"\0") > MOST_CONTROL_SHARE * len(head):
        return False
    control = sum(head.count(bytes([code])) for code in (*range(1, 9), *range(14, 32), 127))
    return control <= max(MOST_CONTROL_SHARE * len(head), 1) or _utf16_by_zeros(head) is not None


def beginning(path: Path, head: bytes) -> str:
    """The first bytes as text, only to look at."""
    for bom, codec in BOMS:
        if head.startswith(bom):
            return head[len(bom) :].decode(codec, "replace")
    if (codec := _utf16_by_zeros(head)) is not None:
        return head.decode(codec, "replace")
    utf8 = head.decode("utf-8", "replace")
    gb18030 = head.decode("gb18030", "replace")
    return utf8 if utf8.count("\N{REPLACEMENT CHARACTER}") <= gb18030.count("\N{REPLACEMENT CHARACTER}") else gb18030


def _utf16_by_zeros(head: bytes) -> str | None:
    """UTF-16 without a BOM: half of every ASCII character is a zero byte, and always the same half."""
    even = head[: len(head) // 2 * 2]
    if b"\0" not in even:
        return None
    scores = {}
    for codec in ("utf-16-le", "utf-16-be"):
        text = even.decode(codec, "replace")
        if "\0" not in text:
            scores[codec] = sum(letter in ORDINARY for letter in text) / len(text)
    best = max(scores, key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] > MOST_CONTROL_SHARE else None


def choices(path: Path, name: str) -> Iterator[Encoding]:
    """The encodings to try, likeliest first. The last one shows broken characters as squares.

    Raises SheetError instead of giving a choice under which more than a few characters would be broken.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    fixed = next((Encoding(codec, len(bom)) for bom, codec in BOMS if head.startswith(bom)), None)
    if fixed is None and (codec := _utf16_by_zeros(head)) is not None:
        fixed = Encoding(codec)
    if fixed is not None:
        yield fixed
        candidates = [fixed]
    else:
        candidates = [Encoding("utf-8"), Encoding("gb18030")]
        problem = _first_problem(path)
        if problem is None:
            yield candidates[0]
        elif not problem.was_cut_off:
            yield candidates[1]
        else:
            candidates = [candidates[0]]
    yield _least_broken(path, name, candidates)


@dataclass(frozen=True)
class _Problem:
    """Why a file is not UTF-8: `was_cut_off` means that nothing is wrong except a last character without its end."""

    was_cut_off: bool


def _first_problem(path: Path) -> _Problem | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    beyond_ascii = False
    with path.open("rb") as file:
        try:
            while data := file.read(PIECE_BYTES):
                beyond_ascii |= not decoder.decode(data).isascii()
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as problem:
            return _Problem(beyond_ascii and problem.reason == "unexpected end of data")
    return None


def _least_broken(path: Path, name: str, candidates: list[Encoding]) -> Encoding:
    """The candidate that leaves the fewest characters broken; a SheetError if those are not few."""
    counts = {}
    for encoding in candidates:
        tolerant = Encoding(encoding.codec, encoding.skip, tolerant=True)
        broken = length = 0
        for text in pieces(path, tolerant):
            broken += text.count(BROKEN)
            length += len(text)
        counts[tolerant] = (broken, length)
    best = min(counts, key=lambda encoding: counts[encoding][0])
    broken, length = counts[best]
    if broken > max(FEW_BROKEN, MOST_BROKEN_SHARE * length):
        raise SheetError(
            f"“{name}”的文字编码读不懂，既不是 UTF-8 也不是 GB18030（GBK）。"
            f"请用 Excel 打开后另存为 .xlsx 再试；如果它不是表格，请从平台重新导出。"
        )
    return best


def pieces(path: Path, encoding: Encoding) -> Iterator[str]:
    """The text in pieces; raises UnicodeDecodeError on the first broken character unless the encoding is tolerant."""
    decoder = codecs.getincrementaldecoder(encoding.codec)("show_broken" if encoding.tolerant else "strict")
    with path.open("rb") as file:
        file.seek(encoding.skip)
        while data := file.read(PIECE_BYTES):
            yield decoder.decode(data)
        if rest := decoder.decode(b"", final=True):
            yield rest


def utf8_pieces(path: Path, encoding: Encoding) -> Iterator[bytes]:
    """The same text in UTF-8. A UTF-8 file comes as it stands and unchecked: its pieces may end inside a character."""
    if encoding.codec != "utf-8" or encoding.tolerant:
        for text in pieces(path, encoding):
            yield text.encode("utf-8")
        return
    with path.open("rb") as file:
        file.seek(encoding.skip)
        while data := file.read(PIECE_BYTES):
            yield data
