"""What the figures of a page rest on: platform, dates, rules, definitions, and the SQL as the duckdb shell runs it."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from oversight import terms
from oversight.queries import Question

UNDEFINED = ("text", "moment", "flag")  # names and places need no definition
ALWAYS = (
    "unit_code", "unit_name", "unit_kind", "unit_group", "unit_order", "town_code", "town_name", "week_start",
    "week_label", "source_row",
)


def footing_html(questions: Sequence[Question], info: Mapping[str, Any], params: Mapping[str, object]) -> str:
    """One quiet block; the definitions and the SQL are folded."""
    items = [
        ("platform", info["platform"]), ("as_of", params["as_of"]), ("imported_at", info["imported_at"]),
        ("rules_version", info["rules_version"]), ("snapshot_id", info["snapshot_id"]),
    ]
    pairs = "".join(
        f"<span>{escape(terms.label(name))}：{escape(terms.show(name, value))}</span>" for name, value in items
    )
    folded = "".join(sql_html(question, params) for question in questions)
    return (
        f'<footer class="footing"><p>{pairs}</p>'
        f"<details><summary>本页指标的定义</summary>{definitions_html(columns_of(questions))}</details>"
        f"<details><summary>看 SQL</summary>{folded}</details></footer>"
    )


def columns_of(questions: Iterable[Question]) -> list[str]:
    """The answered columns that have a definition, each once, in order."""
    names = dict.fromkeys(name for question in questions for name in question.returns if name not in ALWAYS)
    return [name for name in names if terms.term(name).means and terms.term(name).format not in UNDEFINED]


def verdict_names() -> list[str]:
    """The values of a verdict and the reasons why an activity does not count: both have definitions too."""
    values = [f"{words}.{value}" for words in ("verdict", "reason") for value in terms.choices(words)]
    return [name for name in values if terms.term(name).means]


def definitions_html(names: Iterable[str]) -> str:
    """Label, meaning, what it is not, formula and source of each name."""
    entries = []
    for name in names:
        row = terms.term(name)
        more = "".join(
            f'<dd class="quiet">{word}：{escape(text)}</dd>'
            for word, text in (("计算", row.formula), ("注意", row.is_not), ("依据", row.source)) if text
        )
        entries.append(f"<div><dt>{escape(row.label)}</dt><dd>{escape(row.means)}</dd>{more}</div>")
    return f'<dl class="definitions">{"".join(entries)}</dl>'


def sql_html(question: Question, params: Mapping[str, object]) -> str:
    """A question's title and the text that the duckdb shell runs with the reader's own values."""
    return f"<h3>{escape(question.title)}</h3><pre>{escape(_text(question, params))}</pre>"


def _text(question: Question, params: Mapping[str, object]) -> str:
    given = {name: value for name, value in params.items() if name in question.params}
    is_short = any(name not in question.optional and name not in given for name in question.params)
    return question.sql if is_short else question.shell_text(given)


def statements_html(questions: Iterable[Question], params: Mapping[str, object]) -> str:
    """Each question folded under its title: what it answers, its columns and its SQL."""
    return "".join(
        f'<details class="statement"><summary>{escape(question.title)}</summary>'
        f"<p>{'、'.join(escape(terms.label(name)) for name in question.returns)}</p>"
        f"<pre>{escape(_text(question, params))}</pre></details>"
        for question in questions
    )
