"""One start at a time: two windows opened at once must not build the same folder twice."""

import contextlib
import hashlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from launcher.problem import ROOT


@contextlib.contextmanager
def alone(work: str) -> Iterator[None]:
    """Only one process at a time does this work for this folder; another one waits for it."""
    name = hashlib.sha256(f"{ROOT}\n{Path.home()}\n{work}".encode()).hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"oversight-{name}.lock").open("a+", encoding="utf-8") as handle:
        if sys.platform == "win32":
            import msvcrt

            handle.seek(0)
            while True:
                with contextlib.suppress(OSError):
                    msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
