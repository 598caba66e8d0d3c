"""The exports we know: which kind of table a sheet holds and which of its columns mean what.

A file's kind is told by its headings alone; its name says nothing. The headings are data (`headings.csv`), and an
office adds its own.
"""

from oversight.exports.headings import (
    ESSENTIALS,
    KIND_LABELS,
    Headings,
    HeadingsError,
    Kind,
    heading_key,
    plain_heading,
)
from oversight.exports.layout import Column, Layout, NotRecognised
from oversight.exports.recognising import Row, layout_from, nearest, recognise

__all__ = [
    "ESSENTIALS",
    "KIND_LABELS",
    "Column",
    "Headings",
    "HeadingsError",
    "Kind",
    "Layout",
    "NotRecognised",
    "Row",
    "heading_key",
    "layout_from",
    "nearest",
    "plain_heading",
    "recognise",
]
