"""Imports kept on disk: accepted rows as Parquet, refused rows with their reasons, and a manifest.

A batch is written once and never edited. Withdrawing it adds a line to `withdrawn`; the files stay, so that it can be told later
what a snapshot was made of.
"""

import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from oversight.checks import Checked
from oversight.exports import Kind
from oversight.files import replace_durably, sha256, write_durably

FOLDER = "batches"
MANIFEST = "manifest.json"
WITHDRAWN = "withdrawn"


class BatchError(Exception):
    """A batch cannot be found or read; the first argument is one Chinese sentence."""


@dataclass(frozen=True)
class BatchFile:
    """One sheet of one imported file, with where its rows went."""

    file: str
    sheet: str
    kind: str | None
    sha256: str
    rows: int
    accepted: int
    merged: int
    refused: int


@dataclass(frozen=True)
class Batch:
    """One import. `complete` (全量) says that its exports list everything: earlier rows of its kinds no longer count."""

    id: str
    folder: Path
    imported_at: datetime
    imported_by: str
    complete: bool
    rules_version: str
    problems: int
    files: tuple[BatchFile, ...]

    def rows_of(self, kind: Kind) -> Path | None:
        """The accepted rows of a kind, None where the batch has none."""
        path = self.folder / f"{kind.value}.parquet"
        return path if path.is_file() else None


def write(
    store: Path,
    checked: Checked,
    sources: Iterable[tuple[str, Path]],
    *,
    batch_id: str,
    imported_at: datetime,
    imported_by: str,
    complete: bool,
    rules_version: str,
) -> Batch:
    """Keep what passed and what did not as a new batch; it appears whole or not at all."""
    final = store / FOLDER / batch_id
    partial = store / FOLDER / f".{batch_id}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    for kind, rows in checked.accepted.items():
        shutil.copyfile(rows, partial / f"{kind.value}.parquet")
    shutil.copyfile(checked.refused, partial / "refused.parquet")
    shutil.copyfile(checked.problems, partial / "problems.parquet")
    hashes = {name: sha256(path) for name, path in sources}
    files = tuple(
        BatchFile(
            account.file,
            account.sheet,
            account.kind.value if account.kind else None,
            hashes.get(account.file, ""),
            account.rows,
            account.accepted,
            account.merged,
            account.refused,
        )
        for account in checked.files
    )
    manifest = {
        "imported_at": imported_at.isoformat(timespec="seconds"),
        "imported_by": imported_by,
        "complete": complete,
        "rules_version": rules_version,
        "problems": checked.problem_count,
        "files": [asdict(file) for file in files],
    }
    write_durably(partial / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    replace_durably(partial, final)
    return read(final)


def read(folder: Path) -> Batch:
    """A batch from its folder; raises BatchError."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return Batch(
            id=folder.name,
            folder=folder,
            imported_at=datetime.fromisoformat(manifest["imported_at"]),
            imported_by=manifest["imported_by"],
            complete=manifest["complete"],
            rules_version=manifest["rules_version"],
            problems=manifest["problems"],
            files=tuple(BatchFile(**file) for file in manifest["files"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        raise BatchError(f"批次 {folder.name} 的清单读不出来，文件可能已损坏；请从备份恢复，或撤回这一批") from None


def in_store(store: Path) -> list[Batch]:
    """Every batch, oldest first."""
    folder = store / FOLDER
    if not folder.is_dir():
        return []
    return [read(path) for path in sorted(folder.iterdir()) if path.is_dir() and not path.name.startswith(".")]


def withdrawn(store: Path) -> set[str]:
    """The ids of the batches that no longer count."""
    try:
        return set((store / FOLDER / WITHDRAWN).read_text(encoding="utf-8").split())
    except FileNotFoundError:
        return set()


def in_force(store: Path) -> list[Batch]:
    """The batches that count, oldest first."""
    gone = withdrawn(store)
    return [batch for batch in in_store(store) if batch.id not in gone]


def withdraw(store: Path, batch_id: str) -> None:
    """Let a batch no longer count; raises BatchError where there is none of that id, or it is withdrawn already."""
    known = {batch.id for batch in in_store(store)}
    gone = withdrawn(store)
    if batch_id not in known:
        raise BatchError(f"没有编号为 {batch_id} 的批次；已有：{'、'.join(sorted(known)) or '（无）'}")
    if batch_id in gone:
        raise BatchError(f"批次 {batch_id} 早已撤回，不用再撤")
    write_durably(store / FOLDER / WITHDRAWN, "".join(f"{name}\n" for name in sorted({*gone, batch_id})))


def contributing(batches: Sequence[Batch], kind: Kind) -> list[tuple[int, Path]]:
    """The Parquet files whose rows of a kind count, each with its order: from the last 全量 batch of that kind on."""
    found = [(order, batch) for order, batch in enumerate(batches) if batch.rows_of(kind)]
    complete = [position for position, (_, batch) in enumerate(found) if batch.complete]
    return [(order, path) for order, batch in found[complete[-1] if complete else 0 :] if (path := batch.rows_of(kind))]
