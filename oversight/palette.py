"""The colours, symbols and fonts of every figure: one meaning, one colour, everywhere.

A verdict is never told by its colour alone: its symbol and its word (`terms`) stand beside it. The fills
differ in lightness as well as in hue, so that they stay apart for colour-blind readers; tests measure it. In
grey print the hatch, the symbol and the word tell them apart.
"""

from dataclasses import dataclass

from oversight import terms

FONT = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"

INK = "#1f2d3d"  # text
QUIET = "#566373"  # secondary text; 5.9 : 1 on white
RULE = "#dfe4ea"  # grid lines and frames
PAPER = "#ffffff"
HATCH = "#ecd08d"  # on the fill of no_record
TRACK = "#eef1f5"  # the empty part of a bar
ACTUAL = "#3a76b8"  # a measured quantity, without judgement
ACTUAL_SOFT = "#a9c6e6"  # a second measured quantity beside it, or a week still running
EXPECTED = "#7b8794"  # the line that should be followed
TARGET = "#1f2d3d"  # a target

NO_DATA = "#d5d9de"
# Light to dark after ColorBrewer's YlGnBu (colour-blind safe, fit for print), with text legible on each.
SEQUENCE = ("#f1f8d4", "#c3e4bf", "#7cc7bd", "#52a5c8", "#24518f")


@dataclass(frozen=True)
class Mark:
    """How a verdict looks: an area's fill, the text on it, a symbol, and a hatch for what is unknown."""

    symbol: str
    fill: str
    ink: str
    hatch: str = ""


VERDICTS = {
    "met": Mark("✓", "#8fcbbb", "#0c3b33"),
    "on_track": Mark("›", "#cfe9e2", "#0c3b33"),
    "open": Mark("○", "#eaeef3", "#3f4c5c"),
    "no_record": Mark("?", "#f6e3b4", "#574200", "/"),
    "missed": Mark("✗", "#c24d1c", "#ffffff"),
}


def word(verdict: str) -> str:
    """The Chinese word of a verdict, as every table says it."""
    return terms.label(f"verdict.{verdict}")


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 (black) to 1 (white), as WCAG 2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ink_on(fill: str) -> str:
    """The text colour with the higher contrast on a fill."""
    return INK if luminance(fill) > 0.25 else PAPER
