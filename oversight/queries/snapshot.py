"""Ask questions of a published snapshot, read-only."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb
import pandas as pd

from oversight.queries.question import Question, QuestionError

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "512MB",
    "threads": "1",  # one question, one thread: several viewers share the machine better
    "lock_configuration": "true",
}


class SnapshotError(Exception):
    """A file cannot be opened as a snapshot; the first argument is one Chinese sentence naming it."""


class Snapshot:
    """A published snapshot, read-only. Several threads may ask at once: each question has its own cursor."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, info: Mapping[str, Any]) -> None:
        """Use `open`."""
        self._connection = connection
        self.info = info

    @classmethod
    def open(cls, path: Path) -> "Snapshot":
        """Open a snapshot file; nothing outside it can be read through it. Raises SnapshotError."""
        if not path.is_file():
            raise SnapshotError(f"找不到快照文件 {path.name}")
        try:
            connection = duckdb.connect(str(path), read_only=True, config=SETTINGS)
        except duckdb.Error:
            raise SnapshotError(f"{path.name} 不是快照文件，或已损坏") from None
        try:
            cursor = connection.execute("from snapshot_info")
            names = [column[0] for column in cursor.description or []]
            rows = cursor.fetchall()
        except duckdb.Error:
            names, rows = [], []
        if len(rows) != 1:
            connection.close()
            raise SnapshotError(f"{path.name} 不是本程序的快照：应有恰好一行 snapshot_info")
        info = dict(zip(names, rows[0], strict=True))
        return cls(connection, MappingProxyType(info))

    def ask(self, question: Question, /, **params: object) -> pd.DataFrame:
        """The answer to a question, with exactly the columns it declares; raises QuestionError."""
        values = question.bind(params)
        try:
            with self._connection.cursor() as cursor:
                answer = cursor.execute(question.sql, values).df()
        except (duckdb.CatalogException, duckdb.BinderException) as problem:
            reason = str(problem).splitlines()[0]
            raise QuestionError(f"「{question.title}」不能在这个快照上回答：{reason}") from None
        except duckdb.Error as problem:  # its message may quote values, which must not reach a log
            raise QuestionError(f"「{question.title}」没有算出来（{type(problem).__name__}）") from None
        if tuple(answer.columns) != question.returns:
            found = "、".join(str(column) for column in answer.columns)
            raise QuestionError(f"{question.name}.sql 答出的列与文件头的 returns 不一致：{found}")
        return answer

    def close(self) -> None:
        """Give the file back; questions asked afterwards fail."""
        self._connection.close()
