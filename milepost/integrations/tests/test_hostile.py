"""Hostile and mistaken files are refused with a sentence, quickly and in little memory, before anything is parsed."""

import datetime as dt
import io
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from milepost.integrations.rules import read, source, table
from milepost.integrations.rules.refusals import FileRefused
from milepost.integrations.tests import books
from milepost.kernel.text import Text

CELL = b'<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'


def _zip(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in parts.items():
            box.writestr(name, content)
    return buffer.getvalue()


def _lying_sizes() -> bytes:
    """A bomb whose headers claim ten bytes."""
    data = bytearray(books.archive(CELL, {"xl/media/a.bin": b"\0" * 40_000_000}))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    return bytes(data)


def _wide(cells: int) -> bytes:
    return b'<row r="1">' + b"".join(b'<c r="%s1"><v>1</v></c>' % _letters(i) for i in range(1, cells + 1)) + b"</row>"


def _letters(number: int) -> bytes:
    said = b""
    while number:
        number, rest = divmod(number - 1, 26)
        said = bytes([65 + rest]) + said
    return said


HOSTILE = {
    "empty": (b"", "a.csv"),
    "zip bomb by ratio": (books.archive(CELL, {"xl/media/a.bin": b"\0" * 60_000_000}), "a.xlsx"),
    "zip bomb in the sheet": (books.archive(b'<row r="1"><c r="A1"><v>1</v></c></row>' + b" " * 220_000_000), "a.xlsx"),
    "zip bomb with lying sizes": (_lying_sizes(), "a.xlsx"),
    "too many parts": (books.archive(CELL, {f"xl/x{i}.txt": b"" for i in range(2_100)}), "a.xlsx"),
    "zip slip": (books.archive(CELL, {"../../etc/passwd": b"x"}), "a.xlsx"),
    "absolute name": (books.archive(CELL, {"/etc/passwd": b"x"}), "a.xlsx"),
    "backslash slip": (books.archive(CELL, {"..\\x.txt": b"x"}), "a.xlsx"),
    "dtd": (books.archive(CELL, {"xl/styles.xml": b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'}), "a.xlsx"),
    "utf-16 part": (books.archive(CELL, {"xl/styles.xml": '<?xml version="1.0"?><!DOCTYPE a>'.encode("utf-16")}), "a.xlsx"),
    "far corner cell": (books.archive(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "a.xlsx"),
    "a million columns": (books.archive(_wide(20_000)), "a.xlsx"),
    "a million empty columns as text": (b"a" + b"," * 1_000_000 + b"\n1\n", "a.csv"),
    "many columns as text": (b"a" + b"," * 1_500 + b"\n1\n", "a.csv"),
    "text named xlsx": (b"a,b\n1,2\n", "a.xlsx"),
    "workbook named csv": (books.archive(CELL), "a.csv"),
    "plain zip": (_zip({"a.csv": b"a,b"}), "a.xlsx"),
    "truncated": (books.archive(CELL)[:200], "a.xlsx"),
    "old xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls"),
    "pdf named csv": (b"%PDF-1.7\n...", "a.csv"),
    "web page named xls": (b"<html><table><tr><td>1</td></tr></table></html>", "a.xls"),
    "program": (b"MZ\x90\x00" + b"\0" * 100, "a.csv"),
    "zero bytes": (b"a,b\n1,\x00\x01\x02zz\n", "a.csv"),
    "unclosed quote": (b'name,customer\nA,"x\nB,y\nC,z\n', "a.csv"),
    "unclosed quote, huge": (b'name,customer\nA,"x\n' + b"B,y\n" * 100_000, "a.csv"),
    "oversize": (b"a,b\n" + b"1,2\n" * (source.MAX_BYTES // 4), "a.csv"),
}  # fmt: skip


def _read_all(data: bytes, name: str) -> None:
    for sheet in table.open_table(source.open_source(data, name)).sheets:
        list(sheet.rows())


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_in_both_languages_within_ten_seconds(name: str) -> None:
    data, file_name = HOSTILE[name]
    begun = time.perf_counter()
    with pytest.raises(FileRefused) as refused:
        _read_all(data, file_name)
    assert time.perf_counter() - begun < 10
    said: Text = refused.value.text
    assert said.zh
    assert said.en.isascii() or "“" in said.en or "×" in said.en


def test_unclosed_quote_names_its_line() -> None:
    with pytest.raises(FileRefused) as refused:
        list(table.open_table(source.open_source(b'a,b\n1,2\n3,"4\n5,6\n', "a.csv")).sheets)
    assert "第 3 行" in refused.value.text.zh
    assert "line 3" in refused.value.text.en


def test_refusing_a_bomb_stays_within_256_mib() -> None:
    """In a process of its own, because memory is counted per process."""
    program = (
        "import resource, sys\n"
        "from milepost.integrations.rules import source\n"
        "from milepost.integrations.tests import test_hostile as h\n"
        "data, name = h.HOSTILE['zip bomb in the sheet']\n"
        "h.HOSTILE.clear()\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try:\n    source.open_source(data, name)\n"
        "except Exception as error:\n    assert type(error).__name__ == 'FileRefused'\n"
        "else:\n    sys.exit(3)\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 256


def test_formula_cells_are_text_or_their_stored_value_never_run() -> None:
    data = books.build(
        {
            "sheets": [
                {"name": "S", "rows": [["客户", "项目", "金额"], ["=1+1", "甲", {"formula": "=6*7", "value": 42}]]}
            ]
        }
    )
    (row,) = read.read(source.open_source(data, "a.xlsx"), "projects", today=dt.date(2026, 1, 1)).rows()
    assert row.values["amount"].fen == 42_00
    text = b"customer,name,amount\n=cmd|' /C calc'!A0,p,1\n"
    (row,) = read.read(source.open_source(text, "a.csv"), "projects", today=dt.date(2026, 1, 1)).rows()
    assert row.values["customer"] == "=cmd|' /C calc'!A0"


def test_empty_styled_columns_to_the_right_do_no_harm() -> None:
    wide = b'<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1" t="inlineStr"><is><t>customer</t></is></c>'
    wide += b"".join(b'<c r="%s1" s="0"/>' % _letters(i) for i in range(3, 16_385)) + b"</row>"
    wide += (
        b'<row r="2"><c r="A2" t="inlineStr"><is><t>p</t></is></c><c r="B2" t="inlineStr"><is><t>c</t></is></c></row>'
    )
    (sheet,) = table.open_table(source.open_source(books.archive(wide), "a.xlsx")).sheets
    assert sheet.header == ("name", "customer")
    assert [row.number for row in sheet.rows()] == [2]


def test_a_million_empty_rows_do_no_harm() -> None:
    rows = b'<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>p</t></is></c></row>'
    rows += b"".join(b'<row r="%d"/>' % i for i in range(3, 300_000))
    (sheet,) = table.open_table(source.open_source(books.archive(rows), "a.xlsx")).sheets
    assert [row.number for row in sheet.rows()] == [2]
