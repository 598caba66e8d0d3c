"""Starting what is measured, and what it costs: processor seconds and memory, from /proc where there is one."""

import contextlib
import os
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Cost:
    """What a command took. `peak_megabytes` is of it and its children together, 0 where it cannot be known."""

    seconds: float
    peak_megabytes: float
    exit_code: int


def run(command: Sequence[str]) -> Cost:
    """Run a command to its end, watching its memory."""
    began = time.perf_counter()
    peak = 0.0
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        ended = threading.Event()

        def watch() -> None:
            nonlocal peak
            while not ended.wait(0.05):
                peak = max(peak, _family_megabytes(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        code = process.wait()
        seconds = time.perf_counter() - began
        ended.set()
        watcher.join()
    return Cost(seconds, peak, code)


def cpu_seconds(pid: int) -> float:
    """Processor seconds a process has used so far; needs /proc."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def served(command: Sequence[str], port: int, health: str, folder: Path = ROOT) -> Iterator[int]:
    """A server for as long as it is needed; yields its process id."""
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as server:
        try:
            for _ in range(600):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}{health}", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield server.pid
        finally:
            server.terminate()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _family_megabytes(pid: int) -> float:
    """Resident memory of a process and its children; pages they share count for each, so it is never too little."""
    total = 0
    waiting = [pid]
    while waiting:
        current = waiting.pop()
        with contextlib.suppress(OSError, ValueError, IndexError):
            total += int(Path(f"/proc/{current}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            for children in Path(f"/proc/{current}/task").glob("*/children"):
                waiting += [int(child) for child in children.read_text().split()]
    return total / 1e6
