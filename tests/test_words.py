"""What a reader reads: Chinese words, one for each thing; what a developer reads: English names, no pinyin.

`python -m tests.test_words` prints the glossary that belongs into docs/glossary.md.
"""

import ast
import builtins
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from oversight import terms

ROOT = Path(__file__).parents[1]
SCRIPTS = sorted([*ROOT.glob("dashboard.py"), *(ROOT / "pages").glob("*.py")])
SHOWN_BY = sorted(
    path
    for part in ("ui", "charts", "maps", "briefing", "writers")
    for path in [*ROOT.glob(f"oversight/{part}.py"), *ROOT.glob(f"oversight/{part}/**/*.py")]
)
LIBRARY = sorted((ROOT / "oversight").rglob("*.py"))
QUERIES = sorted((ROOT / "queries").rglob("*.sql"))


def words(text: str) -> set[str]:
    """The words of a text."""
    return set(text.split())


# Latin words that Chinese readers of the dashboard read as such: formats, names of things, units.
KNOWN_WORDS = words("""
    excel csv xlsx xls ods zip png pdf word sql duckdb geojson json url html utf bom gb gbk mb id pc vs
    featurecollection polygon multipolygon wgs cgcs gcj bd
""")
# Calls whose first texts are read by people, by the last part of their name.
SHOWING_CALLS = words("""
    altair_chart area_chart badge button caption checkbox columns_config date_input divider download_button
    error exception expander file_uploader form_submit_button header headline heading info link_button
    markdown metric multiselect note nothing number_input page_link pills popover progress radio
    segmented_control select_slider selectbox slider spinner status subheader success tabs text text_area
    text_input title toast toggle warning write
""")
SHOWING_KEYWORDS = words("""
    body caption delta description heading help hovertemplate label message name placeholder subtitle text
    title title_text tooltip xaxis_title yaxis_title
""")
# Tags, what a chart fills in, Streamlit's icons and colours, addresses, and a name quoted letter for letter.
MARKUP = re.compile(
    r"<[^>]*>|%\{[^}]*\}|\{[^}]*\}|:[a-z_-]+(?:/[a-z_]+:|\[)|https?://\S+|&[a-z]+;|`[^`]*`|“[\w.]+”|「[\w.]+」",
    re.A,
)
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
CHINESE = re.compile(r"[一-鿿]")

PINYIN = words("""
    bumen cun dabiao danwei daoru didian ditu duiwu fuwu gugan hangzheng huodong jiedao jidu jindu mingcheng
    paiming quhua renci renkou renshu riqi shequ shichang shijian shuju tongji tuandui wenming xiangmu
    xiangzhen xingming zhandian zhen zhibiao zhiyuan zhiyuanzhe zhuangtai zhuce zonglan zuzhi
""")


def texts_in(node: ast.expr) -> Iterator[tuple[int, str]]:
    """The texts written out in an expression, with their lines; what an f-string fills in is left out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    elif isinstance(node, ast.JoinedStr):
        yield (
            node.lineno,
            "".join(str(part.value) if isinstance(part, ast.Constant) else " " for part in node.values),
        )
    elif isinstance(node, ast.BinOp):
        yield from texts_in(node.left)
        yield from texts_in(node.right)
    elif isinstance(node, ast.IfExp):
        yield from texts_in(node.body)
        yield from texts_in(node.orelse)
    elif isinstance(node, ast.List | ast.Tuple):
        for element in node.elts:
            yield from texts_in(element)


def shown_texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Texts that are handed to something that shows them, as far as this can be told without running it."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in SHOWING_CALLS and node.args:
            yield from texts_in(node.args[0])
        for keyword in node.keywords:
            if keyword.arg in SHOWING_KEYWORDS:
                yield from texts_in(keyword.value)


def foreign_words(text: str) -> list[str]:
    """Latin words of a text that no reader of the dashboard should have to read."""
    bare = MARKUP.sub(" ", text)
    return [word for word in LATIN_WORD.findall(bare) if word.lower() not in KNOWN_WORDS]


def mixed_texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Texts with Chinese in them, wherever they stand: somebody reads them. Docstrings and patterns apart."""
    apart: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            apart.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            apart.update(id(part) for part in node.values)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
            apart.update(id(argument) for argument in node.args)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in apart:
            yield from ((line, text) for line, text in texts_in(node) if CHINESE.search(text))


def english_shown(text: str) -> list[str]:
    """Lines of a Python source on which a reader would meet English."""
    tree = ast.parse(text)
    return [
        f"line {line}: {shown!r}"
        for line, shown in sorted({*shown_texts(tree), *mixed_texts(tree)})
        if foreign_words(shown) and not is_name(shown)
    ]


def is_name(text: str) -> bool:
    """Whether a text is one of our own English names (a column, a key, a colour), looked up, not shown."""
    return text in terms.TERMS or re.fullmatch(r"[a-z]+_[a-z_]+|#[0-9a-fA-F]{6}", text) is not None


def identifiers(tree: ast.AST) -> Iterator[str]:
    """Every name that a source gives to something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Attribute):
            yield node.attr


def pinyin_in(names: Iterator[str] | list[str]) -> set[str]:
    """Names that hold a pinyin word."""
    parts = {name: re.findall(r"[a-z]+", re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()) for name in names}
    return {name for name, words in parts.items() if PINYIN & set(words)}


def own_errors(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Messages of the errors that a person sees: those of our own classes, which the command line prints."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call) or not node.exc.args:
            continue
        name = ast.unparse(node.exc.func).split(".")[-1]
        if name.endswith("Error") and not hasattr(builtins, name):
            yield from texts_in(node.exc.args[0])


HEADING = "| 中文 | 含义 means | 不是 is not | 计算 formula | 依据 source |"


def glossary_text() -> str:
    """docs/glossary.md: every row of terms.csv, for people."""
    lines = [
        "# Glossary 词汇表",
        "",
        "One thing, one name, in every layer. The words live in `oversight/terms.csv`; this page holds the",
        "same rows and is printed by `python -m tests.test_words`.",
        "",
        "## Names 名称",
        "",
        "| name " + HEADING,
        "|---|---|---|---|---|---|",
    ]
    closed: dict[str, list[terms.Term]] = {}
    for row in terms.TERMS.values():
        vocabulary, dot, _ = row.name.partition(".")
        if dot:
            closed.setdefault(vocabulary, []).append(row)
        else:
            lines.append(_line(row, row.name))
    lines += ["", "## Closed lists 词表", ""]
    for vocabulary, rows in closed.items():
        lines += [f"### {vocabulary}", "", "| value " + HEADING, "|---|---|---|---|---|---|"]
        lines += [*(_line(row, row.name.partition(".")[2]) for row in rows), ""]
    return "\n".join(lines)


def _line(row: terms.Term, name: str) -> str:
    cells = (f"`{name}`", row.label, row.means, row.is_not, row.formula, row.source)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def test_the_glossary_holds_the_labels() -> None:
    written = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert written.splitlines() == glossary_text().splitlines(), "print it with: python -m tests.test_words"


@pytest.mark.parametrize("name", list(terms.TERMS))
def test_a_label_is_chinese(name: str) -> None:
    row = terms.TERMS[name]
    if name.startswith("coordinate_system."):  # these are known by their Latin names
        return
    assert CHINESE.search(row.label)
    for text in (row.label, row.means, row.is_not, row.formula, row.source):
        assert foreign_words(text) == []


def test_no_two_columns_of_one_kind_bear_the_same_label_by_mistake() -> None:
    same: dict[str, list[str]] = {}
    for row in terms.TERMS.values():
        if "." not in row.name:
            same.setdefault(row.label, []).append(row.name)
    doubled = {label: names for label, names in same.items() if len(names) > 1}
    assert doubled == {
        "单位": ["unit", "unit_name"],  # the filter and the column
        "队伍层级": ["team_kind", "team_level"],  # the answer's column and the export's
        "文件类型": ["file_kind", "kind"],
    }


@pytest.mark.parametrize("path", [*SCRIPTS, *SHOWN_BY], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_reader_meets_no_english_word_of_ours(path: Path) -> None:
    assert english_shown(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "st.title('Overview')",
        "st.metric(f'{x} people', 3)",
        "view.nothing('没有 data')",
        "st.button('导出', help='Click here')",
        "st.tabs(['总览', 'Map'])",
        "go.Bar(name='met')",
        "st.warning('坏' if x else 'Bad value')",
        "figure.update_layout(title_text='Progress')",
        "st.markdown('<b>Behind</b>')",
        "lead = f'还差 {n} people'",
    ],
)
def test_an_english_word_on_a_page_is_noticed(text: str) -> None:
    assert english_shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "st.title('总览')",
        "st.download_button('下载 Excel', data, key='download')",
        "st.markdown('<b class=\"late\">落后</b>')",
        "st.metric(f'{label}（人）', f'{count:,}')",
        "ui.page('compliance')",
        "go.Bar(hovertemplate='%{x}：%{y} 人<extra></extra>')",
        "st.expander('看 SQL')",
        "view.heading('unit_name')",
    ],
)
def test_chinese_and_the_names_of_formats_are_let_through(text: str) -> None:
    assert english_shown(text) == []


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_an_error_for_a_person_is_a_chinese_sentence(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [
        text for _, text in own_errors(tree) if LATIN_WORD.search(text) and not CHINESE.search(text)
    ] == []


def test_an_english_error_for_a_person_is_noticed() -> None:
    assert [text for _, text in own_errors(ast.parse("raise SheetError('no table')"))] == ["no table"]
    assert list(own_errors(ast.parse("raise ValueError('no period')"))) == []


@pytest.mark.parametrize("path", [*SCRIPTS, *LIBRARY], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_name_is_english_and_not_pinyin(path: Path) -> None:
    names = [*identifiers(ast.parse(path.read_text(encoding="utf-8"))), path.stem]
    assert pinyin_in(names) == set()


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_column_is_english_and_not_pinyin(path: Path) -> None:
    code = re.sub(r"--.*|'[^']*'", "", path.read_text(encoding="utf-8"))
    assert pinyin_in([*re.findall(r"[A-Za-z_]+", code), path.stem]) == set()


def test_pinyin_is_noticed_inside_a_longer_name() -> None:
    assert pinyin_in(["huodong_count", "ShequUnit", "DUIWU", "people"]) == {
        "huodong_count",
        "ShequUnit",
        "DUIWU",
    }


@pytest.mark.parametrize(
    "path", [*SCRIPTS, *LIBRARY, *QUERIES], ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_an_anomaly_is_to_be_verified_and_never_called_forged(path: Path) -> None:
    assert not re.search("造假|弄虚|虚报", path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    print(glossary_text(), end="")
