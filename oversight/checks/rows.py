"""What each row of a table is: data, or a title, a heading repeated, a total, blank, a note, or only cells of a side table.

Rows of data are never looked at one by one. A query picks the few rows that could be something else; only these are
judged here, and only those that certainly are something else leave the road of the data.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import duckdb
import pyarrow as pa

from oversight.checks.problems import create
from oversight.exports import Kind, Layout
from oversight.text import fold
from oversight.values import moment

BLANK_CHARACTERS = "' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(12288) || chr(8203) || chr(65279)"
LOOKED_AT = 4
"""A 合计 or a 注 stands in one of a row's first columns."""

SUSPICIOUS = (
    r"合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总\s*数|汇\s*总|共\s*[0-9]|第\s*[0-9]+\s*[页/／]|截至|截止|以下空白|以下无正文|示例|样例|^例"
    r"|(?:注|说明|备注|人|单位|时间|日期|来源|条件|提示|电话|口径|复核|审核|审批|签字|签名|盖章|制表)\s*[:：]"
)
"""Cheap to look for in every row; what it finds is judged by the patterns below."""


class RowClass(StrEnum):
    """Where a row that is no data goes."""

    TITLE = "title"
    HEADING = "heading"
    TOTAL = "total"
    BLANK = "blank"
    NOTE = "note"
    SIDE = "side"


@dataclass(frozen=True)
class Judged:
    """One row that is no data, with its cells by their column."""

    row: int
    row_class: RowClass
    cells: Mapping[int, str]


_TOTAL_WORD = "合计数|总合计|总计数|合计|总计|小计|共计|累计|总数|汇总"
_TOTAL = re.compile(rf"(?P<before>.{{0,12}}?)(?:{_TOTAL_WORD})(?:[:(0-9].*)?")
_COUNT_OF_ROWS = re.compile(r"(?:查询)?(?:结果)?(?:合计|总计|共计|共|总共|一共)(?:有|计)?:?[0-9,]+(?:条|行|项|笔|人|个|名|支|场).*")
_AMOUNT = re.compile(rf"[-—/]|[约共]?[0-9][0-9,.]*(?:%|[^0-9]{{1,4}})?|{_TOTAL_WORD}")
_LABELLED = re.compile(
    "(?:注|备注|说明|附注|填表说明|填报说明|填表人|填报人|制表人|制表|填表单位|填报单位|报送单位|制表单位|审核人|审核|复核|审批人|"
    "负责人|单位负责人|联系人|联系电话|经办人|签字|签名|盖章|单位(?:[(]盖章[)])?|导出时间|导出日期|导出人|打印时间|打印日期|打印人|统计时间|"
    "统计日期|统计口径|统计人|制表日期|制表时间|填表日期|填表时间|填报日期|填报时间|报送日期|报送时间|数据来源|来源|数据截至|截至|截止|"
    "查询条件|查询时间|温馨提示|提示):.*"
)
_PLAIN_NOTE = re.compile(
    "第?[0-9]+页(?:[/,，]?共[0-9]+页)?|第[0-9]+[/／][0-9]+页|共[0-9]+页|[0-9]+/[0-9]+|[-—]*以下(?:空白|无正文)[-—]*|[(]?(?:盖章|签章|公章)[)]?|"
    "数据?(?:截至|截止).*|示例|样例|填写示例|例|例如|举例"
)
_SENTENCE = re.compile("[:。；;！!]")
_NUMBERING = ("甲乙丙丁戊己庚辛壬癸", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def classify(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    layout: Layout,
    rows: tuple[int, int],
    merged: Sequence[tuple[int, int, int, int]],
    column_count: int,
) -> list[Judged]:
    """Make the table `row_class` (row, class) of the rows that are no data; give back those that say something.

    `source` is what stands after `from` for the sheet's cells; `rows` the first and the last row of the table.
    """
    first, last = rows
    own = [column.name for column in layout.own]
    others = [f"c{at}" for at in range(1, column_count + 1) if f"c{at}" not in own]
    connection.execute("create or replace temp table row_class (row integer, class varchar)")
    is_filled = [_is_filled(name) for name in own]
    head = " || chr(31) || ".join(f"coalesce({name}, '')" for name in own[:LOOKED_AT])
    is_heading = " + ".join(
        f"coalesce(cast({name} in ({_literals(texts)}) as integer), 0)"
        for name, texts in ((f"c{at}", texts) for at, texts in layout.heading_texts.items() if texts)
        if name in own
    )
    connection.execute(f"""
        create or replace temp table suspicious as
        select row, filled, beside, headings, {", ".join(own)}
        from (
            select
                row, {" + ".join(is_filled)} as filled, {_any_filled(others)} as beside, {is_heading or "0"} as headings,
                {head} as head, {", ".join(own)}
            from {source}
            where row between {first} and {last}
        ) as counted
        where filled <= 1 or headings > 0 or row < {layout.first_data_row} or regexp_matches(head, '{SUSPICIOUS}')
    """)
    connection.execute(f"""
        insert into row_class
        select row, case when beside then 'side' else 'blank' end from suspicious where filled = 0
    """)
    candidates = connection.execute(
        f"select row, filled, headings, {', '.join(own)} from suspicious where filled > 0 order by row"
    ).fetchall()
    positions = [column.position for column in layout.own]
    wide = _wide(merged, len(own))
    judged, single = [], []
    for row, filled, headings, *cells in candidates:
        filled_cells = {at: text for at, cell in zip(positions, cells, strict=True) if cell and (text := fold(cell))}
        found = _class_of(row, filled, headings, filled_cells, layout, wide)
        if found is not None:
            judged.append(Judged(row, found, filled_cells))
        elif filled == 1 and row >= layout.first_data_row:
            single.append((row, filled_cells))
    _write(connection, judged)
    judged += _notes_after(connection, single, layout, source, (first, last), is_filled)
    return sorted(judged, key=lambda each: each.row)


def _class_of(
    row: int, filled: int, headings: int, cells: Mapping[int, str], layout: Layout, wide: frozenset[int]
) -> RowClass | None:
    """What a row certainly is; None for data and for what only its place could tell."""
    if row in layout.heading_rows:
        return RowClass.HEADING
    texts = [cells[at] for at in sorted(cells)]
    if not texts:
        return RowClass.BLANK
    if row >= layout.first_data_row and headings and (headings == filled or (headings >= 2 and headings >= 0.6 * filled)):
        return RowClass.HEADING
    if row == layout.first_data_row and is_numbering(texts):
        return RowClass.HEADING
    if is_total(texts):
        return RowClass.TOTAL
    if row < layout.first_data_row or (row in wide and len(texts) == 1 and not _is_note(texts)):
        return RowClass.TITLE
    return RowClass.NOTE if _is_note(texts) else None


def is_total(texts: Sequence[str]) -> bool:
    """Whether a row's cells are a word for a total and amounts, nothing else."""
    bare = [text.replace(" ", "") for text in texts]
    if len(bare) == 1 and _COUNT_OF_ROWS.fullmatch(bare[0]):
        return True
    words = [text for text in bare[:3] if _TOTAL.fullmatch(text)]
    return bool(words) and all(text in words or _AMOUNT.fullmatch(text) for text in bare)


def is_numbering(texts: Sequence[str]) -> bool:
    """Whether a row under the heading only numbers the columns: 1 2 3 …, or 甲 乙 1 2 …."""
    if len(texts) < 3:
        return False
    letters = 0
    while letters < len(texts) and any(texts[letters] == row[letters : letters + 1] for row in _NUMBERING):
        letters += 1
    numbers = [text.strip("()") for text in texts[letters:]]
    return numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _is_note(texts: Sequence[str]) -> bool:
    bare = [text.replace(" ", "") for text in texts]
    if _LABELLED.fullmatch(bare[0]) or _PLAIN_NOTE.fullmatch(bare[0]):
        return len(bare) == 1 or bare[0].startswith(("注", "说明", "备注", "示例", "例", "样例", "填写示例")) or _all_notes(bare)
    return False


def _all_notes(bare: Sequence[str]) -> bool:
    """Whether every cell is a label, what belongs behind one, or a date: 填表人：| 张三 | 2026年10月1日."""
    return all(
        _LABELLED.fullmatch(text) or _PLAIN_NOTE.fullmatch(text) or before.endswith(":") or moment(text, year=None).value
        for before, text in zip(("", *bare), bare, strict=False)
    )


def _notes_after(
    connection: duckdb.DuckDBPyConnection,
    single: Iterable[tuple[int, Mapping[int, str]]],
    layout: Layout,
    source: str,
    rows: tuple[int, int],
    is_filled: Sequence[str],
) -> list[Judged]:
    """Rows with one cell after the last full row: a sentence, or in a table that needs more than one cell any text."""
    rest = [(row, cells) for row, cells in single if _could_be_note(next(iter(cells.values())), layout.kind)]
    if not rest:
        return []
    (last_full,) = connection.execute(f"""
        select coalesce(max(row), 0) from {source}
        where row between {max(rows[0], layout.first_data_row)} and {rows[1]} and {" + ".join(is_filled)} >= 2
            and row not in (select row from row_class)
    """).fetchall()[0]
    found = [Judged(row, RowClass.NOTE, cells) for row, cells in rest if row > last_full]
    _write(connection, found)
    return found


def _could_be_note(text: str, kind: Kind) -> bool:
    if _SENTENCE.search(text):
        return True
    return kind in (Kind.HOURS, Kind.ACTIVITIES) and (len(text) >= 8 or moment(text, year=None).value is not None)


def _write(connection: duckdb.DuckDBPyConnection, judged: Sequence[Judged]) -> None:
    if judged:
        rows = pa.table({"row": [each.row for each in judged], "class": [each.row_class.value for each in judged]})
        create(connection, "row_class_part", rows)
        connection.execute("insert into row_class select row, class from row_class_part")


def _wide(merged: Sequence[tuple[int, int, int, int]], width: int) -> frozenset[int]:
    """Rows merged over at least half of the table: headings of a group, not data."""
    return frozenset(
        row
        for first_row, first_column, last_row, last_column in merged
        if last_column - first_column + 1 >= max(3, width / 2) and last_row - first_row < 3
        for row in range(first_row, last_row + 1)
    )


def _is_filled(name: str) -> str:
    """1 where a cell holds more than white space; long cells are not looked through."""
    return f"case when {name} is null then 0 when strlen({name}) > 12 or trim({name}, {BLANK_CHARACTERS}) <> '' then 1 else 0 end"


def _any_filled(names: Sequence[str]) -> str:
    return " + ".join(_is_filled(name) for name in names) + " > 0" if names else "false"


def _literals(texts: Iterable[str]) -> str:
    return ", ".join("'" + text.replace("'", "''") + "'" for text in texts)
