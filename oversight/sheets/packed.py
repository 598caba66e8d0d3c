"""Zip containers, looked into before anybody unpacks them: archives of files, and workbooks, which are zips too.

Sizes in a zip's directory are claims. Python's reader never gives out more than was claimed and then checks the sum,
so a claim within the limits can be trusted as far as memory goes.
"""

import zipfile
from pathlib import Path

from oversight.sheets.sheet import Limits, SheetError

SAVE_AGAIN = "请用 Excel 或 WPS 打开后另存为 .xlsx 再试"
PACK_AGAIN = "请重新压缩成普通的 zip 文件，或直接选择解压后的文件夹"
FETCH_AGAIN = "可能没有下载或复制完，请重新导出或重新复制后再试"

ENCRYPTED = 0x1
WORKBOOK_PARTS = ("[content_types].xml", "mimetype", "xl/", "_rels/", "content.xml", "meta-inf/manifest.xml")
DECLARATION_WITHIN = 4096


def open_zip(path: Path, name: str) -> zipfile.ZipFile:
    """The container, opened; a SheetError where it is damaged."""
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
        with path.open("rb") as file:
            start = file.read(200).lower()
        what = "工作簿" if any(part.encode() in start for part in WORKBOOK_PARTS) else "压缩包"
        raise SheetError(f"“{name}”这个{what}不完整或已损坏，{FETCH_AGAIN}。") from None


def is_workbook(container: zipfile.ZipFile) -> bool:
    """Whether the zip is one document (a workbook, a Word file …) and not a bundle of files."""
    names = {member.filename.replace("\\", "/").lower() for member in container.infolist()}
    return "[content_types].xml" in names or ("mimetype" in names and "content.xml" in names) or (
        "index/document.iwa" in names
    )


def check_sizes(container: zipfile.ZipFile, name: str, limits: Limits, packed_size: int) -> None:
    """Refuse what would not fit: too many members, too much content, content packed as only a bomb is."""
    members = container.infolist()
    if len(members) > limits.members:
        raise SheetError(
            f"“{name}”里有 {len(members)} 个文件，超过 {limits.members} 个，没有读取。请只保留要导入的表格再压缩。"
        )
    total = sum(member.file_size for member in members)
    worst = max((_ratio(member) for member in members if member.file_size > limits.ratio_counts_from), default=0.0)
    if total > limits.ratio_counts_from:
        worst = max(worst, total / max(packed_size, 1))
    if total > limits.unpacked or worst > limits.ratio:
        raise SheetError(
            f"“{name}”解压后会膨胀到 {total / 1e6:,.0f} MB，不像正常的表格，没有读取。请从平台重新导出后再试。"
        )


def _ratio(member: zipfile.ZipInfo) -> float:
    return member.file_size / max(member.compress_size, 1)


def check_declarations(container: zipfile.ZipFile, name: str) -> None:
    """Refuse XML parts that declare entities: no spreadsheet program writes them, attacks do."""
    for member in container.infolist():
        if member.filename.lower().endswith((".xml", ".rels")):
            with container.open(member) as part:
                head = part.read(DECLARATION_WITHIN)
            check_head(head, name)


def check_head(head: bytes, name: str) -> None:
    """Refuse the beginning of an XML document that declares a document type or entities."""
    plain = head.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise SheetError(f"“{name}”里夹带了可疑的实体声明，不是表格软件生成的，没有读取。{SAVE_AGAIN}。")


def check_locks(container: zipfile.ZipFile, name: str) -> None:
    """Refuse members behind a password or packed by a method that not every PC has."""
    for member in container.infolist():
        if member.flag_bits & ENCRYPTED:
            raise SheetError(f"“{name}”加了密码，打不开。请去掉密码后再试。")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise SheetError(f"“{name}”用了少见的压缩方式，打不开。{PACK_AGAIN}。")
