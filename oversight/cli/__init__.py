"""The command line: check · import · ask · serve · snapshots.

Results go to standard output and nothing else does with --json or --format; progress and remarks go to standard error.
Exit codes: 0 done; 1 done, but rows were refused; 2 nothing done, the file or the call is bad; 3 the store is busy or damaged.
"""

import sys
from collections.abc import Callable
from typing import Any

import click
import typer
from typer.main import get_command

from oversight.batches import BatchError
from oversight.cli import asking, reading, serving
from oversight.exports import HeadingsError
from oversight.obligations import ObligationError
from oversight.office import OfficeError
from oversight.queries import QuestionError, SnapshotError
from oversight.sheets import SheetError
from oversight.store import StoreError

DONE, REFUSED_ROWS, NOTHING_DONE, STORE_TROUBLE = 0, 1, 2, 3
BAD_INPUT = (SheetError, QuestionError, OfficeError, ObligationError, HeadingsError, serving.ServingError)

app = typer.Typer(no_args_is_help=True, add_completion=False, help="文明实践督导看板", rich_markup_mode=None)
app.command("check")(reading.check)
app.command("import")(reading.import_)
app.command("ask")(asking.ask)
app.command("serve")(serving.serve)
app.add_typer(asking.snapshots_app, name="snapshots")


def main(arguments: list[str]) -> int:
    """Run one command; every fault that input can cause ends as a sentence on standard error and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., Any] | None = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        code = get_command(app)(arguments, standalone_mode=False, prog_name="python -m oversight")
        return code if isinstance(code, int) else DONE
    except click.UsageError as problem:
        return _say(f"命令写法不对：{problem.format_message()}　（加 --help 看用法）", NOTHING_DONE)
    except (click.Abort, KeyboardInterrupt):
        return _say("已中止，没有改动任何数据。", NOTHING_DONE)
    except BAD_INPUT as problem:
        return _say(str(problem.args[0]), NOTHING_DONE)
    except (StoreError, BatchError, SnapshotError) as problem:
        return _say(str(problem.args[0]), STORE_TROUBLE)
    except OSError as problem:
        return _say(f"读写文件出错（{type(problem).__name__}），请检查磁盘空间和权限；没有发布任何改动。", STORE_TROUBLE)


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code
