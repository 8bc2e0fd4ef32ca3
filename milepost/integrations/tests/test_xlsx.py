"""What leaves the house: typed cells, nothing that runs."""

import datetime as dt
import io

import pytest
import python_calamine

from milepost.integrations.rules import cells, xlsx

COLUMNS = [
    xlsx.Column("项目"),
    xlsx.Column("金额", "money"),
    xlsx.Column("预计签约", "date"),
    xlsx.Column("占比", "percent"),
]


def test_cells_are_typed_and_formulas_are_text() -> None:
    data = xlsx.write([("=1+1", 123_45, dt.date(2026, 3, 27), 25), ("-12.5", None, None, None)], COLUMNS)
    grid = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert grid == [
        ["项目", "金额", "预计签约", "占比"],
        ["'=1+1", 123.45, dt.date(2026, 3, 27), 0.25],
        ["-12.5", "", "", ""],
    ]


@pytest.mark.parametrize("said", ["=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", "\t=1", "＝1"])
def test_what_could_run_is_escaped(said: str) -> None:
    assert cells.escape_formula(said) == "'" + said


@pytest.mark.parametrize("said", ["-12.5", "+86", "客户=甲方", "a@b.cn", ""])
def test_what_cannot_run_stays(said: str) -> None:
    assert cells.escape_formula(said) == said


def test_csv_opens_in_excel_and_is_escaped() -> None:
    assert xlsx.write_csv([["=1", None, 5]], ["甲", "乙", "丙"]).decode("utf-8-sig") == "甲,乙,丙\r\n'=1,,5\r\n"
