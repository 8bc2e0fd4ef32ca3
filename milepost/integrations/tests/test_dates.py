"""Dates as they are really written."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.integrations.rules import dates

YEAR = dates.Context(year=2026)


@pytest.mark.parametrize(
    "said",
    [
        "2026-03-27", "2026/3/27", "3/27/2026", "27.03.2026", "2026年3月27日", "3月27日", "２０２６－０３－２７", "二〇二六年三月二十七日", "20260327", "46108",
        "27-Mar-2026", "Mar 27, 2026", "2026-03-27（周五）", "3月27日前", "2026-03-27T20:47:07.000Z", "2026/3/27 14:05", "3/27", "26年3月27日", "2026. 3. 27.", 46108, 20260327,
    ],
)  # fmt: skip
def test_exact_day(said: str | int) -> None:
    when = dates.parse(said, YEAR)
    assert when is not None
    assert (when.first, when.last, when.precision) == (dt.date(2026, 3, 27), dt.date(2026, 3, 27), "day")


@pytest.mark.parametrize(
    ("said", "first", "last", "precision"),
    [
        ("2026Q3", "2026-07-01", "2026-09-30", "quarter"), ("Q3", "2026-07-01", "2026-09-30", "quarter"), ("三季度", "2026-07-01", "2026-09-30", "quarter"),
        ("2026年第3季度", "2026-07-01", "2026-09-30", "quarter"), ("26Q3", "2026-07-01", "2026-09-30", "quarter"), ("下半年", "2026-07-01", "2026-12-31", "half"),
        ("2026H1", "2026-01-01", "2026-06-30", "half"), ("年底", "2026-12-01", "2026-12-31", "month"), ("2026年6月", "2026-06-01", "2026-06-30", "month"),
        ("202606", "2026-06-01", "2026-06-30", "month"), ("约3月底", "2026-03-21", "2026-03-31", "range"), ("3-4月", "2026-03-01", "2026-04-30", "range"),
        ("2026", "2026-01-01", "2026-12-31", "year"), ("明年Q1", "2027-01-01", "2027-03-31", "quarter"), ("去年年底", "2025-12-01", "2025-12-31", "month"),
    ],
)  # fmt: skip
def test_period_keeps_its_precision(said: str, first: str, last: str, precision: str) -> None:
    when = dates.parse(said, YEAR)
    assert when is not None
    assert (when.first.isoformat(), when.last.isoformat(), when.precision) == (first, last, precision)


@pytest.mark.parametrize("said", ["", "待定", "TBD", "未定", "-", "n/a"])
def test_undetermined_is_no_date(said: str) -> None:
    assert dates.parse(said, YEAR) is None


@pytest.mark.parametrize("said", ["2026-13-45", "31.2.2026", "abc", "13/27", 3.5, True])
def test_impossible_dates_are_refused(said: str | float) -> None:
    with pytest.raises(dates.NotADateError):
        dates.parse(said, YEAR)


def test_words_without_a_day_are_vague_and_days_without_a_year_say_so() -> None:
    with pytest.raises(dates.VagueDateError):
        dates.parse("下月", YEAR)
    with pytest.raises(dates.YearMissingError):
        dates.parse("3月27日")
    guessed = dates.parse("3月27日", YEAR)
    assert guessed is not None
    assert guessed.year_guessed


def test_one_cell_decides_the_order_of_the_whole_column() -> None:
    assert dates.order_of(["3/4/2026", "27/3/2026"]) == ("DMY", True)
    assert dates.order_of(["3/4/2026", "3/27/2026"]) == ("MDY", True)
    assert dates.order_of(["26.3.27", "26.4.5"]) == ("YMD", True)
    assert dates.order_of(["3/4/2026"]) == ("MDY", False)
    assert dates.order_of(["03.04.2026"]) == ("DMY", False)
    when = dates.parse("3/4/2026", dates.Context(order="DMY"))
    assert when is not None
    assert when.first == dt.date(2026, 4, 3)


def test_serials_of_the_mac_calendar() -> None:
    when = dates.parse(44646, dates.Context(date1904=True))
    assert when is not None
    assert when.first == dt.date(2026, 3, 27)


days = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))


@given(
    days,
    st.sampled_from(
        ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%d %b %Y", "%B %d, %Y", "%Y-%m-%d %H:%M:%S"]
    ),
)
def test_any_day_survives_being_written(day: dt.date, form: str) -> None:
    when = dates.parse(day.strftime(form))
    assert when is not None
    assert (when.first, when.last) == (day, day)


@given(days, st.sampled_from(["MDY", "DMY"]), st.sampled_from("/.-"))
def test_short_order_survives_when_the_column_tells_it(day: dt.date, order: dates.Order, sep: str) -> None:
    parts = [day.month, day.day] if order == "MDY" else [day.day, day.month]
    when = dates.parse(sep.join(map(str, [*parts, day.year])), dates.Context(order=order))
    assert when is not None
    assert when.first == day


@given(st.one_of(st.text(max_size=25), st.floats(allow_nan=False), st.integers()))
def test_anything_is_read_or_refused_never_a_crash(said: str | float) -> None:
    try:
        when = dates.parse(said, YEAR)
    except dates.NotADateError:
        return
    assert when is None or when.first <= when.last
