"""How the launcher speaks: progress on standard output, and one sentence when it cannot go on."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Problem(Exception):
    """The command cannot go on; the first argument is one Chinese sentence with the way out."""


def say(sentence: str) -> None:
    """A line of progress."""
    print(sentence, flush=True)


def prepare_streams() -> None:
    """A console that cannot show a character shows «?» in its place instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def folder_problem(error: OSError, folder: Path) -> Problem:
    """The sentence for a folder that cannot be written to."""
    return Problem(
        f"无法写入文件夹 {folder}（{error.strerror or error}）。"
        "请换到有写入权限、空间足够的位置，或关闭占用它的程序后再试。"
    )
