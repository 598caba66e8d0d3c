"""Which files there are to read: files, folders and zips become a list of sources in code-point order of their names.

A zip's members are unpacked under numbered names of our own, so a member's path can reach nowhere. A member's name
is only ever shown.
"""

import os
import stat
import tempfile
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from oversight.sheets import packed
from oversight.sheets.sheet import Limits, SheetError, Source

ZIP_START = b"PK"
UTF8_NAME = 0x800
ZIPS_WITHIN_ZIPS = 2
COPY_BYTES = 1 << 20
# Left behind by systems, not by people.
LITTER = {"thumbs.db", "desktop.ini", "__macosx"}


def expand(paths: Sequence[Path], workdir: Path, limits: Limits | None = None) -> list[Source]:
    """Every file behind these files, folders and zips; hidden files and the locks of open documents are left out.

    Raises SheetError for a path that does not exist, a folder or zip without files, a damaged, locked or dangerous zip.
    """
    limits = limits or Limits()
    found: dict[Path, Source] = {}
    tops = [Path(path).absolute() for path in paths]
    shown = Counter(path.name for path in dict.fromkeys(tops))
    for path in dict.fromkeys(tops):
        name = _shown(path.name) if shown[path.name] == 1 else _shown(f"{path.parent.name}/{path.name}")
        before = len(found)
        for source in _within(path, name):
            found.setdefault(source.path, source)
        if path.is_dir() and len(found) == before:
            raise SheetError(f"文件夹“{name}”里没有可以读的文件。请选择存放平台导出文件的文件夹。")
    budget = _Budget(limits)
    unpacked = [member for source in found.values() for member in _unpacked(source, workdir, budget)]
    return sorted(unpacked, key=lambda source: source.name)


def _within(path: Path, name: str) -> Iterator[Source]:
    """The files at a path, those of a folder one by one."""
    if path.is_dir():
        for folder, folders, files in os.walk(path):
            folders[:] = [each for each in folders if not _is_litter(each)]
            for each in files:
                if not _is_litter(each):
                    file = Path(folder) / each
                    yield Source(file, _shown(f"{name}/{file.relative_to(path).as_posix()}"))
    elif path.is_file():
        yield Source(path, name)
    else:
        raise SheetError(f"找不到“{name}”。请检查文件名和所在的文件夹。")


def _is_litter(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in LITTER


def _shown(name: str) -> str:
    """A name that can be written anywhere, whatever bytes the file system holds."""
    return "".join(
        letter if unicodedata.category(letter)[0] != "C" else "\N{WHITE SQUARE}"
        for letter in name.encode("utf-8", "replace").decode("utf-8")
    )


class _Budget:
    """What all archives of one call may still unpack."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.bytes_left = limits.unpacked

    def spend(self, count: int, name: str) -> None:
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise SheetError(
                f"“{name}”解压出来的内容超过 {self.limits.unpacked / 1e6:,.0f} MB，没有读取。请只压缩要导入的表格。"
            )


def _unpacked(source: Source, workdir: Path, budget: _Budget, depth: int = 1) -> Iterator[Source]:
    """The source itself, or the members of the archive that it is."""
    try:
        with source.path.open("rb") as file:
            is_zip = file.read(2) == ZIP_START
    except OSError:
        raise SheetError(f"“{source.name}”打不开，可能正在 Excel 里编辑或没有权限。请关闭后再试。") from None
    if not is_zip:
        yield source
        return
    with packed.open_zip(source.path, source.name) as container:
        if packed.is_workbook(container):
            yield source
            return
        if depth > ZIPS_WITHIN_ZIPS:
            raise SheetError(f"“{source.name}”是套了多层的压缩包，没有读取。请先解压，再选择解压后的文件夹。")
        members = _members(container, source.name, budget.limits, source.path.stat().st_size)
        folder = Path(tempfile.mkdtemp(prefix="unpacked-", dir=workdir))
        for number, (member, name) in enumerate(members):
            path = folder / f"{number:05d}"
            _copy(container, member, path, f"{source.name}/{name}", budget)
            yield from _unpacked(Source(path, f"{source.name}/{name}"), workdir, budget, depth + 1)


def _members(
    container: zipfile.ZipFile, name: str, limits: Limits, packed_size: int
) -> list[tuple[zipfile.ZipInfo, str]]:
    """The files in an archive, each with the name to show."""
    packed.check_sizes(container, name, limits, packed_size)
    packed.check_locks(container, name)
    members = []
    for member in container.infolist():
        shown = _shown(_member_name(member))
        parts = PurePosixPath(shown).parts
        if shown.startswith("/") or ".." in parts or shown[1:2] == ":":
            raise SheetError(f"“{name}”里的“{shown}”企图写到压缩包之外的地方，没有读取。{packed.PACK_AGAIN}。")
        is_link = stat.S_ISLNK(member.external_attr >> 16)
        if not (member.is_dir() or is_link or any(_is_litter(part) for part in parts)):
            members.append((member, "/".join(parts)))
    if not members:
        raise SheetError(f"压缩包“{name}”里没有可以读的文件。请把平台导出的表格压缩进去再试。")
    return members


def _member_name(member: zipfile.ZipInfo) -> str:
    """Windows packs Chinese names as GBK without saying so, and Python then reads them as CP437."""
    if member.flag_bits & UTF8_NAME:
        return member.filename.replace("\\", "/")
    try:
        raw = member.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename.replace("\\", "/")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).split("\0")[0].replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return member.filename.replace("\\", "/")


def _copy(container: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, name: str, budget: _Budget) -> None:
    try:
        with container.open(member) as packed_file, path.open("wb") as file:
            while piece := packed_file.read(COPY_BYTES):
                budget.spend(len(piece), name)
                file.write(piece)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, RuntimeError, zlib.error) as problem:
        if isinstance(problem, OSError) and problem.errno is not None:
            raise SheetError(f"“{name}”解压不了：磁盘空间不够或没有权限。请腾出空间后再试。") from None
        raise SheetError(f"“{name}”在压缩包里已损坏，{packed.FETCH_AGAIN}。") from None
