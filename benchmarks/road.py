"""The road of a file: exports into a published snapshot, and the marts alone."""

import shutil
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from benchmarks import county, processes
from benchmarks.figures import Figure
from oversight import batches, office
from oversight.store import Store, building

IMPORT_SECONDS = {"county": 15, "city": 120}
IMPORT_MEGABYTES = {"city": 2048}
MARTS_SECONDS = {"city": 5}


def prepared_store(size: county.Size, folder: Path) -> Path:
    """A store of this size, imported once and kept."""
    store = folder / size.name / "store"
    if Store(store).current() is None:
        _import(county.write(size, folder), store)
    return store


def measure_import(size: county.Size, folder: Path) -> Iterator[Figure]:
    """The command line's import of all the exports into an empty store."""
    exports = county.write(size, folder)
    store = folder / size.name / "store"
    shutil.rmtree(store, ignore_errors=True)
    cost = _import(exports, store)
    megabytes = sum(file.stat().st_size for file in exports.iterdir()) / 1e6
    what = f"import of the exports ({'CSV' if size is county.CITY else 'xlsx'}, {megabytes:.0f} MB) until published"
    yield Figure(what, size.name, cost.seconds, "s", IMPORT_SECONDS.get(size.name))
    yield Figure("its memory at most", size.name, cost.peak_megabytes, "MB", IMPORT_MEGABYTES.get(size.name))


def measure_marts(size: county.Size, folder: Path) -> Iterator[Figure]:
    """A snapshot built again from the batches that are there: the marts and little else."""
    store = Store(prepared_store(size, folder))
    path = folder / size.name / "again.duckdb"
    path.unlink(missing_ok=True)
    began = time.perf_counter()
    building.build(
        path,
        batches.in_force(store.folder),
        snapshot_id="again",
        built_at=datetime(2026, 11, 24),
        office=office.load(store.folder),
        rules=store.rules(),
        aliases=store.aliases()[1],
    )
    yield Figure("marts alone", size.name, time.perf_counter() - began, "s", MARTS_SECONDS.get(size.name))
    current = store.current()
    if current:
        yield Figure("size of the snapshot", size.name, current.stat().st_size / 1e6, "MB")


def _import(exports: Path, store: Path) -> processes.Cost:
    command = [sys.executable, "-m", "oversight", "import", str(exports), "--store", str(store), "--json"]
    cost = processes.run(command)
    if cost.exit_code not in (0, 1):
        raise SystemExit(f"the import ended with {cost.exit_code}")
    return cost
