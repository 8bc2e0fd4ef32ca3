"""Small real files for the sample's evidence: minutes, sign-in sheets, letters and scans, all made here."""

import datetime as dt
import io
import math
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

_RED, _INK, _PAPER, _GREY = (200, 44, 40), (60, 60, 66), (252, 251, 246), (206, 206, 204)
_WIDTH, _HEIGHT = 240, 320
_MARK = "样例文件，内容虚构 / sample file, invented content"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as somebody would upload it: its name and its bytes."""

    name: str
    content: bytes


def minutes(title: str, *, day: dt.date, people: Sequence[str], lines: Sequence[str]) -> Paper:
    """Minutes of a meeting as plain text."""
    head = [title, f"时间：{day:%Y年%m月%d日}", f"参加：{'、'.join(people)}", ""]
    body = [f"{number}. {line}" for number, line in enumerate(lines, start=1)]
    return Paper(f"{title}.txt", "\r\n".join([*head, *body, "", _MARK, ""]).encode("utf-8-sig"))


def sign_in_sheet(title: str, *, day: dt.date, rows: Sequence[Sequence[str]]) -> Paper:
    """A sign-in sheet as a workbook: number, name, department and post."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": dt.datetime.combine(day, dt.time(9))})
    sheet = book.add_worksheet("签到表")
    bold = book.add_format({"bold": True})
    sheet.merge_range(0, 0, 0, 4, f"{title}  {day:%Y-%m-%d}", bold)
    sheet.write_row(1, 0, ["序号", "姓名", "部门", "职务", "签名"], bold)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number + 1, 0, [number, *row, row[0]])
    sheet.write(len(rows) + 3, 0, _MARK)
    sheet.set_column(1, 3, 16)
    book.close()
    return Paper(f"{title}.xlsx", buffer.getvalue())


def letter(title: str, *, day: dt.date, sender: str, lines: Sequence[str]) -> Paper:
    """A stamped letter, notice or receipt as a one-page PDF with a red seal."""
    text = [(title, 18), ("", 12), *((line, 12) for line in lines), ("", 12), (sender, 12), (f"{day:%Y年%m月%d日}", 12)]
    return Paper(f"{title}.pdf", _pdf([*text, ("", 12), (_MARK, 8)]))


def scan(title: str, *, seed: int) -> Paper:
    """A photographed page as a PNG: lines of writing and a red seal."""
    return Paper(f"{title}.png", _png(_page(seed)))


def _pdf(lines: Sequence[tuple[str, int]]) -> bytes:
    """One A4 page. The font is named, not embedded: every reader brings a Song face for it."""
    content = _page_content(lines)
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe)"
        b" /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 7 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    return _with_table(bodies)


def _page_content(lines: Sequence[tuple[str, int]]) -> bytes:
    parts, height = [], 770
    for text, size in lines:
        code = text.encode("utf-16-be").hex().upper()
        parts.append(f"BT /F1 {size} Tf 72 {height} Td <{code}> Tj ET")
        height -= size + 12
    seal = f"0.78 0.17 0.16 RG 3 w {_circle(430, height + 70, 46)} S {_circle(430, height + 70, 8)} S"
    return "\n".join([*parts, seal]).encode("ascii")


def _circle(x: float, y: float, r: float) -> str:
    """A circle of four Bézier curves."""
    k = r * 0.5523
    curves = [
        (x + r, y + k, x + k, y + r, x, y + r), (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r), (x + k, y - r, x + r, y - k, x + r, y),
    ]  # fmt: skip
    return f"{x + r:.1f} {y:.1f} m " + " ".join(" ".join(f"{number:.1f}" for number in one) + " c" for one in curves)


def _with_table(bodies: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def _page(seed: int) -> list[bytearray]:
    rows = [bytearray(_PAPER * _WIDTH) for _ in range(_HEIGHT)]
    _box(rows, 70, 24, 170, 32, _INK)
    for line in range(14):
        length = 120 + (seed * 31 + line * 47) % 70
        _box(rows, 24, 56 + line * 15, 24 + length, 60 + line * 15, _GREY if line % 4 == 3 else _INK)
    _seal(rows, 168 + seed % 20, 262, 34)
    return rows


def _box(rows: list[bytearray], left: int, top: int, right: int, bottom: int, colour: tuple[int, int, int]) -> None:
    for y in range(top, bottom):
        rows[y][left * 3 : right * 3] = bytes(colour) * (right - left)


def _seal(rows: list[bytearray], x: int, y: int, radius: int) -> None:
    for angle in range(0, 3600, 4):
        for distance in (radius, radius - 1, radius - 2, 8):
            px = x + round(distance * math.cos(math.radians(angle / 10)))
            py = y + round(distance * math.sin(math.radians(angle / 10)))
            rows[py][px * 3 : px * 3 + 3] = bytes(_RED)


def _png(rows: Sequence[bytearray]) -> bytes:
    raw = b"".join(b"\x00" + bytes(row) for row in rows)
    header = struct.pack(">IIBBBBB", _WIDTH, len(rows), 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(raw, 6)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
