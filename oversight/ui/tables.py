"""An answer as a table of text: labels and formats from the terms; a unit's name leads to its page.

On a phone each row folds into its name and a flow of labelled values, so that nothing has to be pushed sideways.
"""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from oversight import palette, terms
from oversight.ui import markup

ROWS_AT_FIRST = 30
ROWS_AT_MOST = 400
WORDS = ("text", "choice", "date", "moment", "period", "periods", "year", "flag")
LEADS_TO = {"unit_name": "unit_code", "town_name": "town_code"}
# The column that names a row, first come first: on a phone it heads the row's card.
NAMES = ("activity_title", "team_name", "unit_name", "period", "name", "name_masked", "source_file")
LONG_TEXTS = ("activity_title", "reason", "candidates", "source_file")


def table_html(
    table: pd.DataFrame, columns: Sequence[str], chosen: Mapping[str, str], name: str, first: int = ROWS_AT_FIRST,
) -> str:
    """The columns of a table as HTML; `name`, unique on the page, ties a tick to its words.

    Rows beyond `first` wait behind the tick, those beyond ROWS_AT_MOST are in the downloads only.
    """
    shown = table.head(ROWS_AT_MOST)
    heading = next((column for column in NAMES if column in columns), columns[0])
    cells = [_cells(shown, column, chosen, column == heading) for column in columns]
    body = "".join(
        f"<tr{' class=rest' if at >= first else ''}>{''.join(row)}</tr>"
        for at, row in enumerate(zip(*cells, strict=True))
    )
    heads = "".join(f"<th{_looks(column)}{_means(column)}>{escape(terms.label(column))}</th>" for column in columns)
    tick = words = ""
    if len(shown) > first:
        tick = f'<input type="checkbox" class="more" id="more-{escape(name)}" aria-label="显示全部行">'
        words = f'<label for="more-{escape(name)}">再显示 {len(shown) - first:,} 行（共 {len(table):,} 行）</label>'
    if len(shown) < len(table):
        words += markup.note(f"这里至多显示 {ROWS_AT_MOST} 行；全部 {len(table):,} 行在下载的文件里。")
    return (
        f'<div class="tablebox">{tick}<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{words}</div>'
    )


def _cells(table: pd.DataFrame, column: str, chosen: Mapping[str, str], is_heading: bool) -> list[str]:
    looks = ' class="name"' if is_heading else f'{_looks(column)} data-label="{escape(terms.label(column))}"'
    shown = [escape(_shown(column, value)) for value in table[column].tolist()]
    if terms.term(column).vocabulary == "verdict":
        shown = [
            markup.badge(value) if value in palette.VERDICTS else text
            for value, text in zip(table[column].tolist(), shown, strict=True)
        ]
    code = LEADS_TO.get(column)
    if code in table.columns:
        shown = [
            text if terms.is_absent(value) else markup.link(markup.unit_address(value, chosen), text)
            for value, text in zip(table[code].tolist(), table[column].tolist(), strict=True)
        ]
    return [f"<td{looks}>{text}</td>" for text in shown]


def _shown(column: str, value: object) -> str:
    """A change of rank is a sign and a word; everything else as its term says."""
    if column == "rank_change" and not terms.is_absent(value):
        places = int(float(str(value)))
        return "持平" if places == 0 else f"▲ 升 {places}" if places > 0 else f"▼ 降 {-places}"
    return terms.show(column, value)


def _looks(column: str) -> str:
    if terms.term(column).format not in WORDS:
        return ' class="number"'
    return ' class="long"' if column in LONG_TEXTS else ""


def _means(column: str) -> str:
    means = terms.term(column).means
    return f' title="{escape(means)}"' if means else ""
