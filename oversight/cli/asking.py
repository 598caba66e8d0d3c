"""`ask` and `snapshots`: answers from the published snapshot, and which snapshot that is."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer
from rich.console import Console
from rich.table import Table

from oversight import batches, terms
from oversight.cli.reading import StoreFolder, _user
from oversight.queries import QuestionError, Snapshot, load, parameter
from oversight.store import Store, StoreError
from oversight.store.building import QUERIES

FORMATS = ("table", "csv", "json")

snapshots_app = typer.Typer(invoke_without_command=True, help="列出、发布快照；撤回批次", rich_markup_mode=None)


def ask(
    question: Annotated[str, typer.Argument(help="问题的名称，如 overview", show_default=False)],
    store: StoreFolder = Path("data"),
    as_of: Annotated[str | None, typer.Option("--as-of", help="截至日期，如 2026-10-01", show_default=False)] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", help="名称=值，可重复", show_default=False)
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table、csv 或 json")] = "table",
) -> int:
    """回答一个问题。"""
    if form not in FORMATS:
        raise QuestionError(f"没有“{form}”这种输出格式；可用：{'、'.join(FORMATS)}")
    questions = load(QUERIES)
    if question not in questions:
        raise QuestionError(f"没有名为 {question} 的问题；可用：{'、'.join(sorted(questions))}")
    path = Store(store).current()
    if path is None:
        raise StoreError(f"{store} 里还没有数据，请先用 import 导入")
    asked = questions[question]
    given: dict[str, object] = {}
    for text in param or []:
        name, equals, value = text.partition("=")
        if not equals or name not in asked.params:
            usable = "、".join(asked.params) or "（无）"
            raise QuestionError(f"--param 应写成 名称=值，“{text}”不是；这个问题可用的名称：{usable}")
        given[name] = parameter(name, value)
    snapshot = Snapshot.open(path)
    try:
        if "as_of" in asked.params:
            given["as_of"] = parameter("as_of", as_of) if as_of else given.get("as_of", snapshot.info["as_of"])
        answer = snapshot.ask(asked, **given)
    finally:
        snapshot.close()
    if form == "json":
        print(json.dumps(_records(answer), ensure_ascii=False))
    elif form == "csv":
        answer.map(_plain).to_csv(sys.stdout, index=False, lineterminator="\n")
    else:
        _print(answer, asked.title)
    return 0


@snapshots_app.callback()
def list_snapshots(context: typer.Context, store: StoreFolder = Path("data")) -> None:
    """列出快照和批次。"""
    context.obj = store
    if context.invoked_subcommand is not None:
        return
    there = Store(store)
    console = Console(highlight=False)
    table = Table("快照", "大小", "", title="快照（新的在前）", title_justify="left")
    for snapshot in there.snapshots():
        table.add_row(snapshot.id, f"{snapshot.size_bytes / 1e6:.1f} MB", "已发布" if snapshot.is_current else "")
    console.print(table)
    gone = batches.withdrawn(store)
    imported = Table("批次", "导入时间", "导入人", "文件", "行数", "", title="批次（旧的在前）", title_justify="left")
    for batch in batches.in_store(store):
        state = "已撤回" if batch.id in gone else "全量" if batch.complete else ""
        names = "、".join(dict.fromkeys(file.file for file in batch.files))
        rows = str(sum(file.accepted for file in batch.files))
        imported.add_row(batch.id, f"{batch.imported_at:%Y-%m-%d %H:%M}", batch.imported_by, names, rows, state)
    console.print(imported)


@snapshots_app.command("publish")
def publish(
    context: typer.Context, snapshot: Annotated[str, typer.Argument(help="快照编号", show_default=False)]
) -> None:
    """改为发布这份快照。"""
    Store(context.obj).publish(snapshot, now=datetime.now(), by=_user())
    print(f"已发布快照 {snapshot}。")


@snapshots_app.command("withdraw")
def withdraw(
    context: typer.Context, batch: Annotated[str, typer.Argument(help="批次编号", show_default=False)]
) -> None:
    """撤回一批，并发布不含它的新快照。"""
    snapshot_id = Store(context.obj).withdraw(batch, now=datetime.now().replace(microsecond=0), by=_user())
    print(f"已撤回批次 {batch}，已发布快照 {snapshot_id}。")


def _records(answer: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): _plain(value) for name, value in row.items()} for row in answer.astype(object).to_dict("records")
    ]


def _plain(value: Any) -> Any:
    """A value as JSON and CSV write it: dates ISO, nothing for null, whole numbers whole."""
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return None
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "item"):
        value = value.item()
    return value


def _print(answer: pd.DataFrame, title: str) -> None:
    table = Table(title=f"{title}　{len(answer)} 行", title_justify="left")
    for name in answer.columns:
        table.add_column(terms.label(str(name)), overflow="fold")
    for row in answer.itertuples(index=False):
        table.add_row(*[terms.show(str(name), value) for name, value in zip(answer.columns, row, strict=True)])
    Console(highlight=False).print(table)
