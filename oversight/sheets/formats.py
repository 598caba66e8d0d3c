"""What a file is, told by its bytes. Platforms name HTML pages, CSV files and workbooks .xls as they please."""

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from oversight.sheets import encodings, packed
from oversight.sheets.sheet import Limits, SheetError

EXPORT_AGAIN = "请从平台导出 Excel（.xlsx、.xls）或 CSV 文件后再试"
HEAD_BYTES = 65_536


class Format(StrEnum):
    """The ways of reading."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    HTML = "html"
    SPREADSHEET_XML = "spreadsheet_xml"
    TEXT = "text"


# What people drop in by mistake: the first bytes and the name of it.
FOREIGN = (
    (b"%PDF", "PDF 文件"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG", "图片"),
    (b"GIF8", "图片"),
    (b"RIFF", "图片或音像文件"),
    (b"\0\0\1\0", "图片"),
    (b"\0\0\0\x18ftyp", "音像文件"),
    (b"\0\0\0\x20ftyp", "音像文件"),
    (b"ID3", "音像文件"),
    (b"MZ", "程序"),
    (b"\x7fELF", "程序"),
    (b"{\\rtf", "Word 文档（RTF）"),
    (b"SQLite format 3", "数据库文件"),
)
PACKED = ((b"Rar!", "RAR 压缩包"), (b"7z\xbc\xaf", "7z 压缩包"), (b"\x1f\x8b", "gzip 压缩包"), (b"BZh", "bz2 压缩包"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Parts of Office and other documents that are zips.
DOCUMENTS = (
    ("xl/workbook.bin", Format.XLSB),
    ("word/", "Word 文档"),
    ("ppt/", "PPT 演示文稿"),
    ("visio/", "Visio 图"),
    ("index/document.iwa", "苹果 Numbers、Pages 或 Keynote 文档"),
)
# Streams of OLE documents, first match wins: a locked workbook holds nothing but its ciphertext.
OLE_STREAMS = (("Workbook", ""), ("Book", ""), ("WordDocument", "Word 文档"), ("PowerPoint Document", "PPT 演示文稿"))
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"

SPREADSHEET_XML_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
MARKUP = re.compile(r"<(?:[a-zA-Z]|!--|!doctype|\?xml)", re.IGNORECASE)
HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|table|div|style|script|title)\b", re.IGNORECASE)


def recognise(path: Path, name: str, limits: Limits) -> Format:
    """How the file is to be read; a SheetError, with what the file really is, where it is no table."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise SheetError(f"“{name}”是空文件，里面什么也没有。{EXPORT_AGAIN}。")
    for start, what in PACKED:
        if head.startswith(start):
            raise SheetError(f"“{name}”是 {what}，这里打不开。请先解压，再选择解压后的文件夹。")
    for start, what in FOREIGN:
        if head.startswith(start):
            raise SheetError(f"“{name}”是{what}，不是表格。{EXPORT_AGAIN}。")
    if head.startswith(b"PK"):
        return _recognise_zip(path, name, limits)
    if head.startswith(OLE):
        return _recognise_ole(path, name)
    return _recognise_text(path, head, name)


def _recognise_zip(path: Path, name: str, limits: Limits) -> Format:
    with packed.open_zip(path, name) as container:
        packed.check_locks(container, name)
        packed.check_sizes(container, name, limits, path.stat().st_size)
        members = [member.filename.replace("\\", "/").lower() for member in container.infolist()]
        for start, what in DOCUMENTS:
            if any(member.startswith(start) for member in members):
                if isinstance(what, Format):
                    return what
                raise SheetError(f"“{name}”是{what}，不是表格。{EXPORT_AGAIN}。")
        if "mimetype" in members:
            return _recognise_open_document(container, name)
        if not any(member.startswith("xl/") for member in members):
            raise SheetError(f"“{name}”里没有工作表，不是 Excel 工作簿。{EXPORT_AGAIN}。")
    return Format.XLSX


def _recognise_open_document(container: zipfile.ZipFile, name: str) -> Format:
    try:
        kind = container.read("mimetype")[:200]
        manifest = container.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in container.namelist() else b""
    except (zipfile.BadZipFile, KeyError, EOFError):
        raise SheetError(f"“{name}”这个工作簿不完整或已损坏，{packed.FETCH_AGAIN}。") from None
    if not kind.startswith(ODS_TYPE):
        raise SheetError(f"“{name}”是文字、演示或图形文档，不是表格。{EXPORT_AGAIN}。")
    if b"encryption-data" in manifest:
        raise SheetError(locked(name))
    return Format.ODS


def locked(name: str) -> str:
    """The sentence about a workbook behind a password."""
    return f"“{name}”设了打开密码，读不了。请用 Excel 打开、去掉密码后另存，再试。"


def _recognise_ole(path: Path, name: str) -> Format:
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise SheetError(locked(name))
    for stream, what in OLE_STREAMS:
        # A directory entry gives the name in 64 bytes, padded with zeros.
        if stream.encode("utf-16-le") + b"\0\0\0\0" in data:
            if what:
                raise SheetError(f"“{name}”是{what}，不是表格。{EXPORT_AGAIN}。")
            return Format.XLS
    raise SheetError(f"“{name}”里没有工作表：不是 Excel 文件，或者不完整，{packed.FETCH_AGAIN}。")


def _recognise_text(path: Path, head: bytes, name: str) -> Format:
    if not encodings.looks_like_text(head):
        raise SheetError(f"“{name}”不是表格，也不是文字。{EXPORT_AGAIN}。")
    text = encodings.beginning(path, head).lstrip("\ufeff \t\r\n\0")
    if text.lower().startswith("mime-version:"):
        raise SheetError(f"“{name}”是“单个文件网页”，这里读不了。{packed.SAVE_AGAIN}。")
    if not MARKUP.match(text):
        return Format.TEXT
    if SPREADSHEET_XML_NAMESPACE in text and re.search(r"<(\w+:)?Workbook\b", text):
        packed.check_head(text.encode(), name)
        return Format.SPREADSHEET_XML
    if HTML.search(text):
        return Format.HTML
    raise SheetError(f"“{name}”是 XML 文件，不是表格。{EXPORT_AGAIN}。")
