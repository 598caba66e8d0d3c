"""The shape of the program, held on its syntax trees: who may import whom, what pages and marts may contain.

Every rule is a function that names what breaks it; each is tried on a made-up offender first, so that a rule
that can no longer fail is noticed.
"""

import ast
import graphlib
import importlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlglot
import typer
from sqlglot import exp

from oversight import queries, terms

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "oversight"
QUESTIONS = sorted((ROOT / "queries").glob("*.sql"))
MARTS = sorted((ROOT / "queries" / "marts").glob("*.sql"))
MACROS = sorted((ROOT / "queries" / "macros").glob("*.sql"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
SCRIPTS = [path for path in (ROOT / "dashboard.py", *PAGES) if path.is_file()]

# Lowest first. A module may import from its own line and from those below; a new module gets a place here.
LAYERS = (
    {"files", "judgement", "obligations", "palette", "periods", "terms", "text", "values"},
    {"checks", "exports", "office", "sheets", "units"},
    {"batches", "queries", "store"},
    {"briefing", "browser", "charts", "maps", "writers"},
    {"cli", "server", "ui"},
    {"__main__", "dashboard", "pages"},
)
STREAMLIT = {"dashboard", "pages", "server", "ui"}
DUCKDB = {"batches", "checks", "queries", "sheets", "store"}
CLOCK = {"cli", "dashboard", "__main__"}
ENVIRONMENT = {"browser", "cli", "dashboard", "__main__"}  # the browser is looked for on this machine
EMPTY_NAMES = {
    "base",
    "common",
    "core",
    "helper",
    "helpers",
    "lib",
    "misc",
    "models",
    "services",
    "shared",
    "util",
    "utils",
}
MODULE_LINES = 250
PAGE_LINES = 80


def module_of(path: Path) -> str:
    """The name that has a place in LAYERS: `oversight/charts/frame.py` is part of `charts`."""
    first = path.relative_to(LIBRARY if path.is_relative_to(LIBRARY) else ROOT).parts[0]
    return first.removesuffix(".py")


def sources() -> dict[Path, str]:
    """Every Python file of the program that belongs into LAYERS."""
    library = [path for path in LIBRARY.rglob("*.py") if path != LIBRARY / "__init__.py"]
    return {path: path.read_text(encoding="utf-8") for path in sorted([*library, *SCRIPTS])}


def program_files() -> list[Path]:
    """Every Python file of ours except the tests."""
    folders = ("oversight", "pages", "launcher", "sample_data", "benchmarks")
    return sorted(
        [*ROOT.glob("*.py"), *(path for folder in folders for path in (ROOT / folder).rglob("*.py"))]
    )


def imported(tree: ast.AST) -> Iterator[str]:
    """Every imported module, dotted, wherever in the file it is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level


def own_imports(tree: ast.AST) -> set[str]:
    """The parts of `oversight` (and `pages`) that a file imports."""
    parts = (name.split(".") for name in imported(tree))
    return {
        part[1] if part[0] == "oversight" else part[0] for part in parts if part[0] in ("oversight", "pages")
    }


def import_faults(module: str, tree: ast.AST) -> list[str]:
    """What a file of this module imports although it may not."""
    rank = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    if module not in rank:
        return [f"{module} has no place in LAYERS"]
    faults = [
        f"{module} imports {other}, which is not below it"
        for other in own_imports(tree)
        if rank.get(other, len(LAYERS)) > rank[module] or (module == "cli" and other == "ui")
    ]
    outside = {name.split(".")[0] for name in imported(tree)}
    if "streamlit" in outside and module not in STREAMLIT:
        faults.append(f"{module} imports streamlit")
    if "duckdb" in outside and module not in DUCKDB:
        faults.append(f"{module} imports duckdb")
    if "" in outside:
        faults.append(f"{module} imports relatively: write the whole name")
    if "tests" in outside:
        faults.append(f"{module} imports the tests")
    return faults


CLOCK_CALLS = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "Timestamp.now",
    "Timestamp.today",
    "Timestamp.utcnow",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.strftime",
    "time.ctime",
}
ENVIRONMENT_NAMES = {
    "os.environ",
    "os.getenv",
    "os.environb",
    "Path.home",
    "Path.cwd",
    "os.getcwd",
    "getpass.getuser",
}


def outside_world(module: str, tree: ast.AST) -> list[str]:
    """Where a file reads the clock or the environment although these must be handed in."""
    faults = []
    written = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or id(node) in written:
            continue
        name = ".".join(ast.unparse(node).split(".")[-2:])
        if name in CLOCK_CALLS and module not in CLOCK:
            faults.append(f"{module} line {node.lineno} reads the clock: {name}")
        if name in ENVIRONMENT_NAMES and module not in ENVIRONMENT:
            faults.append(f"{module} line {node.lineno} reads the environment: {name}")
    return faults


def page_faults(text: str) -> list[str]:
    """Where a page is more than a straight script under 80 lines with a docstring first."""
    tree = ast.parse(text)
    faults = [
        f"line {node.lineno} defines something"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda)
    ]
    if ast.get_docstring(tree) is None:
        faults.append("no docstring")
    if len(text.splitlines()) >= PAGE_LINES:
        faults.append(f"{len(text.splitlines())} lines")
    return faults


# What a mart may call: the same text must run, transpiled, on a cluster engine. A function is added here only
# once it has been seen to answer the same there.
PORTABLE = (
    exp.Abs,
    exp.And,
    exp.Avg,
    exp.Case,
    exp.Cast,
    exp.Ceil,
    exp.Coalesce,
    exp.Concat,
    exp.Count,
    exp.DenseRank,
    exp.Exists,
    exp.Floor,
    exp.Greatest,
    exp.If,
    exp.Lag,
    exp.Lead,
    exp.Least,
    exp.Max,
    exp.Min,
    exp.Nullif,
    exp.Or,
    exp.Rank,
    exp.RowNumber,
    exp.Sum,
    exp.Xor,
)
DAY_NAMES = ("_on", "_at", "_start", "_end", "_from", "_to", "day")


def is_day(node: exp.Expr | None) -> bool:
    """Whether an operand is a day, told by a cast or by the name."""
    if isinstance(node, exp.Cast):
        return bool(node.to.is_type("date", "timestamp"))
    return isinstance(node, exp.Column) and node.name.endswith(DAY_NAMES)


def mart_faults(sql: str) -> list[str]:
    """Where a mart leaves the portable subset of SQL."""
    statements = sqlglot.parse(sql, read="duckdb")
    if len(statements) != 1 or not isinstance(tree := statements[0], exp.Query):
        return ["one select is expected"]
    faults = []
    for node in tree.walk():
        text = node.sql("duckdb")[:60]
        if isinstance(node, exp.Func) and not isinstance(node, PORTABLE):
            faults.append(f"not portable: {text}")
        elif isinstance(node, exp.Sub) and is_day(node.left) and is_day(node.right):
            faults.append(f"one day minus another: {text}")
        elif isinstance(node, exp.Join) and node.method:
            faults.append(f"not portable: {node.method} join")
        elif isinstance(node, exp.Qualify | exp.Placeholder | exp.Parameter) or (
            isinstance(node, exp.Distinct) and node.args.get("on")
        ):
            faults.append(f"not portable: {text}")
        elif isinstance(node, exp.Group | exp.Order):
            by_place = [each for each in node.expressions if isinstance(each.unalias().unnest(), exp.Literal)]
            inner = [each.this for each in node.expressions if isinstance(each, exp.Ordered)]
            by_place += [each for each in inner if isinstance(each, exp.Literal | exp.Var)]
            if by_place or node.args.get("all"):
                faults.append(f"order and groups by name: {text}")
        elif isinstance(node, exp.Column) and not node.table:
            faults.append(f"without its table's name: {text}")
        elif isinstance(node, exp.Select):
            faults += [
                f"without `as`: {each.sql('duckdb')[:60]}" for each in node.expressions if not named(each)
            ]
            faults += [
                f"without a cast: {total.sql('duckdb')[:60]}"
                for each in node.expressions
                for total in each.find_all(exp.Count, exp.Sum)
                if total.find_ancestor(exp.Cast, exp.Select).__class__ is not exp.Cast
            ]
    if any(each.is_star for each in tree.selects):
        faults.append("`*` in the result")
    return faults


def named(projection: exp.Expr) -> bool:
    """Whether a column of a select is written with `as` (a `*` below the result has no name to give)."""
    return isinstance(projection, exp.Alias) or projection.is_star


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_point_down_and_each_library_stays_in_its_half(path: Path) -> None:
    assert import_faults(module_of(path), ast.parse(path.read_text(encoding="utf-8"))) == []


def test_no_two_parts_of_the_library_import_each_other() -> None:
    needs: dict[str, set[str]] = {}
    for path, text in sources().items():
        needs.setdefault(module_of(path), set()).update(own_imports(ast.parse(text)) - {module_of(path)})
    try:
        list(graphlib.TopologicalSorter(needs).static_order())
    except graphlib.CycleError as problem:
        pytest.fail(f"these import each other: {problem.args[1]}")


@pytest.mark.parametrize(
    ("module", "text", "fault"),
    [
        ("terms", "from oversight import queries", "not below"),
        ("charts", "from oversight.ui import page", "not below"),
        ("queries", "def late():\n    import oversight.cli", "not below"),
        ("cli", "from oversight import ui", "not below"),
        ("units", "import pages.overview", "not below"),
        ("charts", "import duckdb", "duckdb"),
        ("maps", "from streamlit import map", "streamlit"),
        ("checks", "from . import units", "relatively"),
        ("store", "from tests.tables import rows", "tests"),
        ("helpers", "", "no place"),
    ],
)
def test_a_forbidden_import_is_noticed(module: str, text: str, fault: str) -> None:
    assert any(fault in found for found in import_faults(module, ast.parse(text)))


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("pages", "import streamlit\nfrom oversight import charts, ui"),
        ("store", "import duckdb\nfrom oversight import checks, obligations"),
        ("cli", "from oversight import server, store"),
        ("checks", "from oversight import exports, units"),
    ],
)
def test_an_allowed_import_is_let_through(module: str, text: str) -> None:
    assert import_faults(module, ast.parse(text)) == []


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_clock_and_the_environment_are_handed_in(path: Path) -> None:
    assert outside_world(module_of(path), ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "import datetime\nx = datetime.date.today()",
        "from datetime import datetime\nx = datetime.now()",
        "import time\nx = time.time()",
        "import pandas as pd\nx = pd.Timestamp.now()",
        "import os\nx = os.environ['HOME']",
        "import os\nx = os.getenv('HOME')",
        "x = Path.home()",
    ],
)
def test_a_glance_at_the_clock_or_the_environment_is_noticed(text: str) -> None:
    assert outside_world("store", ast.parse(text))
    assert outside_world("cli", ast.parse(text)) == []


@pytest.mark.parametrize(
    "path",
    [*QUESTIONS, *MARTS, *MACROS],
    ids=lambda path: path.stem,
)
def test_no_sql_reads_the_clock(path: Path) -> None:
    called = {
        "current_date",
        "current_timestamp",
        "current_time",
        "localtimestamp",
        "now",
        "today",
        "get_current_timestamp",
        "transaction_timestamp",
        "current_localtimestamp",
        "random",
        "uuid",
        "gen_random_uuid",
    }
    tokens = {
        token.text.lower()
        for token in sqlglot.tokenize(path.read_text(encoding="utf-8"), read="duckdb")
        if token.token_type is not sqlglot.TokenType.STRING
    }
    assert tokens & called == set()


@pytest.mark.parametrize("path", program_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_answers_one_question(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MODULE_LINES
    assert not EMPTY_NAMES & {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_module_and_every_public_function_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    public = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    silent = [node.name for node in public if ast.get_docstring(node) is None]
    assert ast.get_docstring(tree) is not None
    assert silent == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_only_arranges(path: Path) -> None:
    assert page_faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        '"""A."""\ndef f(): ...',
        '"""A."""\nclass C: ...',
        '"""A."""\nx = lambda: 1',
        "x = 1",
        '"""A."""\n' + "x = 1\n" * 79,
    ],
)
def test_a_page_that_computes_is_noticed(text: str) -> None:
    assert page_faults(text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_page_is_in_the_navigation(path: Path) -> None:
    tree = ast.parse((ROOT / "dashboard.py").read_text(encoding="utf-8"))
    texts = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert texts & {path.stem, path.name, f"pages/{path.name}"}


def test_every_question_and_mart_keeps_to_its_header() -> None:
    assert set(queries.load(ROOT / "queries")) == {path.stem for path in QUESTIONS}
    marts, macros = (
        queries.load_marts(ROOT / "queries" / "marts"),
        queries.load_macros(ROOT / "queries" / "macros"),
    )
    assert {mart.name for mart in marts} == {path.stem for path in MARTS}
    assert {macro.name for macro in macros} == {path.stem for path in MACROS}


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_every_question_has_a_test_and_a_label_for_each_column(path: Path) -> None:
    assert (ROOT / "tests" / "queries" / f"test_{path.stem}.py").is_file()
    question = queries.load(ROOT / "queries")[path.stem]
    assert [column for column in question.returns if column not in terms.TERMS] == []


@pytest.mark.skipif(importlib.util.find_spec("oversight.cli") is None, reason="there is no command line")
@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_command_is_in_the_readme(name: str) -> None:
    command = typer.main.get_command(importlib.import_module("oversight.cli").app)
    assert isinstance(command, typer.core.TyperGroup)
    readme = (ROOT / name).read_text(encoding="utf-8")
    assert [each for each in command.commands if f"python -m oversight {each}" not in readme] == []


@pytest.mark.parametrize("path", MARTS, ids=lambda path: path.stem)
def test_a_mart_keeps_to_the_portable_subset(path: Path) -> None:
    sql = path.read_text(encoding="utf-8")
    assert mart_faults(sql) == []
    (tree,) = sqlglot.parse(sql, read="duckdb")
    assert tree is not None
    assert sqlglot.parse(tree.sql("spark", unsupported_level=sqlglot.ErrorLevel.RAISE), read="spark")


@pytest.mark.parametrize(
    "sql",
    [
        "select week(t.day) as w from t",
        "select date_trunc('week', t.day) as w from t",
        "select extract(dow from t.day) as w from t",
        "select isodow(t.day) as w from t",
        "select t.ends_on - t.starts_on as days from t",
        "select cast(t.a as date) - t.starts_on as days from t",
        "select date_diff('month', t.starts_on, t.ends_on) as months from t",
        "select hash(t.a) as h from t",
        "select quantile_cont(t.a, 0.5) as q from t",
        "select trim(t.a) as a from t",
        "select regexp_replace(t.a, 'x', 'y') as a from t",
        "select t.a as a from t asof join u on t.day >= u.day",
        "select t.a as a from t group by all",
        "select t.a as a from t group by 1",
        "select t.a as a from t order by 1",
        "select t.a as a from t order by all",
        "select t.a from t",
        "select a as b from t",
        "select t.a as a, a + 1 as b from t",
        "select * from t",
        "select t.* from t",
        "select count(*) as n from t",
        "select cast(t.a as integer) + sum(t.b) as n from t",
        "select distinct on (t.a) t.a as a from t",
        "select t.a as a from t qualify row_number() over (order by t.a) = 1",
        "select period_verdict(t.a) as v from t",
        "select t.a as a from t where t.day <= $as_of",
        "select current_date as d from t",
        "create table x as select t.a as a from t",
    ],
)
def test_sql_that_another_engine_reads_otherwise_is_noticed(sql: str) -> None:
    assert mart_faults(sql)


def test_sql_that_every_engine_reads_alike_is_let_through() -> None:
    assert (
        mart_faults("""
        with seen as (
            select t.*, row_number() over (partition by t.a order by t.b desc) as newest from t
        )
        select
            seen.a as a,
            cast(count(distinct seen.b) filter (where seen.c > 0) as integer) as n,
            cast(sum(case when seen.b > 0 then 1 else 0 end) as double) / nullif(max(seen.c), 0) as m,
            seen.residents - cast(count(*) as integer) as gap_count
        from seen
        left join u
            on seen.a = u.a
        where seen.newest = 1
        group by seen.a, seen.residents
        order by seen.a
    """)
        == []
    )
