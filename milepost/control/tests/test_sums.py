"""Sums: kept and live agree, currencies never mix, every part adds up to its whole."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db.models import Sum

from milepost.control import queries
from milepost.control.actions import totals
from milepost.control.models import Standing, Total
from milepost.control.queries import sums
from milepost.control.rules import cells
from milepost.control.rules.filters import Filters
from milepost.control.tests.rows import STAGES, TODAY, Company, company

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Company:
    """Eight projects of three sellers in two teams, two of them lost, one in dollars, one an account order."""
    it = company()
    it.project("lin", stage=2, amount=1_000_000, proved=1, missing=",man_passed,approver_named,")
    it.project("lin", stage=4, amount=3_000_000, proved=2, missing=",approver_named,", hand_fen=1000)
    it.project("he", stage=4, amount=500_000, missing=",approver_named,")
    it.project("zhao", stage=6, amount=2_000_000, proved=5)
    it.project("zhao", stage=3, amount=900_000, currency="USD", proved=2)
    it.project("zhao", stage=2, amount=400_000, status="lost", claimed_fen=0)
    it.project("lin", stage=4, amount=700_000, status="lost", claimed_fen=0)
    it.project("he", stage=1, amount=80_000, kind="account")
    return it


def test_a_director_sees_claimed_and_proved_per_currency(made: Company) -> None:
    cny, usd = queries.lines(made.people["zhou"], Filters(), TODAY)
    assert (cny.currency, cny.count) == ("CNY", 4)
    assert cny.claimed_fen == 100 * (250_000 + 2_400_000 + 400_000 + 2_000_000)
    assert cny.earned_fen == 100 * (50_000 + 750_000 + 0 + 1_900_000)
    assert cny.hand_fen == 1000
    assert (usd.currency, usd.claimed_fen) == ("USD", 45_000_000)


def test_a_seller_sums_only_his_own(made: Company) -> None:
    (line,) = queries.lines(made.people["lin"], Filters(), TODAY)
    assert (line.count, line.claimed_fen) == (2, 100 * (250_000 + 2_400_000))


def test_a_project_of_another_team_counts_for_who_works_in_it(made: Company) -> None:
    from milepost.projects.models import Member

    before = sums.total_of(queries.lines(made.people["sun"], Filters(), TODAY))
    Member.objects.create(project=made.made[3], user=made.people["sun"], role="sales_manager", since_on=TODAY)
    assert sums.total_of(queries.lines(made.people["sun"], Filters(), TODAY)) == before + 1


@pytest.mark.parametrize("who", ["zhou", "sun", "qian", "lin", "zhao"])
@pytest.mark.parametrize("by", [(), ("stage",), ("status", "stage"), ("unit_path",), ("owner_id",)])
def test_kept_sums_equal_sums_taken_from_the_rows(made: Company, who: str, by: tuple[str, ...]) -> None:
    user = made.people[who]
    rows = Standing.objects.visible_to(user).filter(kind="project", status="open")  # type: ignore[attr-defined]
    whole = rows.aggregate(n=Sum("claimed_fen"))["n"]
    found = sums.grouped(user, Filters(), TODAY, by)
    assert sum(part.claimed_fen for part in found.values()) == whole
    assert sum(part.count for part in found.values()) == rows.count()


def test_every_number_of_the_funnel_opens_rows_that_add_up_to_it(made: Company) -> None:
    user = made.people["zhou"]
    found = queries.funnel(user, Filters(), STAGES, TODAY)
    assert found.count == sum(step.count for step in found.steps) == sum(part.count for part in found.parts) == 5
    for step in found.steps:
        page = queries.rows(user, step.filters, "amount", "", TODAY)
        assert len(page.cards) == step.count
        assert sum(card.claimed_fen for card in page.cards) == sum(line.claimed_fen for line in step.lines)
        assert queries.count(user, step.beyond, TODAY) == step.went_on
        assert queries.count(user, step.ended, TODAY) == step.ended_here
    for part in found.parts:
        cards = queries.rows(user, part.filters, "amount", "", TODAY).cards
        assert sum(card.earned_fen for card in cards) == sum(line.earned_fen for line in part.lines)


def test_conversion_counts_only_decided_projects(made: Company) -> None:
    steps = queries.funnel(made.people["zhou"], Filters(), STAGES, TODAY).steps
    assert [step.went_on for step in steps] == [7, 5, 4, 1, 1, 0]
    assert [step.ended_here for step in steps] == [0, 1, 0, 1, 0, 0]
    assert steps[3].conversion == 50
    assert steps[5].conversion is None


def test_the_funnel_splits_into_teams_then_into_sellers(made: Company) -> None:
    user = made.people["zhou"]
    teams = queries.funnel(user, Filters(), STAGES, TODAY)
    assert [part.name.zh for part in teams.parts] == ["一部", "二部"]
    assert [part.name.en for part in teams.parts] == ["Team one", "Team two"]
    sellers = queries.funnel(user, teams.parts[0].filters, STAGES, TODAY)
    assert sellers.by_owner
    assert [part.name.zh for part in sellers.parts] == ["lin", "he"]


def test_gaps_name_the_standards_that_hold_back_most(made: Company) -> None:
    user = made.people["zhou"]
    first, second = queries.gaps(user, Filters(), TODAY)
    assert (first.standard, first.count) == ("approver_named", 3)
    assert first.lines[0].gap_fen == 100 * (200_000 + 1_650_000 + 400_000)
    assert (second.standard, second.count) == ("man_passed", 1)
    assert queries.count(user, first.filters, TODAY) == 3
    own = queries.gaps(made.people["lin"], Filters(), TODAY)
    assert [(gap.standard, gap.count) for gap in own] == [("approver_named", 2), ("man_passed", 1)]


def test_changes_of_standings_change_the_kept_sums(made: Company) -> None:
    old = Standing.objects.get(project=made.made[0])
    new = Standing.objects.get(project=made.made[0])
    new.stage, new.missing, new.claimed_fen = "technical", "", 50_000_000
    totals.add(cells.difference([old], [new]))
    new.save()
    kept = {key: sums_ for key, sums_ in _kept() if sums_[0]}
    totals.rebuild()
    assert kept == dict(_kept())


def _kept() -> list[tuple[tuple[object, ...], tuple[object, ...]]]:
    keys = ("standard", "status", "unit_path", "owner_id", "stage", "reached_order", "currency")
    return [(tuple(row[:7]), tuple(row[7:])) for row in Total.objects.order_by().values_list(*keys, *sums.COLUMNS)]


def test_account_orders_stay_out_of_every_sum(made: Company) -> None:
    assert sums.grouped(made.people["zhou"], Filters(kind="account"), TODAY, ()) == {}
    assert len(queries.rows(made.people["zhou"], Filters(kind="account"), "amount", "", TODAY).cards) == 1


def test_filters_that_are_not_kept_are_summed_from_the_rows(made: Company) -> None:
    big = Filters(amount_min=900_000)
    by_hand = sums.grouped(made.people["zhou"], big, TODAY, ())
    assert by_hand[("CNY",)].count == 3
    assert by_hand[("USD",)].count == 1
    assert not big.kept()
    assert replace(big, amount_min=0).kept()


def test_age_is_the_mean_of_days_in_the_stage(made: Company) -> None:
    for project, days in ((made.made[1], 10), (made.made[2], 20)):
        Standing.objects.filter(project=project).update(stage_entered_on=TODAY - dt.timedelta(days=days))
    totals.rebuild()
    steps = queries.funnel(made.people["zhou"], Filters(), STAGES, TODAY).steps
    assert steps[3].age_days == 15
    assert steps[4].age_days is None
