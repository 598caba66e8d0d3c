"""`python start.py test`: a browser, the linters, the type checker, then every test."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from launcher.children import child_environment
from launcher.problem import ROOT, Problem, say
from oversight import browser

CHECKS = (
    ("代码风格", ("ruff", "check", ".")),
    ("类型", ("mypy",)),
    ("SQL 风格", ("sqlfluff", "lint", "--disable-progress-bar", "queries")),
)
PACKAGES = ("chromium", "fonts-noto-cjk")


def test(python: Path, arguments: Sequence[str]) -> int:
    """Run everything, or only pytest when it is given arguments. Returns 0 when all passed."""
    prepare_browser()
    failed: list[str] = []
    if not arguments:
        for label, command in CHECKS:
            say(f"检查{label}：{' '.join(command)}")
            if _run([str(python), "-m", *command]):
                failed.append(label)
    if failed:
        say(f"未通过：{'、'.join(failed)}（见上）。继续运行测试。")
    code = _run([str(python), "-m", "pytest", *(arguments or ("-n", "2"))])
    return code or int(bool(failed))


def prepare_browser() -> None:
    """Make sure that there is a browser and a Chinese font, installing Debian's where that is allowed."""
    missing = _missing()
    if not missing:
        return
    if sys.platform == "linux" and _is_debian() and (administrator := _administrator()) is not None:
        say(f"缺少{'、'.join(missing)}，正在用 apt-get 安装 {' '.join(PACKAGES)}……")
        apt = [*administrator, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        updated = _run([*apt, "update"]) == 0
        if updated and _run([*apt, "install", "-y", *PACKAGES]) == 0 and not _missing():
            return
        raise Problem(f"没能用 apt-get 装上 {' '.join(PACKAGES)}。请检查网络或手工安装后再试。")
    if browser.find_browser() is None:
        raise Problem(
            "没有找到 Chrome、Edge 或 Chromium，浏览器测试无法进行。请安装其中一个后再试"
            "（Debian：sudo apt-get install chromium fonts-noto-cjk）。"
        )
    raise Problem(
        "没有中文字体，页面上的汉字会变成方框。请安装 Noto Sans CJK 后再试"
        "（Debian：sudo apt-get install fonts-noto-cjk）。"
    )


def _missing() -> list[str]:
    found = {"浏览器": browser.find_browser() is not None, "中文字体": browser.has_chinese_font()}
    return [name for name, is_there in found.items() if not is_there]


def _is_debian() -> bool:
    try:
        return platform.freedesktop_os_release().get("ID") == "debian"
    except OSError:
        return False


def _administrator() -> list[str] | None:
    """What to put before a command to run it as root; None when that is not allowed."""
    if sys.platform == "win32" or shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]  # -n: never ask for a password
    may = shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True, check=False)
    return sudo if may and may.returncode == 0 else None


def _run(command: Sequence[str]) -> int:
    return subprocess.run(command, cwd=ROOT, env=child_environment(), check=False).returncode
