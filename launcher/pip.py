"""pip, with what it says turned into progress and into one sentence when it fails."""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from launcher.children import child_environment
from launcher.problem import ROOT, Problem, say

LOG = "install.log"

# pip's line for each package, from the registry, from a folder, already there or not for this system.
PACKAGE = re.compile(
    r"(?:Collecting|Processing|Requirement already satisfied:|Ignoring) (?:[^(]*[/\\])?([\w.]+)"
)

NO_CONNECTION = re.compile(
    r"ConnectionError|NewConnectionError|Max retries|ProxyError|Temporary failure|ReadTimeout|SSLError"
    r"|Retrying \(|connection broken|Could not fetch URL|Connection refused|timed out|HTTP error"
    r"|Network is unreachable|from versions: none"
)


def run(python: Path, arguments: Sequence[str], total: int, folder: Path, *, offline: bool = False) -> None:
    """Run pip for `total` packages, show how far it is, and keep what it says in the folder. Raises Problem."""
    said = folder / LOG
    code = _run([str(python), "-m", "pip", *arguments], total, said)
    if code:
        raise Problem(explain(said.read_text(encoding="utf-8", errors="replace"), folder, offline=offline))


def explain(log: str, folder: Path, *, offline: bool) -> str:
    """Why pip failed, in one sentence with the way out."""
    if "DO NOT MATCH THE HASHES" in log:
        return "下载到的软件包与校验值不符，没有安装。请重试；仍然如此时换一个软件包仓库。"
    if "No space left" in log:
        return "磁盘空间不足，没有装完。请腾出 2 GB 空间后再试。"
    if "Permission denied" in log or "Access is denied" in log or "拒绝访问" in log:
        return f"没有写入 {folder} 的权限，或其中的文件正被占用。请关闭正在运行的看板后再试。"
    if offline:
        return (
            f"离线安装包里没有适合这台电脑（{sys.platform}，Python {version()}）的软件包。"
            "请在能上网的电脑上用 python start.py bundle 按这台电脑的系统和 Python 版本重做。"
        )
    if NO_CONNECTION.search(log):
        return (
            "连不上软件包仓库，或仓库里没有要用的软件包，没有装成。请检查网络或代理设置；这台电脑不能上网时，"
            "请在能上网的电脑上运行 python start.py bundle，把生成的压缩包拷过来。"
        )
    if "No matching distribution" in log or "Could not find a version" in log:
        return (
            f"软件包仓库里没有适合这台电脑（{sys.platform}，Python {version()}）的软件包。"
            "请换一个仓库或另一个版本的 Python。"
        )
    return f"安装没有成功，请把 {folder / LOG} 这个文件发给维护人员。"


def version() -> str:
    """This Python's, as the lock and the wheels name it."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _run(command: Sequence[str], total: int, said: Path) -> int:
    seen = 0
    with (
        said.open("w", encoding="utf-8") as log,
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
