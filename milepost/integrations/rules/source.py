"""From bytes and a name to something that is safe to parse. The content decides, not the name."""

from dataclasses import dataclass
from typing import Literal

from milepost.integrations.rules import archive
from milepost.integrations.rules.refusals import refuse

Format = Literal["text", "xlsx"]

MAX_BYTES = 48 * 1024 * 1024
_TEXT_NAMES = {"csv", "txt", "tsv", "tab", "ssv", "psv", ""}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# First bytes of things people drop by mistake; each has its own advice.
_FOREIGN = {
    b"%PDF": ("PDF", "PDF"),
    b"\x89PNG": ("图片", "picture"),
    b"\xff\xd8\xff": ("图片", "picture"),
    b"GIF8": ("图片", "picture"),
    b"MZ": ("程序", "program"),
    b"\x7fELF": ("程序", "program"),
    b"Rar!": ("压缩包", "archive"),
    b"7z\xbc\xaf": ("压缩包", "archive"),
    b"\x1f\x8b": ("压缩包", "archive"),
    b"SQLite format 3": ("数据库", "database"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file that passed the guards: ``format`` is what it really is; ``date1904`` is Excel's old Mac calendar."""

    name: str
    data: bytes
    format: Format
    date1904: bool = False

    @property
    def stem(self) -> str:
        """The file name without folders and extension: sometimes it holds the year."""
        return self.name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]


def open_source(data: bytes, name: str) -> Source:
    """Guard ``data``. Raises FileRefused with a sentence for people before anything is parsed."""
    if not data.strip():
        raise refuse(
            "文件是空的。请选一个有内容的 CSV 或 XLSX 文件。",
            "The file is empty. Choose a CSV or XLSX file with content.",
        )
    if len(data) > MAX_BYTES:
        raise refuse(
            f"文件有 {len(data) // 2**20} MB，上限是 {MAX_BYTES // 2**20} MB。请拆成几个文件分别导入。",
            f"The file has {len(data) // 2**20} MB; the limit is {MAX_BYTES // 2**20} MB. Split it and import the parts.",
        )
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _workbook(data, name, extension)
    _refuse_foreign(data, extension)
    return Source(name, data, "text")


def _workbook(data: bytes, name: str, extension: str) -> Source:
    if extension not in ("xlsx", ""):
        raise refuse(
            f"内容是压缩格式（可能是 Excel 工作簿），文件名却以 .{extension} 结尾。请在 Excel 或 WPS 中另存为 .xlsx 再导入。",
            f"The content is a zip file (perhaps an Excel workbook) but the name ends in .{extension}. "
            "Save it as .xlsx in Excel or WPS and import that.",
        )
    facts = archive.inspect(data)
    return Source(name, data, "xlsx", date1904=facts.date1904)


def _refuse_foreign(data: bytes, extension: str) -> None:
    if data.startswith(_OLE):
        raise refuse(
            "这是旧版 .xls 或带密码的工作簿。请在 Excel 或 WPS 中去掉密码并另存为 .xlsx。",
            "This is an old .xls or a workbook with a password. Remove the password and save it as .xlsx in Excel or WPS.",
        )
    for magic, (zh, en) in _FOREIGN.items():
        if data.startswith(magic):
            raise refuse(
                f"这是{zh}，不是表格。请导入 CSV 或 XLSX 文件。",
                f"This is a {en} file, not a table. Import a CSV or XLSX file.",
            )
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise refuse(
            "这是网页或 XML，只是名字像表格。请在 Excel 或 WPS 中打开后另存为 .xlsx。",
            "This is a web page or XML with the name of a table. Open it in Excel or WPS and save it as .xlsx.",
        )
    if extension not in _TEXT_NAMES:
        raise refuse(
            f"内容是纯文本，文件名却以 .{extension} 结尾。如果它是 CSV，请改名为 .csv 再导入。",
            f"The content is plain text but the name ends in .{extension}. If it is CSV, rename it to .csv and import it again.",
        )
