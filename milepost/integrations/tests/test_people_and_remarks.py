"""Several names in a cell; a year of visits in a remark."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.integrations.rules import people, remarks

TODAY = dt.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("said", "owner", "helpers"),
    [
        ("张三/李四", "张三", ["李四"]), ("张三、李四", "张三", ["李四"]), ("张三(售前)", "张三", []), ("李四（售前）、张三", "张三", ["李四"]), ("张三（主）、王五", "张三", ["王五"]),
        ("王五、张三（主）", "张三", ["王五"]), ("售前：李四 销售：张三", "张三", ["李四"]), ("张 三", "张三", []), ("张三 李四", "张三", ["李四"]), ("Moses Frase", "Moses Frase", []),
        ("Anna Lee, Bob Ray", "Anna Lee", ["Bob Ray"]), ("张三和李四", "张三", ["李四"]), ("张三/张三", "张三", []), ("待定", None, []), ("", None, []),
    ],
)  # fmt: skip
def test_names_in_one_cell(said: str, owner: str | None, helpers: list[str]) -> None:
    named = people.parse(said)
    assert (named.owner.name if named.owner else None, [p.name for p in named.helpers]) == (owner, helpers)


def test_role_and_leaving_are_kept() -> None:
    named = people.parse("张三/李四（售前）/王五（已离职）")
    assert [(p.name, p.role, p.gone) for p in named.helpers] == [("李四", "presales", False), ("王五", None, True)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("张三", "张三"),
        ("周强2026", "周强"),
        ("李四的项目", "李四"),
        ("汇总", None),
        ("Sheet1", None),
        ("2026年", None),
        ("华东", None),
        ("Anna Lee", "Anna Lee"),
    ],
)
def test_sheet_titles_that_are_people(title: str, name: str | None) -> None:
    assert people.looks_like_name(title) == name


@pytest.mark.parametrize(
    ("said", "lines", "rest"),
    [
        ("3/5 拜访王处，要方案；3.12 电话沟通预算3.5万", [("2026-03-05", "visit", "王处"), ("2026-03-12", "call", None)], ""),
        ("2026-03-05：技术交流；2026-03-08 演示", [("2026-03-05", "exchange", None), ("2026-03-08", "demo", None)], ""),
        ("客户不错。3月5日拜访信息科王科长。4月1日讲标", [("2026-03-05", "visit", "王科长"), ("2026-04-01", None, None)], "客户不错。"),
        ("12/28 汇报；1/5 开会", [("2025-12-28", "meeting", None), ("2026-01-05", "meeting", None)], ""),
        ("(3月5日)拜访张总，(3月9日)开会", [("2026-03-05", "visit", "张总"), ("2026-03-09", "meeting", None)], ""),
        ("1、3月5日 拜访；2、3月9日 电话", [("2026-03-05", "visit", None), ("2026-03-09", "call", None)], ""),
        ("3.5万预算已批；7-8套终端", [], "3.5万预算已批；7-8套终端"),
        ("2027-01-05 交标书", [], "2027-01-05 交标书"),
        ("没有日期的话", [], "没有日期的话"),
    ],
)  # fmt: skip
def test_history_becomes_diary_lines_and_the_rest_is_kept(
    said: str, lines: list[tuple[str, str | None, str | None]], rest: str
) -> None:
    found = remarks.parse(said, today=TODAY)
    assert [(line.on.isoformat(), line.kind, line.person) for line in found.lines] == lines
    assert found.rest == rest


def test_a_date_without_year_is_never_in_the_future() -> None:
    (line,) = remarks.parse("12/28 汇报", today=TODAY, year=2026).lines
    assert line.on == dt.date(2025, 12, 28)


@given(st.text(max_size=200))
def test_no_word_of_a_remark_is_lost(said: str) -> None:
    found = remarks.parse(said, today=TODAY)
    kept = "".join([found.rest, *(line.text for line in found.lines)])
    letters = [c for c in said if c.isalpha() and c not in "年月日号"]
    assert [c for c in letters if c not in kept] == []
