"""Read a folder of `.sql` files and hold each header to its body.

Parameters and tables are told by DuckDB's own parser, so a `$name` in a comment or in a text is none.
"""

import graphlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import duckdb

from oversight import terms
from oversight.queries.question import Question, QuestionError

FIELDS = ("source", "params", "reads", "returns")
ROW_MAKERS = ("generate_series", "range", "unnest")  # DuckDB's own, which read nothing


def load(folder: Path) -> dict[str, Question]:
    """Every question of a folder (not of its subfolders) by name; raises QuestionError naming the file."""
    questions = _read_all(folder)
    for question in questions.values():
        if not question.returns:
            raise QuestionError(f"{question.name}.sql：文件头缺少 returns")
    return questions


def load_marts(folder: Path) -> list[Question]:
    """The selects of a folder in the order in which they can be built, each after those it reads."""
    return _in_order(_read_all(folder))


def load_macros(folder: Path) -> list[Question]:
    """The table macros of a folder (`create macro <file's name>(…) as table` before the select), in order."""
    return _in_order(_read_all(folder, are_macros=True))


def _in_order(found: dict[str, Question]) -> list[Question]:
    needs = {name: [table for table in each.reads if table in found] for name, each in found.items()}
    try:
        return [found[name] for name in graphlib.TopologicalSorter(needs).static_order()]
    except graphlib.CycleError as problem:
        raise QuestionError(f"这些表互相依赖，排不出先后：{' → '.join(problem.args[1])}") from None


def _read_all(folder: Path, *, are_macros: bool = False) -> dict[str, Question]:
    with duckdb.connect(config={"threads": "1"}) as parser:  # opened once: that costs most of the time
        return {path.stem: _read(path, parser, are_macros) for path in sorted(folder.glob("*.sql"))}


def _read(path: Path, parser: duckdb.DuckDBPyConnection, is_macro: bool) -> Question:
    sql = path.read_text(encoding="utf-8")

    def refuse(sentence: str) -> NoReturn:
        raise QuestionError(f"{path.name}：{sentence}")

    header = re.match(r"(?:--.*\n)+", sql)
    if header is None:
        refuse("缺少文件头")
    lines = [line.removeprefix("--").removeprefix(" ").rstrip() for line in header[0].splitlines()]
    title = re.fullmatch(r"([^（(]*[^（( ]) ?[（(](.+)[）)]", lines[0])
    if title is None:
        refuse("第一行应写成“English title (中文标题)”")
    description, given = _header_fields(lines[1:])
    if not description.startswith("One row"):
        refuse("文件头应先说明一行代表什么（One row per …）")
    params = [name.removesuffix("?") for name in given["params"]]
    for name in params:
        if name not in terms.TERMS:
            refuse(f"参数 {name} 在指标表 terms.csv 中没有一行，不知道应填什么")
    for names in (params, given["reads"], given["returns"]):
        if len(set(names)) != len(names):
            refuse("文件头中同一名称出现了两次")
    select, macros = re.subn(rf"^create macro {path.stem}\([^)]*\) as table\n", "", sql, flags=re.MULTILINE)
    if macros != is_macro:
        refuse(f"正文应以“create macro {path.stem}(…) as table”开头" if is_macro else "这里不应定义宏")
    used_params, used_tables = _used(select, parser, refuse)
    if used_params != set(params):
        refuse(f"文件头的 params 与正文所用的不一致：{_difference(params, used_params)}")
    if used_tables != set(given["reads"]):
        refuse(f"文件头的 reads 与正文所用的不一致：{_difference(given['reads'], used_tables)}")
    return Question(
        name=path.stem,
        title=title[2],
        title_english=title[1],
        description=description,
        source="\n".join(given["source"]),
        params=tuple(params),
        optional=frozenset(name.removesuffix("?") for name in given["params"] if name.endswith("?")),
        reads=tuple(given["reads"]),
        returns=tuple(given["returns"]),
        sql=sql,
    )


def _header_fields(lines: list[str]) -> tuple[str, dict[str, list[str]]]:
    """The describing text, and the comma lists after `source:` … `returns:`, which may run on, indented."""
    text: list[str] = []
    given: dict[str, list[str]] = {field: [] for field in FIELDS}
    current: str | None = None
    for line in lines:
        field, colon, rest = line.partition(":")
        if colon and field in FIELDS:
            current = field
        elif current is not None and line.startswith("  "):
            rest = line
        else:
            current = None
            text.append(line)
            continue
        parts = [rest] if current == "source" else rest.split(",")
        given[current] += [part.strip() for part in parts if part.strip()]
    return "\n".join(text).strip(), given


def _used(sql: str, parser: duckdb.DuckDBPyConnection, refuse: Any) -> tuple[set[str], set[str]]:
    """The parameters and the tables of a text that is one select, told by DuckDB's own parser."""
    try:
        statements = parser.extract_statements(sql)
    except duckdb.Error as problem:
        refuse(f"SQL 有语法错误：{problem}")
    if len(statements) != 1:
        refuse("应恰好有一条语句")
    found = parser.execute("select json_serialize_sql($sql::varchar)", {"sql": sql}).fetchone()
    tree = json.loads(found[0]) if found else {"error": True}
    if tree["error"]:
        refuse("应是一条 select 语句")
    return set(statements[0].named_parameters), set(_tables(tree["statements"], frozenset()))


def _tables(node: object, named: frozenset[str]) -> Iterator[str]:
    """Tables and table macros below a node of the syntax tree, without what a `with` above it defines."""
    if isinstance(node, list):
        for item in node:
            yield from _tables(item, named)
    elif isinstance(node, dict):
        if node.get("type") == "BASE_TABLE" and node["table_name"] not in named:
            yield node["table_name"]
        elif node.get("type") == "TABLE_FUNCTION" and node["function"]["function_name"] not in ROW_MAKERS:
            yield node["function"]["function_name"]
        steps = node.get("cte_map") or {"map": []}
        own = named | {step["key"] for step in steps["map"]}
        for value in node.values():
            yield from _tables(value, own)


def _difference(declared: list[str], used: set[str]) -> str:
    missing, extra = sorted(used - set(declared)), sorted(set(declared) - used)
    parts = [f"缺 {'、'.join(missing)}" if missing else "", f"多 {'、'.join(extra)}" if extra else ""]
    return "；".join(part for part in parts if part)
