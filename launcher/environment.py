"""The program's own environment: .venv in the project's folder, filled from a lock with hashes.

`installed.json` in it remembers which locks it was filled from, which is what makes a later start quick.
`installing` marks work in progress: found at a start, the work was cut short, and everything is made anew,
because a half-copied package cannot be told from a whole one.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from launcher.problem import ROOT, Problem, folder_problem, say

FOLDER = ROOT / ".venv"
WHEELS = ROOT / "wheels"
RUN_LOCK = ROOT / "requirements.txt"
TEST_LOCK = ROOT / "requirements-dev.txt"
PYTHON = FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
INSTALLED = FOLDER / "installed.json"
INSTALLING = FOLDER / "installing"
LOG = FOLDER / "install.log"

# Settings of the person's own Python that would lead packages or imports out of .venv.
MISLEADING = ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_REQUIRE_VIRTUALENV")

HAS_PIP = "import importlib.util, sys; sys.exit(importlib.util.find_spec('pip') is None)"

# pip's line for each package, from the registry, from a folder, already there or not for this system.
PACKAGE = re.compile(
    r"(?:Collecting|Processing|Requirement already satisfied:|Ignoring) (?:.*[/\\])?([\w.]+)"
)

NO_CONNECTION = re.compile(
    r"ConnectionError|NewConnectionError|Max retries|ProxyError|Temporary failure|ReadTimeout|SSLError"
    r"|Retrying \(|connection broken|Could not fetch URL|Connection refused|timed out|HTTP error"
    r"|Network is unreachable"
)


def ready(lock: Path) -> Path:
    """The environment's Python, after installing what the lock lists unless that was done before."""
    with _alone():
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


def child_environment(**added: str) -> dict[str, str]:
    """The environment variables for a program of ours: the person's own, less what misleads."""
    kept = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    return {**kept, "PYTHONUTF8": "1", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **added}


def explain(log: str, *, offline: bool) -> str:
    """Why pip failed, in one sentence with the way out."""
    if "DO NOT MATCH THE HASHES" in log:
        return "下载到的软件包与校验值不符，没有安装。请重试；仍然如此时换一个软件包仓库。"
    if "No space left" in log:
        return "磁盘空间不足，没有装完。请腾出 2 GB 空间后再试。"
    if "Permission denied" in log or "Access is denied" in log or "拒绝访问" in log:
        return f"没有写入 {FOLDER} 的权限，或其中的文件正被占用。请关闭正在运行的看板后再试。"
    if offline:
        return (
            f"离线安装包里没有适合这台电脑（{sys.platform}，Python {_version()}）的软件包。"
            "请在能上网的电脑上用 python start.py bundle 按这台电脑的系统和 Python 版本重做。"
        )
    if NO_CONNECTION.search(log):
        return (
            "连不上软件包仓库，没有装成。请检查网络或代理设置；这台电脑不能上网时，"
            "请在能上网的电脑上运行 python start.py bundle，把生成的压缩包拷过来。"
        )
    if "No matching distribution" in log or "Could not find a version" in log:
        return (
            f"软件包仓库里没有适合这台电脑（{sys.platform}，Python {_version()}）的软件包。"
            "请换一个仓库或另一个版本的 Python。"
        )
    return f"安装没有成功，经过记在 {LOG}。请把这个文件发给维护人员。"


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
    command = [str(PYTHON), "-m", "pip", "install", "--no-deps", "--require-hashes", "-r", str(lock)]
    if offline:
        _check_wheels()
        command += ["--isolated", "--no-index", "--find-links", str(WHEELS)]
    if lock == RUN_LOCK:
        command += ["--only-binary", ":all:"]
    total = len(re.findall(r"^[\w.-]+==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    say(f"正在安装 {total} 个软件包{'（离线）' if offline else '，首次需要一到几分钟'}……")
    try:
        INSTALLING.touch()
        code = run_pip(command, total)
    except OSError as error:
        raise folder_problem(error, FOLDER) from error
    if code:
        raise Problem(explain(LOG.read_text(encoding="utf-8", errors="replace"), offline=offline))
    INSTALLING.unlink()


def run_pip(command: Sequence[str], total: int) -> int:
    """Run pip, keep what it says in the log, and show how far it is. Returns its exit code."""
    seen = 0
    with (
        LOG.open("w", encoding="utf-8") as log,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=child_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        ) as pip,
    ):
        try:
            for line in pip.stdout or ():
                log.write(line)
                if package := PACKAGE.match(line):
                    seen += 1
                    _show(f"  {seen}/{total} {package.group(1):<40.40}", is_step=seen % 20 == 0)
                elif line.startswith("Installing collected packages"):
                    _show(f"  下载完成，正在展开……{' ' * 40}\n", is_step=True)
            return pip.wait()
        except BaseException:
            pip.kill()  # interrupted: it must not go on writing into what the next start throws away
            raise


def _show(progress: str, *, is_step: bool) -> None:
    """One line that keeps changing on a terminal; a line at each step elsewhere."""
    if sys.stdout.isatty():
        print(f"\r{progress}", end="", flush=True)
    elif is_step:
        say(progress.rstrip())


def _check_wheels() -> None:
    """A bundle fits one version of Python; say so before pip fails on the first package."""
    with contextlib.suppress(OSError, ValueError):
        made_for = json.loads((WHEELS / "bundle.json").read_text(encoding="utf-8"))["python"]
        if made_for != _version():
            raise Problem(
                f"这个离线安装包是为 Python {made_for} 准备的，这台电脑上是 Python {_version()}。"
                f"请安装 Python {made_for}，或用 python start.py bundle --python {_version()} 重做安装包。"
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


def _version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Only one start at a time may touch the environment; a second one waits for the first."""
    name = hashlib.sha256(f"{ROOT}\n{Path.home()}".encode()).hexdigest()[:16]
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
