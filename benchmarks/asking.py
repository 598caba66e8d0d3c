"""Every question of a snapshot, with one reader and with sixteen at once."""

import random
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from benchmarks import county, road
from benchmarks.figures import Figure, at
from oversight import queries
from oversight.queries import Question, Snapshot
from oversight.store import Store

QUERIES = Path(__file__).resolve().parent.parent / "queries"
DAYS_BACK = (0, 7, 120, 300)
ROUNDS = 40
READERS = 16
GOALS = {("city", 1): 10.0, ("city", READERS): 60.0}

Call = tuple[Question, dict[str, object]]


def measure(size: county.Size, folder: Path) -> Iterator[Figure]:
    """Median and 95th percentile of every question, then of all of them with sixteen readers."""
    path = Store(road.prepared_store(size, folder)).current()
    if path is None:
        raise SystemExit("nothing is published")
    snapshot = Snapshot.open(path)
    calls = list(_calls(snapshot))
    alone: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for call in random.Random(0).sample(calls, len(calls)):
            alone.setdefault(call[0].name, []).append(_milliseconds(snapshot, call))
    for name, times in sorted(alone.items()):
        yield Figure(f"question {name}, median", size.name, at(times, 0.5), "ms")
        yield Figure(f"question {name}, p95", size.name, at(times, 0.95), "ms", GOALS.get((size.name, 1)))
    together = _together(snapshot, calls)
    yield Figure(f"any question, {READERS} readers, median", size.name, at(together, 0.5), "ms")
    yield Figure(f"any question, {READERS} readers, p95", size.name, at(together, 0.95), "ms", GOALS.get((size.name, READERS)))
    snapshot.close()


def _calls(snapshot: Snapshot) -> Iterator[Call]:
    """Each question as of several days, for everything and for one town, for a town and for a community."""
    known = queries.load(QUERIES)
    last = snapshot.info["as_of"]
    units = snapshot.ask(known["unit_list"])
    towns = units.loc[units["unit_group"] == "town", "unit_code"].tolist()
    communities = units.loc[units["unit_group"] == "community", "unit_code"].tolist()
    for question in known.values():
        for number, back in enumerate(DAYS_BACK):
            given: dict[str, object] = {
                "as_of": last - timedelta(days=back),
                "year": last.year,
                "town": towns[number] if number % 2 else None,
                "unit": (towns, communities)[number % 2][number],
            }
            yield question, {name: value for name, value in given.items() if name in question.params}


def _milliseconds(snapshot: Snapshot, call: Call) -> float:
    began = time.perf_counter()
    snapshot.ask(call[0], **call[1])
    return (time.perf_counter() - began) * 1000


def _together(snapshot: Snapshot, calls: list[Call]) -> list[float]:
    """Sixteen threads that ask without a pause."""
    times: list[float] = []

    def read(seed: int) -> None:
        chance = random.Random(seed)
        times.extend(_milliseconds(snapshot, chance.choice(calls)) for _ in range(ROUNDS * 2))

    readers = [threading.Thread(target=read, args=(seed,)) for seed in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return times
