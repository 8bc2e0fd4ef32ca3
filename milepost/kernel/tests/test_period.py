"""Quarters, months and ages."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from milepost.kernel import period

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))


@given(DAYS)
def test_a_day_lies_in_its_quarter_and_the_next_day_after_it_in_another(day: dt.date) -> None:
    first, last = period.quarter(day)
    assert first <= day <= last
    assert first.day == 1
    assert period.quarter(last + dt.timedelta(days=1))[0] == last + dt.timedelta(days=1)


@given(DAYS)
def test_a_month_ends_where_the_next_begins(day: dt.date) -> None:
    first, last = period.month(day)
    assert first <= day <= last
    assert (last + dt.timedelta(days=1)).day == 1


@given(DAYS, st.integers(-60, 60))
def test_adding_months_and_taking_them_back_returns(day: dt.date, months: int) -> None:
    first = day.replace(day=1)
    assert period.add_months(period.add_months(first, months), -months) == first


def test_the_day_itself_is_not_counted_in_an_age() -> None:
    day = dt.date(2026, 11, 25)
    assert period.age_days(day, day) == 0
    assert period.age_days(day, day + dt.timedelta(days=3)) == 3
