"""`check` and `import`: files in, the account of their rows and the problems out."""

import getpass
import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table

from oversight import checks, sheets, terms
from oversight.store import Imported, Store

SHOWN_PROBLEMS = 30

Files = Annotated[list[Path], typer.Argument(help="从平台导出的表格；文件、文件夹、压缩包都可以", show_default=False)]
StoreFolder = Annotated[Path, typer.Option("--store", help="数据文件夹")]
Json = Annotated[bool, typer.Option("--json", help="结果以 JSON 输出")]
RefusedFile = Annotated[
    Path | None, typer.Option("--refused", help="把未通过的行另存为这个 .xlsx，改好后可再导入", show_default=False)
]


def check(files: Files, store: StoreFolder = Path("data"), as_json: Json = False, refused: RefusedFile = None) -> int:
    """试读文件：是什么表、多少行、有哪些问题；不改动任何数据。"""
    there = Store(store)
    with there.workdir() as workdir:
        sources = sheets.expand(files, workdir)
        with _Bar(quiet=as_json) as bar:
            checked = there.check(sources, workdir, datetime.now().date(), bar.show)
        return _report(Imported(checked, None, None), sources, as_json, refused, is_import=False)


def import_(
    files: Files,
    store: StoreFolder = Path("data"),
    as_json: Json = False,
    refused: RefusedFile = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="这次导出是全量：同类旧数据里这次没有列出的不再计入")
    ] = False,
) -> int:
    """导入文件并发布。"""
    there = Store(store)
    with there.workdir() as workdir:
        sources = sheets.expand(files, workdir)
        with _Bar(quiet=as_json) as bar:
            imported = there.import_files(
                sources,
                workdir,
                now=datetime.now().replace(microsecond=0),
                imported_by=_user(),
                complete=complete,
                progress=bar.show,
            )
        return _report(imported, sources, as_json, refused, is_import=True)


def _report(
    imported: Imported, sources: list[sheets.Source], as_json: bool, refused: Path | None, *, is_import: bool
) -> int:
    checked = imported.checked
    written = checks.refused_workbook(checked, sources, refused) if refused else 0
    if as_json:
        print(json.dumps(_as_json(imported), ensure_ascii=False, indent=1, default=str))
    else:
        _print(imported, is_import)
        if refused:
            print(f"未通过的 {written} 行已另存为 {refused}，改好后可直接再导入。")
    if not checked.accepted:
        print("没有一行能用，数据没有改动。原因见上面的问题。", file=sys.stderr)
        return 2
    return 1 if any(account.refused for account in checked.files) else 0


def _as_json(imported: Imported) -> dict[str, Any]:
    return {
        "batch": imported.batch.id if imported.batch else None,
        "snapshot": imported.snapshot_id,
        "files": [asdict(account) for account in imported.checked.files],
        "problems": _problems(imported.checked.problems),
    }


def _problems(path: Path, limit: int | None = None) -> list[dict[str, Any]]:
    """The problems, the grave ones first."""
    rows = duckdb.execute(
        """
        select severity, code, kind, source_file, source_sheet, source_row, heading, value, expected, message
        from read_parquet(?)
        order by
            array_position(['refused', 'question', 'warning'], severity),
            source_file, source_sheet, source_row nulls first, heading
        limit ?
        """,
        [str(path), limit if limit is not None else 2**62],
    )
    names = [column[0] for column in rows.description]
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


def _print(imported: Imported, is_import: bool) -> None:
    console = Console(highlight=False)
    table = Table(title="各文件行数（各列相加等于总行数）", title_justify="left")
    parts = ("accepted", "merged", "refused", "title", "heading", "total", "blank", "note", "side")
    for heading in ("文件", "工作表", "识别为", "总行数"):
        table.add_column(heading, justify="right" if heading == "总行数" else "left", overflow="fold")
    for part in parts:
        table.add_column(terms.label(f"rows_{part}"), justify="right")
    for account in imported.checked.files:
        kind = terms.label(account.kind.value) if account.kind else "未识别"
        counts = [str(getattr(account, part)) for part in parts]
        table.add_row(account.file, account.sheet, kind, str(account.rows), *counts)
    console.print(table)
    shown = _problems(imported.checked.problems, SHOWN_PROBLEMS)
    for problem in shown:
        console.print(f"{terms.label(problem['severity'])}　{problem['message']}", markup=False, soft_wrap=True)
    rest = imported.checked.problem_count - len(shown)
    if rest > 0:
        console.print(f"……另有 {rest} 处问题；加 --json 看全部。")
    if not is_import:
        console.print("以上是试读结果，数据没有改动。")
    elif imported.batch:
        console.print(f"已导入批次 {imported.batch.id}，已发布快照 {imported.snapshot_id}。")


class _Bar:
    """Progress: a bar on a terminal, plain lines otherwise, nothing when only the result is wanted."""

    def __init__(self, quiet: bool) -> None:
        self._bar: Progress | None = None
        self._quiet = quiet
        self._said = ""

    def __enter__(self) -> "_Bar":
        if not self._quiet and sys.stderr.isatty():
            columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("开始", total=1.0)
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def show(self, what: str, share: float) -> None:
        """Say what is being done; `share` of the whole, 0 to 1."""
        if self._bar:
            self._bar.update(self._task, description=what, completed=share)
        elif not self._quiet and what != self._said:
            print(f"{what}……", file=sys.stderr, flush=True)
        self._said = what


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
