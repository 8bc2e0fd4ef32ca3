"""Encodings, separators, quotes: what text files really come as."""

import pytest

from milepost.integrations.rules import decode, source, table

CHINESE = "客户,项目,备注\n宁波医院,“云桌面”二期,说“好”\n绍兴大学,实验室,—\n"


@pytest.mark.parametrize(
    ("codec", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_chinese_text_in_every_encoding(codec: str, found: str) -> None:
    data = CHINESE.encode(codec)
    assert decode.encoding_of(data) == found
    (sheet,) = table.open_table(source.open_source(data, "a.csv")).sheets
    assert [row.cells for row in sheet.rows()] == [["宁波医院", "“云桌面”二期", "说“好”"], ["绍兴大学", "实验室", "—"]]


def test_accents_are_not_taken_for_chinese() -> None:
    assert decode.encoding_of("name,customer\nZähler,Café São José\n".encode("cp1252")) == "cp1252"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "，"])
def test_separators(separator: str) -> None:
    data = "\n".join(
        separator.join(row) for row in (["客户", "项目", "金额"], ["甲", "乙", "1"], ["丙", "丁", "2"])
    ).encode()
    found = table.open_table(source.open_source(data, "a.txt"))
    assert found.separator == separator
    assert [row.cells for row in found.sheets[0].rows()] == [["甲", "乙", "1"], ["丙", "丁", "2"]]


def test_line_breaks_quotes_and_line_numbers() -> None:
    data = b'customer,name,remarks\r\n"Acme, Inc.","a ""b"" c","one\r\ntwo"\r\nX,Y,Z'
    rows = list(table.open_table(source.open_source(data, "a.csv")).sheets[0].rows())
    assert [(row.number, row.cells) for row in rows] == [
        (2, ["Acme, Inc.", 'a "b" c', "one\r\ntwo"]),
        (4, ["X", "Y", "Z"]),
    ]


def test_a_remark_full_of_commas_does_not_win() -> None:
    data = "客户;项目;备注\n甲;乙;一，二，三，四\n丙;丁;五，六，七，八\n".encode()
    assert table.open_table(source.open_source(data, "a.csv")).separator == ";"
