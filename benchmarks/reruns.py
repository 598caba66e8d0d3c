"""A page's rerun on the server, without a browser: what it costs the processor, and how long sixteen readers wait."""

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from benchmarks import county, processes, road
from benchmarks.figures import Figure, at

PAGES = ("", "compliance", "registration", "map", "ranking", "unit", "indicators")
WARM_UP, ROUNDS, READERS = 3, 40, 16
CPU_GOAL = 60.0


def measure(size: county.Size, folder: Path) -> Iterator[Figure]:
    """Processor milliseconds of the server for each page's rerun, and the wait with sixteen readers."""
    store = road.prepared_store(size, folder)
    port = processes.free_port()
    command = [sys.executable, "-m", "oversight", "serve", "--store", str(store), "--port", str(port)]
    with processes.served(command, port, "/health") as server:
        for page in PAGES:
            with _tab(port) as tab:
                for _ in range(WARM_UP):
                    _rerun(tab, page)
                before = processes.cpu_seconds(server)
                for _ in range(ROUNDS):
                    _rerun(tab, page)
                spent = (processes.cpu_seconds(server) - before) / ROUNDS * 1000
            yield Figure(f"rerun of /{page}, server CPU, warm", size.name, spent, "ms", CPU_GOAL)
        waits = _together(port)
        yield Figure(f"rerun with {READERS} readers at once, median", size.name, at(waits, 0.5), "s")
        yield Figure(f"rerun with {READERS} readers at once, p95", size.name, at(waits, 0.95), "s")


def _tab(port: int) -> ClientConnection:
    """A connection as a browser's tab has it."""
    return connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        origin=Origin(f"http://127.0.0.1:{port}"),
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        proxy=None,
    )


def _rerun(tab: ClientConnection, page: str) -> float:
    """Run a page once; returns the seconds until the script has ended."""
    began = time.perf_counter()
    wish = BackMsg()
    wish.rerun_script.page_name = page
    tab.send(wish.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(bytes(tab.recv()))  # type: ignore[arg-type]  # Streamlit sends bytes only
        if answer.WhichOneof("type") == "script_finished":
            return time.perf_counter() - began


def _together(port: int) -> list[float]:
    waits: list[float] = []

    def read(number: int) -> None:
        with _tab(port) as tab:
            for turn in range(ROUNDS // 4):
                waits.append(_rerun(tab, PAGES[(number + turn) % len(PAGES)]))

    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return waits
