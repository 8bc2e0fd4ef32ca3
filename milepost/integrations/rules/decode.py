"""Text files: which encoding, which separator, which records. Read lazily, never executed."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from milepost.integrations.rules.archive import MAX_COLUMNS, too_wide
from milepost.integrations.rules.refusals import FileRefused, refuse

SEPARATORS = (",", ";", "\t", "|", "，")
_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_HIGH = re.compile(rb"[\x80-\xff]")
_SAMPLE = 50
MAX_LINE = 2_000_000


def encoding_of(data: bytes) -> str:
    """The Python codec that reads ``data``: BOM first, then proof by decoding, then likeness.

    Windows-1252 text often decodes as GB18030 too; what tells them apart is that Chinese
    comes in pairs of high bytes and accents come alone.
    """
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if wide := _utf16_without_bom(data):
        return wide
    if b"\x00" in data:
        raise refuse(
            "内容不是文本（含有空字节）。请导入 CSV 或 XLSX 文件。",
            "The content is not text (it holds zero bytes). Import a CSV or XLSX file.",
        )
    if _decodes(data, "utf-8"):
        return "utf-8"
    if _mostly_pairs(data) and _decodes(data, "gb18030"):
        return "gb18030"
    if _decodes(data, "cp1252"):
        return "cp1252"
    if _decodes(data, "gb18030"):
        return "gb18030"
    raise refuse(
        "认不出文件的编码。请在 Excel 或 WPS 中另存为“CSV UTF-8”再导入。",
        "The encoding of the file is not known. Save it as “CSV UTF-8” in Excel or WPS and import that.",
    )


def _utf16_without_bom(data: bytes) -> str | None:
    sample = data[:4000]
    if len(sample) < 4 or sample.count(0) < len(sample) // 20:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 4 * max(even, 1) and _decodes(data, "utf-16-le"):
        return "utf-16-le"
    if even > 4 * max(odd, 1) and _decodes(data, "utf-16-be"):
        return "utf-16-be"
    return None


def _decodes(data: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(data)
    try:
        for start in range(0, len(data), 1 << 20):
            decoder.decode(bytes(view[start : start + (1 << 20)]))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_pairs(data: bytes) -> bool:
    sample = data[: 1 << 20]
    high = len(_HIGH.findall(sample))
    return high > 0 and 2 * len(_PAIR.findall(sample)) >= 0.7 * high


@dataclass(slots=True)
class Records:
    """An open text file: iterating gives (line where the record begins, its cells)."""

    data: bytes
    encoding: str
    separator: str

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Lazily; raises FileRefused at an unclosed quote, naming its line, and at absurd widths."""
        source = _Lines(self.data, self.encoding, self.separator)
        reader = csv.reader(source, delimiter=self.separator)
        begun = 1
        try:
            for cells in reader:
                if source.exhausted:  # csv asked for more text in the middle of a record
                    raise _unclosed(begun)
                yield begun, cells
                begun = reader.line_num + 1
        except csv.Error as error:
            raise _unclosed(begun) from error


class _Lines:
    """The decoded lines, guarded one by one; remembers that the end was reached."""

    def __init__(self, data: bytes, encoding: str, separator: str) -> None:
        self.stream = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
        self.separator, self.number, self.exhausted = separator, 0, False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.stream.readline(MAX_LINE)
        if not line:
            self.exhausted = True
            raise StopIteration
        self.number += 1
        if len(line) >= MAX_LINE or line.count(self.separator) >= MAX_COLUMNS * 4:
            raise too_wide(line.count(self.separator) + 1, f"line {self.number}")
        return line


def open_text(data: bytes, separator: str | None = None) -> Records:
    """Find encoding and separator; ``separator`` given by a person wins."""
    encoding = encoding_of(data)
    return Records(data, encoding, separator or separator_of(data, encoding))


def separator_of(data: bytes, encoding: str) -> str:
    """The separator that cuts the first lines into the most even records; a comma when nothing does."""
    sample = codecs.getincrementaldecoder(encoding)().decode(data[:65_536])
    if len(data) > 65_536:
        sample = sample.rsplit("\n", 1)[0]
    best = max(SEPARATORS, key=lambda separator: _evenness(sample, separator))
    return best if _evenness(sample, best) > (0.0, 0) else ","


def _evenness(sample: str, separator: str) -> tuple[float, int]:
    widths: Counter[int] = Counter()
    if separator not in sample:
        return 0.0, 0
    try:
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            if any(cells):
                widths[len(cells)] += 1
            if widths.total() >= _SAMPLE:
                break
    except csv.Error:
        return 0.0, 0
    wide = {width: number for width, number in widths.items() if width > 1}
    if not wide:
        return 0.0, 0
    width = max(wide, key=lambda each: (wide[each], each))
    share = wide[width] / widths.total()
    # A remark full of full-width commas must not beat a true separator of even width.
    return (round(share, 1) - (0.15 if separator == "，" else 0.0), width)


def _unclosed(line: int) -> FileRefused:
    return refuse(
        f"第 {line} 行有一个引号没有闭合，后面的内容分不清行列。请补上引号再导入。",
        f"A quote opened in line {line} is never closed, so the rest cannot be read. Close the quote and import again.",
    )
