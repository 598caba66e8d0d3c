"""The pages' own HTML: headline, metrics, notes, lists. Every text is escaped here and nowhere else.

Native elements cost one round of layout each and do not print or stack well on a phone; a block of text does.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from oversight import palette, terms

UNIT_PAGE = "unit"


def unit_address(unit_code: object, chosen: Mapping[str, str]) -> str:
    """Where a unit's own page is, with the reader's filters."""
    return f"{UNIT_PAGE}?{urlencode({'unit': str(unit_code), **chosen})}"


def page_address(page: str, chosen: Mapping[str, str]) -> str:
    """Where another page is, with the reader's filters."""
    return f"{page}?{urlencode(dict(chosen))}" if chosen else page


def link(address: str, text: object) -> str:
    """A link inside the dashboard."""
    return f'<a class="inside" href="{escape(address)}">{escape(str(text))}</a>'


def badge(verdict: str) -> str:
    """A verdict as symbol and word on its colour."""
    mark = palette.VERDICTS[verdict]
    style = f"background:{mark.fill};color:{mark.ink}"
    return f'<span class="badge" style="{style}">{mark.symbol} {escape(palette.word(verdict))}</span>'


def headline(eyebrow: str, sentence: str, detail: str = "") -> str:
    """The page's first words: where one is, the one finding, and what needs attention."""
    more = f'<p class="detail">{escape(detail)}</p>' if detail else ""
    return f'<header class="head"><p class="eyebrow">{escape(eyebrow)}</p><h1>{escape(sentence)}</h1>{more}</header>'


def metrics(items: Iterable[tuple[str, object, str, str]]) -> str:
    """Cards of (name, value, unit, note): the label and the format come from the table of terms."""
    cards = "".join(
        f'<div class="metric" title="{escape(terms.term(name).means)}"><p class="label">{escape(terms.label(name))}</p>'
        f'<p class="value">{escape(terms.show(name, value))}<small>{escape("" if value is None else unit)}</small></p>'
        f'<p class="change">{escape(note)}</p></div>'
        for name, value, unit, note in items
    )
    return f'<div class="metrics">{cards}</div>'


def section(title: str, note: str = "") -> str:
    """A heading inside a page, with a quiet sentence under it."""
    more = f'<p class="quiet">{escape(note)}</p>' if note else ""
    return f'<div class="section"><h2>{escape(title)}</h2>{more}</div>'


def note(sentence: str) -> str:
    """A quiet sentence under a figure or a table."""
    return f'<p class="quiet">{escape(sentence)}</p>'


def banner(sentence: str, kind: str) -> str:
    """A line across the page; `kind` is demo, warning or nothing."""
    return f'<p class="banner {escape(kind)}" role="status">{escape(sentence)}</p>'


def facts(items: Iterable[tuple[str, object]]) -> str:
    """Label and value pairs in a quiet grid; absent values are left out."""
    pairs = "".join(
        f"<div><dt>{escape(terms.label(name))}</dt><dd>{escape(terms.show(name, value))}</dd></div>"
        for name, value in items if not terms.is_absent(value)
    )
    return f'<dl class="facts">{pairs}</dl>'


def tasks(items: Sequence[tuple[str, str]]) -> str:
    """What waits for the reader: (sentence, address), the address blank where there is nowhere to go."""
    lines = "".join(f"<li>{link(address, text) if address else escape(text)}</li>" for text, address in items)
    return f'<ul class="tasks">{lines}</ul>'


def steps(items: Iterable[tuple[str, str]]) -> str:
    """What to do, in order: (sentence, command), the command blank where none is needed."""
    lines = "".join(
        f"<li>{escape(sentence)}" + (f"<pre>{escape(command)}</pre>" if command else "") + "</li>"
        for sentence, command in items
    )
    return f'<ol class="steps">{lines}</ol>'
