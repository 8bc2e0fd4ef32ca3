"""The table of working days: shipped once, then edited by those who keep it."""

import datetime as dt

import pytest

from milepost.accounts.tests import company as companies
from milepost.accounts.tests.company import NOW
from milepost.kernel.errors import Refused
from milepost.trail import queries as trail
from milepost.workdays import actions, permissions, queries
from milepost.workdays.models import SpecialDay

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    return companies.build()


def test_shipped_days_come_in_once_and_edited_years_stay(company):
    added = actions.ensure_shipped(now=NOW)
    assert added > 60
    SpecialDay.objects.filter(day__year=2026).exclude(day=dt.date(2026, 10, 1)).delete()
    assert actions.ensure_shipped(now=NOW) == 0
    assert [day.day for day in queries.special_days(2026)] == [dt.date(2026, 10, 1)]


def test_table_knows_holidays_make_up_days_and_its_years():
    actions.ensure_shipped(now=NOW)
    table = queries.table()
    assert table.is_working(dt.date(2026, 10, 1)) is False
    assert table.is_working(dt.date(2026, 9, 20)) is True
    assert table.is_working(dt.date(2026, 11, 23)) is True
    assert table.is_working(dt.date(2026, 11, 22)) is False
    assert table.is_working(dt.date(2031, 3, 3)) is None


def test_keeper_sets_and_clears_a_day(company):
    actions.ensure_shipped(now=NOW)
    day = dt.date(2026, 12, 25)
    special = actions.set_day(company.ops, now=NOW, day=day, works=False, name="司庆")
    assert queries.table().is_working(day) is False
    recorded = trail.of_object("workdays", special.pk).latest("pk").values.after or {}
    assert recorded["name"] == "司庆"
    actions.clear_day(company.ops, now=NOW, special=special)
    assert queries.table().is_working(day) is True


def test_sellers_may_not_edit(company):
    with pytest.raises(Refused):
        actions.set_day(company.lin, now=NOW, day=dt.date(2026, 12, 25), works=False)
    assert not permissions.may_edit(company.lin)


def test_what_the_plain_week_says_is_refused_and_the_last_day_of_a_year_stays(company):
    with pytest.raises(Refused) as refusal:
        actions.set_day(company.ops, now=NOW, day=dt.date(2026, 12, 26), works=False)
    assert refusal.value.field == "day"
    only = actions.set_day(company.ops, now=NOW, day=dt.date(2027, 1, 1), works=False)
    with pytest.raises(Refused):
        actions.clear_day(company.ops, now=NOW, special=only)
