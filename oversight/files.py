"""Files that are there whole or not at all, also when the power fails in between.

On Windows a file that somebody is reading cannot be replaced at once; the replacement is tried again for a while.
"""

import hashlib
import os
import time
from pathlib import Path

TRIES = 20
PAUSE_SECONDS = 0.1


def write_durably(path: Path, text: str) -> None:
    """Write aside, flush to the disk, then replace."""
    aside = path.with_name(f".{path.name}.new")
    with aside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    replace_durably(aside, path)


def replace_durably(source: Path, target: Path) -> None:
    """Rename a file (over an older one) or a folder, and flush the folder that holds it where the system can."""
    for attempt in range(TRIES):
        try:
            os.replace(source, target)
            break
        except PermissionError:
            if attempt == TRIES - 1:
                raise
            time.sleep(PAUSE_SECONDS)
    flush_folder(target.parent)


def flush_file(path: Path) -> None:
    """Make sure that what was written to a file is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Make sure that a new name in a folder is on the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
