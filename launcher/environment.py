"""The program's own environment: .venv in the project's folder, filled from a lock with hashes.

`installed.json` in it remembers which locks it was filled from, which is what makes a later start quick.
`installing` marks work in progress: found at a start, the work was cut short, and everything is made anew,
because a half-copied package cannot be told from a whole one.
"""

import contextlib
import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from launcher import pip
from launcher.children import child_environment
from launcher.problem import ROOT, Problem, folder_problem, say
from launcher.turns import alone

FOLDER = ROOT / ".venv"
WHEELS = ROOT / "wheels"
RUN_LOCK = ROOT / "requirements.txt"
TEST_LOCK = ROOT / "requirements-dev.txt"
PYTHON = FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
INSTALLED = FOLDER / "installed.json"
INSTALLING = FOLDER / "installing"

HAS_PIP = "import importlib.util, sys; sys.exit(importlib.util.find_spec('pip') is None)"

def ready(lock: Path) -> Path:
    """The environment's Python, after installing what the lock lists unless that was done before."""
    with alone("environment"):
        wanted = _fingerprint(lock)
        if INSTALLING.exists():
            say("上次安装没有做完，重新开始。")
            _remove()
        elif FOLDER.exists() and not _works():
            say("运行环境已损坏或不完整，重新建立。")
            _remove()
        if not FOLDER.exists():
            _create()
        if _installed().get(lock.name) != wanted:
            _install(lock)
            _remember(lock)
    return PYTHON


def _create() -> None:
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise Problem(
            f"这个 Python 缺少 {'、'.join(missing)} 模块，建不了运行环境。Debian 或 Ubuntu 请先运行 "
            "sudo apt-get install python3-venv；其他系统请安装 python.org 的完整版 Python。"
        )
    say("正在建立运行环境……")
    try:
        FOLDER.mkdir()
    except OSError as error:
        raise folder_problem(error, ROOT) from error
    made = _run([sys.executable, "-m", "venv", str(FOLDER)])
    if made.returncode or not _works():
        # Debian's Python has the module ensurepip but not the wheels it needs.
        _remove()
        if "ensurepip" in made.stdout:
            raise Problem("这个 Python 建不了运行环境。请先运行 sudo apt-get install python3-venv 再试。")
        raise Problem(f"运行环境没有建成：{(made.stdout.strip().splitlines() or ['原因不明'])[-1]}")


def _install(lock: Path) -> None:
    offline = WHEELS.is_dir() and lock == RUN_LOCK
    arguments = ["install", "--no-deps", "--require-hashes", "-r", str(lock)]
    if lock == RUN_LOCK:
        arguments += ["--only-binary", ":all:"]
    if offline:
        _check_wheels()
        arguments += ["--isolated", "--no-index", "--find-links", str(WHEELS)]
    total = len(re.findall(r"^[\w.-]+==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    say(f"正在安装 {total} 个软件包{'（离线）' if offline else '，首次需要一到几分钟'}……")
    try:
        INSTALLING.touch()
        pip.run(PYTHON, arguments, total, FOLDER, offline=offline)
        INSTALLING.unlink()
    except OSError as error:
        raise folder_problem(error, FOLDER) from error


def _check_wheels() -> None:
    """A bundle fits one version of Python; say so before pip fails on the first package."""
    with contextlib.suppress(OSError, ValueError):
        made_for = json.loads((WHEELS / "bundle.json").read_text(encoding="utf-8"))["python"]
        if made_for != pip.version():
            raise Problem(
                f"这个离线安装包是为 Python {made_for} 准备的，这台电脑上是 Python {pip.version()}。"
                f"请安装 Python {made_for}，或用 python start.py bundle --python {pip.version()} 重做安装包。"
            )


def _works() -> bool:
    try:
        return _run([str(PYTHON), "-c", HAS_PIP]).returncode == 0
    except OSError:
        return False


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env=child_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def _remove() -> None:
    if Path(sys.prefix).resolve() == FOLDER.resolve():
        raise Problem("运行环境需要重建，但正由它自己的 Python 运行。请改用系统的 Python 运行 start.py。")
    try:
        shutil.rmtree(FOLDER)
    except OSError as error:
        raise folder_problem(error, FOLDER) from error


def _installed() -> Mapping[str, str]:
    with contextlib.suppress(OSError, ValueError):
        known: dict[str, str] = json.loads(INSTALLED.read_text(encoding="utf-8"))
        return known
    return {}


def _remember(lock: Path) -> None:
    """The lock of the tests holds everything the program's own lock does."""
    locks = (RUN_LOCK, TEST_LOCK) if lock == TEST_LOCK else (lock,)
    INSTALLED.write_text(json.dumps({each.name: _fingerprint(each) for each in locks}), encoding="utf-8")


def _fingerprint(lock: Path) -> str:
    try:
        return hashlib.sha256(lock.read_bytes()).hexdigest()
    except OSError as error:
        raise Problem(f"缺少 {lock.name}，程序不完整。请重新取得完整的程序文件夹。") from error
