"""The papers of the sample are real files that programs open."""

import datetime as dt
import io
import re
import struct
import zlib

import python_calamine

from milepost.sample import papers

DAY = dt.date(2026, 3, 27)


def test_a_letter_is_a_pdf_whose_table_finds_every_object() -> None:
    content = papers.letter("中标通知书", day=DAY, sender="云溪市采购中心", lines=["致：远岫信息"]).content
    places = [int(found) for found in re.findall(rb"(\d{10}) 00000 n", content)]
    assert len(places) == 7
    assert all(content[place:].startswith(b"%d 0 obj" % number) for number, place in enumerate(places, start=1))
    assert "中标通知书".encode("utf-16-be").hex().upper().encode() in content


def test_a_scan_is_a_png_whose_parts_check_out() -> None:
    content, at, kinds = papers.scan("回执", seed=3).content, 8, []
    while at < len(content):
        (size,) = struct.unpack(">I", content[at : at + 4])
        body = content[at + 4 : at + 8 + size]
        assert struct.unpack(">I", content[at + 8 + size : at + 12 + size])[0] == zlib.crc32(body)
        kinds.append(body[:4])
        at += size + 12
    assert kinds == [b"IHDR", b"IDAT", b"IEND"]


def test_a_sign_in_sheet_is_a_workbook_with_the_people() -> None:
    paper = papers.sign_in_sheet("交流会签到表", day=DAY, rows=[("王志明", "信息科", "信息科主任")])
    rows = python_calamine.load_workbook(io.BytesIO(paper.content)).get_sheet_by_index(0).to_python()
    assert rows[2][:4] == [1.0, "王志明", "信息科", "信息科主任"]


def test_minutes_are_text_with_time_and_people() -> None:
    text = papers.minutes("拜访纪要", day=DAY, people=["王主任"], lines=["看了现场"]).content.decode("utf-8-sig")
    assert "2026年03月27日" in text
    assert "王主任" in text
