"""Opens the published snapshot and keeps what it answered, by snapshot, question and parameters.

Never by a table: a cache keyed by one looks at a sample of it. What is handed out must not be changed in place.
"""

import hashlib
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pandas as pd
import streamlit as st

from oversight import queries, terms
from oversight.queries import Question, Snapshot

QUESTIONS = Path(__file__).parents[2] / "queries"
MOST_SNAPSHOTS = 4
MOST_ANSWERS = 512


@dataclass(frozen=True)
class Answer:
    """A table and the fingerprint of its whole content."""

    table: pd.DataFrame
    fingerprint: str


@st.cache_resource(show_spinner=False)
def questions() -> Mapping[str, Question]:
    """Every question by name, read and checked once."""
    return MappingProxyType(queries.load(QUESTIONS))


@st.cache_resource(max_entries=MOST_SNAPSHOTS, show_spinner=False)
def snapshot(path: str) -> Snapshot:
    """An opened snapshot. Its name never comes to mean another file, so it may be kept."""
    return Snapshot.open(Path(path))


@st.cache_resource(max_entries=MOST_ANSWERS, show_spinner=False)
def answer(path: str, name: str, params: tuple[tuple[str, object], ...]) -> Answer:
    """The answer of one snapshot to one question; raises what the runner raises."""
    table = snapshot(path).ask(questions()[name], **dict(params))
    return Answer(table, fingerprint(table))


def ask(path: str, name: str, given: Mapping[str, object]) -> Answer:
    """The same with those of the given values that the question takes."""
    takes = questions()[name].params
    return answer(path, name, tuple(sorted((key, value) for key, value in given.items() if key in takes)))


def fingerprint(table: pd.DataFrame) -> str:
    """A short name for the whole content of a table, not for a sample of it."""
    return hashlib.blake2b(pickle.dumps(table, 5), digest_size=8).hexdigest()


def rows(table: pd.DataFrame) -> list[SimpleNamespace]:
    """A table as plain records: every kind of missing value is None, a day is a date, a number is Python's."""
    columns = {name: [plain(name, value) for value in table[name].tolist()] for name in table.columns}
    return [SimpleNamespace(**dict(zip(columns, cells, strict=True))) for cells in zip(*columns.values(), strict=True)]


def plain(name: str, value: Any) -> Any:
    """One cell as Python has it, under the name of its column."""
    if terms.is_absent(value):
        return None
    if isinstance(value, datetime):
        return value.date() if terms.term(name).format == "date" else value
    if isinstance(value, date | str | bool | int):
        return value
    if isinstance(value, float) and value.is_integer() and terms.term(name).format in ("whole", "signed", "year"):
        return int(value)
    return value
