"""The office's store: one folder with its batches, its snapshots and the one-line file `current` that says which one is read.

Publishing is writing a new snapshot file and then replacing `current`; nothing that is being read is ever changed. Whoever changes
the store holds its lock, so a second import at the same time says so and changes nothing.
"""

import csv
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from oversight import batches, checks, files, obligations, office
from oversight.sheets import Source
from oversight.store.building import build, known_units
from oversight.units import UnitAlias

SNAPSHOTS = "snapshots"
CURRENT = "current"
SECRET = "secret.key"
AUDIT = "audit.log"
LOCK = "lock"
ALIASES = "aliases.csv"
WORK = ".work"

Progress = Callable[[str, float], None]


class StoreError(Exception):
    """The store is damaged or cannot be used; the first argument is one Chinese sentence with the way out."""


class StoreBusyError(StoreError):
    """Somebody else is changing the store."""


@dataclass(frozen=True)
class SnapshotFile:
    """A published or publishable snapshot."""

    id: str
    path: Path
    is_current: bool
    size_bytes: int


@dataclass(frozen=True)
class Imported:
    """What an import did. `batch` is None where no row passed and nothing was changed."""

    checked: checks.Checked
    batch: batches.Batch | None
    snapshot_id: str | None


class Store:
    """A store folder; it need not exist before the first import."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Path | None:
        """The published snapshot's file, None while nothing is published; raises StoreError where it is gone."""
        try:
            snapshot_id = (self.folder / CURRENT).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError):
            raise StoreError(f"{self.folder} 里的 current 文件读不出来，请用 snapshots publish 重新指定一份快照") from None
        path = self._snapshot_path(snapshot_id)
        if not snapshot_id or not path.is_file():
            raise StoreError(f"已发布的快照 {snapshot_id or '（空）'} 不见了，请用 snapshots publish 换一份，或从备份恢复")
        return path

    def snapshots(self) -> list[SnapshotFile]:
        """Every snapshot, newest first."""
        try:
            published = (self.folder / CURRENT).read_text(encoding="utf-8").strip()
        except OSError:
            published = ""
        found = sorted((self.folder / SNAPSHOTS).glob("[!.]*.duckdb"), reverse=True)
        return [SnapshotFile(path.stem, path, path.stem == published, path.stat().st_size) for path in found]

    def aliases(self) -> tuple[list[tuple[str, str, str]], list[UnitAlias]]:
        """The office's own headings (kind, field, heading) and unit names; raises StoreError naming the line."""
        path = self.folder / ALIASES
        headings: list[tuple[str, str, str]] = []
        names: list[UnitAlias] = []
        if not path.is_file():
            return headings, names
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                what, name, means = ((row.get(key) or "").strip() for key in ("what", "name", "means"))
                try:
                    if what == "heading":
                        kind, _, field = means.partition(".")
                        headings.append((kind, field, name))
                    elif what == "unit":
                        names.append(UnitAlias(name, means, _day(row.get("valid_from")), _day(row.get("valid_to"))))
                    else:
                        raise ValueError(what)
                except ValueError:
                    raise StoreError(
                        f"{ALIASES} 第{number}行读不懂：what 应为 heading 或 unit，日期应如 2026-01-31"
                    ) from None
        return headings, names

    def rules(self) -> obligations.Rulebook:
        """The rules with the office's own merged in."""
        return obligations.load(office=office.load(self.folder).obligations)

    def check(
        self, sources: Sequence[Source], workdir: Path, today: date, progress: Progress | None = None
    ) -> checks.Checked:
        """Read and judge files against what the store knows; changes nothing but the secret key on first use."""
        headings, names = self.aliases()
        return checks.check(
            sources,
            secret=self._secret(),
            workdir=workdir,
            known_units=known_units(batches.in_force(self.folder)),
            aliases=checks.Aliases(headings=tuple(headings), units=tuple(names)),
            imported_on=today,
            progress=progress,
        )

    def import_files(
        self,
        sources: Sequence[Source],
        workdir: Path,
        *,
        now: datetime,
        imported_by: str,
        complete: bool = False,
        progress: Progress | None = None,
    ) -> Imported:
        """Check, keep and publish; a crash at any moment leaves the snapshot published before."""
        with self._changing():
            checked = self.check(sources, workdir, now.date(), progress)
            if not checked.accepted:
                return Imported(checked, None, None)
            if progress:
                progress("保存批次", 0.9)
            batch = batches.write(
                self.folder,
                checked,
                [(source.name, source.path) for source in sources],
                batch_id=self._new_id(batches.FOLDER, now),
                imported_at=now,
                imported_by=imported_by,
                complete=complete,
                rules_version=self.rules().version,
            )
            snapshot_id = self._publish_new(now, progress)
            self._audit(now, imported_by, "import", batch=batch.id, snapshot=snapshot_id)
            return Imported(checked, batch, snapshot_id)

    def withdraw(self, batch_id: str, *, now: datetime, by: str) -> str:
        """Let a batch no longer count and publish a snapshot without it."""
        with self._changing():
            batches.withdraw(self.folder, batch_id)
            snapshot_id = self._publish_new(now, None)
            self._audit(now, by, "withdraw", batch=batch_id, snapshot=snapshot_id)
            return snapshot_id

    def publish(self, snapshot_id: str, *, now: datetime, by: str) -> None:
        """Point readers at a snapshot that exists."""
        with self._changing():
            if not self._snapshot_path(snapshot_id).is_file():
                known = "、".join(snapshot.id for snapshot in self.snapshots()) or "（无）"
                raise StoreError(f"没有编号为 {snapshot_id} 的快照；已有：{known}")
            files.write_durably(self.folder / CURRENT, f"{snapshot_id}\n")
            self._audit(now, by, "publish", snapshot=snapshot_id)

    @contextmanager
    def workdir(self) -> Iterator[Path]:
        """A folder for the time of one command, on the store's own disk."""
        folder = self.folder / WORK / secrets.token_hex(4)
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _publish_new(self, now: datetime, progress: Progress | None) -> str:
        if progress:
            progress("汇总并发布", 0.92)
        snapshot_id = self._new_id(SNAPSHOTS, now)
        path = self._snapshot_path(snapshot_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        build(
            path,
            batches.in_force(self.folder),
            snapshot_id=snapshot_id,
            built_at=now,
            office=office.load(self.folder),
            rules=self.rules(),
            aliases=self.aliases()[1],
        )
        files.write_durably(self.folder / CURRENT, f"{snapshot_id}\n")
        return snapshot_id

    def _snapshot_path(self, snapshot_id: str) -> Path:
        return self.folder / SNAPSHOTS / f"{Path(snapshot_id).name}.duckdb"

    def _new_id(self, folder: str, now: datetime) -> str:
        taken = {path.name.split(".")[0] for path in (self.folder / folder).glob("[!.]*")}
        base = now.strftime("%Y%m%dT%H%M%S")
        candidates = (base if number == 1 else f"{base}-{number}" for number in range(1, 10_000))
        return next(candidate for candidate in candidates if candidate not in taken)

    def _secret(self) -> bytes:
        """The key for hashing ids: made once, readable by the owner only, never printed."""
        path = self.folder / SECRET
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            key = path.read_text(encoding="ascii").strip()
            if len(key) < 32:
                raise StoreError(f"{SECRET} 已损坏，请从备份恢复；没有它，新旧数据里的同一个人对不上") from None
            return bytes.fromhex(key)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        return bytes.fromhex(path.read_text(encoding="ascii"))

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Hold the lock and clear away what a crash left behind."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / LOCK, timeout=0)
            lock.acquire()
        except Timeout:
            raise StoreBusyError("另一次导入正在进行，这一次没有改动任何数据；请等它结束后再试") from None
        except OSError as problem:
            raise StoreError(f"数据文件夹 {self.folder} 不能写入（{type(problem).__name__}），请检查磁盘空间和权限") from None
        try:
            for leftover in [*self.folder.glob("batches/.*.partial"), *self.folder.glob("snapshots/.*")]:
                shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
            yield
        finally:
            lock.release()

    def _audit(self, now: datetime, by: str, action: str, **what: str) -> None:
        line = json.dumps({"at": now.isoformat(timespec="seconds"), "by": by, "action": action, **what}, ensure_ascii=False)
        with (self.folder / AUDIT).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text.strip()) if text and text.strip() else None
