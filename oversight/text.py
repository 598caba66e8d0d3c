"""One spelling for text that means the same: what people type, paste and export, folded for comparison.

A folded text is for finding and comparing only. Two real teams may differ by nothing but a comma or a
bracket, so whoever folds keeps the raw text beside it and tries that first.
"""

import re
import unicodedata

# NFKC leaves these look-alikes apart. PDF viewers and scanners put the radicals (first two rows) in place of
# the characters; the eye cannot tell them apart, a comparison can.
_LOOK_ALIKES = {
    **dict(
        zip(
            "⺁⺎⺜⺝⺠⺧⺩⺫⺬⺶⺽⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
            "厂兀日月民牛王目示羊臼虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
            strict=True,
        )
    ),
    **dict.fromkeys("‐‑‒–—―−─━⸺⸻﹘", "-"),
    **dict.fromkeys("〜∼∽˜〰", "~"),
    **dict.fromkeys("•‧∙⋅・·ᐧ", "·"),
    **dict.fromkeys("“”„‟〝〞〟「」『』", '"'),
    **dict.fromkeys("‘’‚‛`´′", "'"),
    **dict.fromkeys("⁄∕", "/"),
}
# Characters that show nothing: zero-width, direction and joining marks, variation selectors, fillers, and
# control characters other than white space.
_INVISIBLE = "".join(
    chr(code)
    for first, last in (
        (0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C),
        (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E),
        (0x2060, 0x206F), (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB), (0xE0000, 0xE0FFF),
    )
    for code in range(first, last + 1)
)  # fmt: skip
_TABLE = str.maketrans(_LOOK_ALIKES) | dict.fromkeys(map(ord, _INVISIBLE))
_IN_TABLE = frozenset(map(chr, _TABLE))

# Exports protect a number from Excel by writing the cell as the formula ="0123".
_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)
# Only a number is dropped: 【城关】 and 【柳湾】 before the same words are two teams.
_NUMBER = "[A-Za-z]{0,6}[-_]?[0-9][0-9A-Za-z_-]*"
_LEADING_NUMBER = re.compile(rf"(?:【 ?{_NUMBER} ?】|\[ ?{_NUMBER} ?\]|〔 ?{_NUMBER} ?〕) ?")


def fold(text: str) -> str:
    """One form for one look: NFKC and our own table, invisible characters out, white space trimmed and collapsed.

    U+FFFD stays: it marks a number whose last digits were lost. Folding twice changes nothing.
    """
    if not (text.isascii() and text.isprintable()):
        if not _IN_TABLE.isdisjoint(text):
            text = text.translate(_TABLE)
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
            if not _IN_TABLE.isdisjoint(text):
                text = text.translate(_TABLE)
    text = " ".join(text.split())
    if text.startswith('="') and (formula := _FORMULA_TEXT.fullmatch(text)):
        return fold(formula[1])
    return text


def comparison_key(text: str) -> str:
    """The folded text without any white space and without case: what two cells are compared by."""
    return key_of_folded(fold(text))


def key_of_folded(folded: str) -> str:
    """The comparison key of a text that is folded already."""
    return folded.replace(" ", "").casefold()


def team_name(text: str) -> str:
    """A team's folded name without the 【number】 some platforms put before it; the number is no key."""
    return without_number(fold(text))


def without_number(name: str) -> str:
    """A folded name without the 【number】 before it."""
    return name[found.end() :] or name if (found := _LEADING_NUMBER.match(name)) else name
