"""A tiny drawn county, built into a real snapshot: every question is tested through the marts and macros it rests on.

Columns that a test does not draw take the value of a row with nothing wrong in it; a person is any word (p1), turned into a key.
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from oversight import batches, checks, obligations, office, queries
from oversight.exports import Kind
from oversight.store.building import QUERIES, build
from tests import tables

USUAL: Mapping[Kind, Mapping[str, object]] = {
    Kind.UNITS: {"unit_kind": "town", "parent_code": "c"},
    Kind.TEAM_TREE: {"team_level": "squad"},
    Kind.TEAMS: {},
    Kind.VOLUNTEERS: {"id_state": "intact", "verified": "1", "is_verified": True, "is_enabled": True, "name_masked": "张*"},
    Kind.ACTIVITIES: {"status": "5", "planned_people": 10},
    Kind.HOURS: {"hour_status": "2", "entry_method": "3", "hours": 2.0},
}
KEYS = ("number_key", "id_key", "name_team_key")

UNITS = """
    unit_code | unit_name | unit_kind    | parent_code | residents
    c         | 青禾县    | county       |             | 1000
    t1        | 东川镇    | town         | c           | 600
    t2        | 西川街道  | subdistrict  | c           | 24
    s1        | 花园社区  | community    | t1          |
    o1        | 蓝天协会  | organisation | c           |
"""
TEAMS = """
    team_name    | team_level   | unit_text
    东川队       | brigade      | 东川镇
    西川队       | brigade      | 西川街道
    花园队       | squad        | 花园社区
    蓝天协会     | organisation | 蓝天协会
"""


class County:
    """A county's rows in one import (or several, in order), asked like the product."""

    def __init__(self, folder: Path, *imports: Mapping[str, str], imported_on: date = date(2026, 12, 31)) -> None:
        rules = obligations.load()
        made = [self._batch(folder / f"b{order}", drawn, imported_on) for order, drawn in enumerate(imports)]
        path = folder / "snapshot.duckdb"
        build(
            path,
            made,
            snapshot_id="s",
            built_at=datetime.combine(imported_on, time(9)),
            office=office.Office(county_name="青禾县"),
            rules=rules,
            aliases=[],
        )
        self.snapshot = queries.Snapshot.open(path)
        self.questions = queries.load(QUERIES)

    def ask(self, question: str, as_of: str | None = None, **params: object) -> pd.DataFrame:
        """The answer, as of a day written 2026-03-31 where the question takes one."""
        if as_of is not None:
            params["as_of"] = date.fromisoformat(as_of)
        return self.snapshot.ask(self.questions[question], **params)

    @staticmethod
    def _batch(folder: Path, drawn: Mapping[str, str], imported_on: date) -> batches.Batch:
        folder.mkdir(parents=True)
        complete = bool(drawn.get("complete"))
        for name, text in drawn.items():
            if name != "complete":
                _write(folder, Kind(name), text)
        at = datetime.combine(imported_on, time(8))
        return batches.Batch(folder.name, folder, at, "tester", complete, "rules", 0, ())


def _write(folder: Path, kind: Kind, text: str) -> None:
    columns = checks.COLUMNS[kind]
    with duckdb.connect() as connection:
        connection.execute(f"create table row ({', '.join(f'{name} {type_}' for name, type_ in columns.items())})")
        for number, row in enumerate(tables.rows(text), start=1):
            filled: dict[str, Any] = {**USUAL[kind], **row}
            filled.update(source_file=f"{kind.value}.csv", source_sheet="", source_row=number + 1, row_order=number)
            for key in KEYS:
                if filled.get(key) is not None:
                    filled[key] = hashlib.md5(f"{key}{filled[key]}".encode()).hexdigest()
            if "team_name" in filled:
                filled.setdefault("team_name_raw", filled["team_name"])
            marks = ", ".join("?" for _ in filled)
            connection.execute(f"insert into row ({', '.join(filled)}) values ({marks})", list(filled.values()))
        path = str(folder / f"{kind.value}.parquet").replace("'", "''")
        connection.execute(f"copy row to '{path}' (format parquet)")
