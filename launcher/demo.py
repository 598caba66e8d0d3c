"""The demo store: the sample county's exports, imported once, served while the office has no data of its own.

It lies in demo/, apart from the office's data/, and is thrown away and made again whenever the sample or the
program that imports it changes.
"""

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from launcher.children import child_environment
from launcher.problem import ROOT, Problem, folder_problem, say
from launcher.turns import alone

FOLDER = ROOT / "demo"
SAMPLE = ROOT / "sample_data"
MADE_FROM = "made_from"

# Import says 0 when all rows passed and 1 when some were refused; the sample has rows that must be.
IMPORTED = (0, 1)


def store_to_serve(python: Path, office: Path) -> Path:
    """The office's store once it has a published snapshot, the demo store until then."""
    if is_filled(office):
        return office
    say(f"数据文件夹 {office} 里还没有导入过数据，打开的是示例数据。")
    return filled_demo(python, FOLDER)


def is_filled(store: Path) -> bool:
    """Whether a snapshot is published in the store."""
    try:
        return bool((store / "current").read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return False


def filled_demo(python: Path, folder: Path) -> Path:
    """The demo store in the folder, made anew unless this very program made it from this very sample."""
    fingerprint = _fingerprint()
    try:
        with alone(str(folder)):
            if not is_filled(folder) or _made_from(folder) != fingerprint:
                _make(python, folder, fingerprint)
    except OSError as error:
        raise folder_problem(error, folder) from error
    return folder


def _make(python: Path, folder: Path, fingerprint: str) -> None:
    say("正在用示例数据建立演示库，约需半分钟……")
    building = folder.with_name(f"{folder.name}.building")
    for leftover in (building, folder):
        if leftover.exists():
            shutil.rmtree(leftover)
    building.mkdir(parents=True)
    _import(python, building)
    (building / MADE_FROM).write_text(fingerprint, encoding="utf-8")
    building.rename(folder)


def _import(python: Path, store: Path) -> None:
    settings = SAMPLE / "office.toml"
    given = settings.read_text(encoding="utf-8") if settings.is_file() else ""
    marked = given if "is_demo" in given else f"is_demo = true\n{given}"
    (store / "office.toml").write_text(marked, encoding="utf-8")
    command = [str(python), "-m", "oversight", "import", str(SAMPLE / "exports"), "--store", str(store)]
    done = subprocess.run(command, cwd=ROOT, env=child_environment(), check=False)
    if done.returncode not in IMPORTED or not is_filled(store):
        raise Problem("示例数据没有导入成功，原因见上。请重新取得完整的程序文件夹。")


def _made_from(folder: Path) -> str:
    try:
        return (folder / MADE_FROM).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _fingerprint() -> str:
    """Of the sample and of everything that decides what an import makes of it."""
    digest = hashlib.sha256()
    for file in _sources():
        digest.update(file.relative_to(ROOT).as_posix().encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    if not (SAMPLE / "exports").is_dir():
        raise Problem("缺少 sample_data 文件夹，程序不完整。请重新取得完整的程序文件夹。")
    for folder in (SAMPLE, ROOT / "queries", ROOT / "oversight"):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                yield file
