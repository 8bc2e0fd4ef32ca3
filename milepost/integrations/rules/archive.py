"""Looking into an XLSX without trusting it: size, names, entities and extents, before it is parsed."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from milepost.integrations.rules.refusals import FileRefused, refuse

MAX_RATIO = 100
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_COLUMNS = 1_000
MAX_ROWS = 300_000
MAX_CELLS = 6_000_000
MAX_TEXT = 400_000_000  # characters in all cells once shared strings are written out
_RATIO_FROM = 1024 * 1024  # tiny workbooks of repeated text compress well and harm nobody
_CHUNK = 1024 * 1024

_CELL = re.compile(rb"<(?:\w+:)?c\b([^<>]*?)(/?)>")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,9})(\d{1,9})["']""")
_SHARED = re.compile(
    rb"""<(?:\w+:)?c\b[^<>]*\bt\s*=\s*["']s["'][^<>]*>\s*(?:<f[^<>]*>[^<>]*</f>\s*)?<(?:\w+:)?v>(\d{1,9})<"""
)
_STRING = re.compile(rb"<(?:\w+:)?si\b[^>]*>(.*?)</(?:\w+:)?si>", re.S)
_CALENDAR = re.compile(rb"""date1904\s*=\s*["'](1|true)["']""")
_ENCODED = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']""")


@dataclass(frozen=True, slots=True)
class Facts:
    """What reading needs to know beside the cells."""

    date1904: bool


def inspect(data: bytes) -> Facts:
    """Check the whole archive in a stream; at no time is an unpacked part held. Raises FileRefused."""
    _guard_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            return _guard_parts(box, len(data))
    except FileRefused:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        struct.error,
        ValueError,
    ) as error:
        raise damaged() from error


def damaged() -> FileRefused:
    """The workbook cannot be unpacked or parsed."""
    return refuse(
        "工作簿已损坏，打不开。请在 Excel 或 WPS 中打开后另存为新的 .xlsx。",
        "The workbook is damaged and cannot be opened. Open it in Excel or WPS and save it as a new .xlsx.",
    )


def _bomb() -> FileRefused:
    return refuse(
        f"工作簿解压后过大（超过 {MAX_UNPACKED // 2**20} MB 或压缩比超过 {MAX_RATIO} 倍）。请把要导入的行复制到新工作簿，或另存为 CSV。",
        f"The workbook unpacks to too much (over {MAX_UNPACKED // 2**20} MB or {MAX_RATIO} times its size). "
        "Copy the rows to a new workbook, or save them as CSV.",
    )


def _guard_directory(data: bytes) -> None:
    """Bound the central directory first: a list of a million names is a bomb of its own."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if at < 0 or at + 22 > len(data):
        raise damaged()
    entries, size = struct.unpack("<HI", data[at + 10 : at + 16])
    if entries > MAX_ENTRIES or size > MAX_ENTRIES * 600:
        raise refuse(
            f"工作簿里有过多部件（上限 {MAX_ENTRIES}）。请把要导入的行复制到新工作簿。",
            f"The workbook has too many parts (the limit is {MAX_ENTRIES:,}). Copy the rows to a new workbook.",
        )


def _guard_parts(box: zipfile.ZipFile, packed: int) -> Facts:
    infos = box.infolist()
    _guard_names(infos)
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise _bomb()
    if "xl/workbook.xml" not in {info.filename for info in infos}:
        raise refuse(
            "这是压缩包，不是 Excel 工作簿。请解压后导入里面的 CSV 或 XLSX。",
            "This is a zip archive, not an Excel workbook. Unpack it and import the CSV or XLSX inside.",
        )
    watch = _Watch(packed)
    lengths: list[int] = []
    date1904 = False
    for info in sorted(infos, key=_is_sheet):
        chunks = watch.chunks(box, info)
        if _is_sheet(info):
            watch.written += _guard_sheet(chunks, info.filename, lengths)
        elif info.filename == "xl/sharedStrings.xml":
            lengths = _string_lengths(chunks)
        else:
            date1904 |= _says_1904(chunks, info.filename)
    if watch.written > MAX_TEXT:
        raise _bomb()
    return Facts(date1904)


def _is_sheet(info: zipfile.ZipInfo) -> bool:
    return info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml")


def _says_1904(chunks: Iterator[bytes], name: str) -> bool:
    """Read the part to its end, which guards it; the workbook part also names its calendar."""
    found = [_CALENDAR.search(chunk) is not None for chunk in chunks]
    return name == "xl/workbook.xml" and any(found)


def _guard_names(infos: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for info in infos:
        name = info.filename
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name or name in seen:
            raise refuse(
                f"工作簿里有可疑的部件名“{name[:60]}”，没有打开。请在 Excel 或 WPS 中另存为新的 .xlsx。",
                f"The workbook holds a suspicious part name “{name[:60]!a}” and was not opened. Save it as a new .xlsx in Excel or WPS.",
            )
        if info.flag_bits & 1:
            raise refuse("工作簿有密码。请去掉密码再导入。", "The workbook has a password. Remove it and import again.")
        seen.add(name)


class _Watch:
    """Counts what really comes out of the archive, whatever its headers claim."""

    def __init__(self, packed: int) -> None:
        self.limit = min(MAX_UNPACKED, max(_RATIO_FROM, packed * MAX_RATIO))
        self.total = 0
        self.written = 0  # characters the sheets come to once shared strings are written out

    def chunks(self, box: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """The unpacked part piece by piece, refused at the limit, at a DTD, at an odd encoding."""
        is_xml = info.filename.endswith((".xml", ".rels", ".vml"))
        tail, first = b"", True
        with box.open(info) as part:
            while chunk := part.read(_CHUNK):
                self.total += len(chunk)
                if self.total > self.limit:
                    raise _bomb()
                if is_xml:
                    _guard_xml(tail + chunk, first, info.filename)
                tail, first = chunk[-16:], False
                yield chunk


def _guard_xml(piece: bytes, first: bool, name: str) -> None:
    if first and (
        piece[:2] in (b"\xff\xfe", b"\xfe\xff") or piece[:1] == b"\x00" or piece[1:2] == b"\x00" or _odd_encoding(piece)
    ):
        raise refuse(
            f"部件 {name} 的编码不是 UTF-8，没有打开。请另存为新的 .xlsx。",
            f"Part {name} is not UTF-8 and was not opened. Save it as a new .xlsx.",
        )
    if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
        raise refuse(
            f"部件 {name} 含有 DTD 声明，没有打开。请在 Excel 或 WPS 中另存为新的 .xlsx。",
            f"Part {name} declares a DTD and was not opened. Save it as a new .xlsx in Excel or WPS.",
        )


def _odd_encoding(piece: bytes) -> bool:
    found = _ENCODED.match(piece.removeprefix(b"\xef\xbb\xbf"))
    return bool(found) and found.group(1).lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii") if found else False


def _string_lengths(chunks: Iterator[bytes]) -> list[int]:
    lengths: list[int] = []
    rest = b""
    for chunk in chunks:
        rest += chunk
        end = 0
        for found in _STRING.finditer(rest):
            lengths.append(len(found.group(1)))
            end = found.end()
        rest = rest[end:]
    return lengths


def _guard_sheet(chunks: Iterator[bytes], name: str, lengths: list[int]) -> int:
    """Extent of the cells that hold something; returns the characters of its shared strings."""
    width = height = count = written = 0
    rest = b""
    for chunk in chunks:
        piece = rest + chunk
        cut = piece.rfind(b"<", 0, max(0, len(piece) - 1)) if len(piece) > 1 else 0
        cut = max(piece.rfind(b"<c ", 0, len(piece)), piece.rfind(b"</row", 0, len(piece)), 0)
        head, rest = (piece[:cut], piece[cut:]) if cut else (b"", piece)
        if len(rest) > 4 * _CHUNK:
            head, rest = piece, b""
        seen_width, seen_height, seen = _extent(head)
        width, height, count = max(width, seen_width), max(height, seen_height), count + seen
        written += sum(lengths[int(i)] for i in _SHARED.findall(head) if int(i) < len(lengths))
        _refuse_extent(width, height, count, name)
    seen_width, seen_height, seen = _extent(rest)
    written += sum(lengths[int(i)] for i in _SHARED.findall(rest) if int(i) < len(lengths))
    _refuse_extent(max(width, seen_width), max(height, seen_height), count + seen, name)
    return written


def _extent(piece: bytes) -> tuple[int, int, int]:
    width = height = count = 0
    for attributes, closed in _CELL.findall(piece):
        count += 1
        if closed:
            continue
        if found := _PLACE.search(attributes):
            width = max(width, _column(found.group(1)))
            height = max(height, int(found.group(2)))
    return width, height, count


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _refuse_extent(width: int, height: int, count: int, name: str) -> None:
    if width > MAX_COLUMNS:
        raise too_wide(width, name)
    if height > MAX_ROWS or width * height > MAX_CELLS or count > MAX_CELLS:
        raise refuse(
            f"{name} 有 {height} 行 × {width} 列，超过上限（{MAX_ROWS} 行、{MAX_CELLS} 格）。请删除空白区域或拆成几个文件。",
            f"{name} spans {height:,} rows × {width:,} columns, over the limit ({MAX_ROWS:,} rows, {MAX_CELLS:,} cells). "
            "Delete the blank area or split the file.",
        )


def too_wide(width: int, place: str) -> FileRefused:
    """More columns than any list of projects has."""
    return refuse(
        f"{place} 有 {width} 列，上限是 {MAX_COLUMNS} 列。请删除右侧的空列再导入。",
        f"{place} has {width:,} columns; the limit is {MAX_COLUMNS:,}. Delete the empty columns on the right and import again.",
    )
