"""`python start.py bundle`: the program and every package it needs as one zip, for a PC without network.

Only what is named in `CONTENTS` goes in: a folder of real exports lying beside the program never does.
"""

import json
import re
import shutil
import subprocess
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from launcher import environment, pip
from launcher.children import child_environment
from launcher.problem import ROOT, Problem, folder_problem, say

NAME = "civic-practice-oversight"
COMMON_PLATFORMS = "win_amd64、manylinux_2_28_x86_64、macosx_11_0_arm64"
CONTENTS = (
    ".streamlit",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "README.zh-CN.md",
    "dashboard.py",
    "docs",
    "launcher",
    "oversight",
    "pages",
    "pyproject.toml",
    "queries",
    "requirements.txt",
    "sample_data",
    "start.py",
)

NOTE = """文明实践督导看板  离线安装包（{platform}，Python {python}）

1. 这台电脑需要先装好 Python {python}（64 位），安装程序可从 python.org 下载后一并拷来。
   安装时勾选“Add python.exe to PATH”。
2. 把整个压缩包解压到有写入权限的文件夹，路径里可以有中文和空格。
3. Windows：双击“启动看板.bat”。其他系统：在该文件夹里运行 python3 start.py。
   第一次会用包里的软件包建立运行环境，全程不需要网络；以后每次几秒钟打开。
4. 浏览器会自动打开看板。没有导入自己的数据之前，看到的是示例数据。
"""

STARTER = """@echo off
cd /d "%~dp0"
py -{python} --version >nul 2>nul
if errorlevel 1 (python start.py %*) else (py -{python} start.py %*)
if errorlevel 1 pause
"""


def make(python: Path, platform: str | None, version: str | None) -> Path:
    """Write build/….zip for the platform and version, this machine's unless named. Returns its path."""
    version = version or pip.version()
    if not re.fullmatch(r"3\.\d{1,2}", version) or int(version[2:]) < 11:
        raise Problem(f"Python 版本“{version}”不可用：请写成 3.11 这样的形式，不低于 3.11。")
    if platform and not re.fullmatch(r"win32|(win|manylinux|musllinux|macosx|linux)_?\w+", platform):
        raise Problem(f"不认识系统“{platform}”。常用的有 {COMMON_PLATFORMS}。")
    here = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    tags = _tags(platform) if platform else []
    target = ROOT / "build" / f"{NAME}-{platform or here}-py{version.replace('.', '')}.zip"
    try:
        target.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            wheels = Path(folder) / "wheels"
            _download(python, wheels, platform or here, version, tags)
            say(f"正在打包 {target.name}……")
            _write(Path(folder) / "bundle.zip", wheels, platform or here, version)
            shutil.move(Path(folder) / "bundle.zip", target)
    except OSError as error:
        raise folder_problem(error, target.parent) from error
    size = target.stat().st_size / 1e6
    say(f"已生成 {target}（{size:.0f} MB）。拷到那台电脑，解压后运行 python start.py。")
    return target


def files() -> Iterator[Path]:
    """Every file of the program that goes into the bundle."""
    for name in CONTENTS:
        path = ROOT / name
        if path.is_file():
            yield path
        for file in sorted(path.rglob("*")) if path.is_dir() else ():
            if file.is_file() and "__pycache__" not in file.parts:
                yield file


def _tags(platform: str) -> list[str]:
    """The platform and the older ones whose wheels run on it; pip knows that of macOS alone."""
    platform = platform.replace("linux_", "manylinux_2_28_", 1) if platform.startswith("linux_") else platform
    named = re.fullmatch(r"manylinux(?:_2_(\d+)|(2014))_(\w+)", platform)
    if not named:
        return [platform]
    newest = int(named.group(1) or 17)
    older = [f"manylinux_2_{minor}_{named.group(3)}" for minor in range(newest, 4, -1)]
    return [*older, *(f"manylinux{year}_{named.group(3)}" for year in ("2014", "2010", "1"))]


def _download(python: Path, wheels: Path, platform: str, version: str, tags: Sequence[str]) -> None:
    listed = subprocess.run(
        [str(python), "-m", "launcher.pinned", str(environment.RUN_LOCK), platform, version],
        cwd=ROOT,
        env=child_environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    wheels.mkdir()
    pinned = wheels.parent / "pinned.txt"
    pinned.write_text(listed, encoding="utf-8")
    say(f"正在取得 {platform}、Python {version} 用的 {listed.count(chr(10))} 个软件包……")
    arguments = ["download", "-r", str(pinned), "-d", str(wheels)]
    arguments += ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
    arguments += ["--implementation", "cp", "--python-version", version]
    arguments += [part for tag in tags for part in ("--platform", tag)]
    pip.run(python, arguments, listed.count("\n"), environment.FOLDER)
    made_for = json.dumps({"python": version, "platform": platform})
    (wheels / "bundle.json").write_text(made_for, encoding="utf-8")


def _write(target: Path, wheels: Path, platform: str, version: str) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for file in files():
            bundle.write(file, f"{NAME}/{file.relative_to(ROOT).as_posix()}")
        for wheel in sorted(wheels.iterdir()):
            bundle.write(wheel, f"{NAME}/wheels/{wheel.name}", zipfile.ZIP_STORED)
        note = NOTE.format(platform=platform, python=version)
        bundle.writestr(f"{NAME}/说明.txt", "\ufeff" + note.replace("\n", "\r\n"))
        if platform.startswith("win"):
            bundle.writestr(f"{NAME}/启动看板.bat", STARTER.format(python=version).replace("\n", "\r\n"))
