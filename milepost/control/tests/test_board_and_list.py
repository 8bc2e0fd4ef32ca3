"""Boards and lists: sight, order, pages, filters, and a fixed number of statements."""

import datetime as dt
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from milepost.control import queries
from milepost.control.rules import filters, sorts
from milepost.control.rules.filters import Filters
from milepost.control.tests.rows import STAGES, TODAY, company

pytestmark = pytest.mark.django_db


def days(count: int) -> dt.date:
    return TODAY + dt.timedelta(days=count)


def test_lanes_hold_their_cards_largest_first_and_say_where_more_begin() -> None:
    made = company()
    for number in range(23):
        made.project("lin", stage=2, amount=1000 + number)
    made.project("zhao", stage=2, amount=5000)
    made.project("zhao", status="won", stage=6)
    made.project("he", status="lost", stage=3)
    lanes = {lane.key: lane for lane in queries.board(made.people["zhou"], Filters(), STAGES, TODAY)}
    assert list(lanes) == [*STAGES, "won", "closed"]
    contact = lanes["contact"]
    assert (contact.count, len(contact.cards), contact.cards[0].amount_fen) == (24, 20, 500_000)
    rest, more = queries.more(made.people["zhou"], contact.filters, contact.more, TODAY)
    assert [card.amount_fen for card in rest] == [100_300, 100_200, 100_100, 100_000]
    assert more == ""
    assert (lanes["won"].count, lanes["closed"].count) == (1, 1)
    assert lanes["discovery"].cards == []


def test_a_seller_sees_only_his_own_cards_and_a_manager_his_team() -> None:
    made = company()
    made.project("lin")
    made.project("he")
    made.project("zhao")
    seen = {
        who: {card.owner for lane in queries.board(made.people[who], Filters(), STAGES, TODAY) for card in lane.cards}
        for who in ("lin", "sun", "qian", "zhou")
    }
    assert seen == {"lin": {"lin"}, "sun": {"lin", "he"}, "qian": {"zhao"}, "zhou": {"lin", "he", "zhao"}}


@pytest.mark.parametrize("count", [1, 3])
def test_a_board_asks_the_same_statements_for_one_project_and_for_three(
    count: int, django_assert_num_queries: Any
) -> None:
    made = company()
    for number in range(count):
        made.project("lin", stage=number + 1)
    user = made.people["zhou"]
    queries.board(user, Filters(), STAGES, TODAY)
    with django_assert_num_queries(3):
        queries.board(user, Filters(), STAGES, TODAY)


def test_pages_by_marks_give_every_row_once_in_every_order() -> None:
    made = company()
    for number in range(17):
        made.project(
            "lin", stage=number % 6 + 1, amount=100 * (number % 5), next_on=days(number % 4) if number % 3 else None,
            expected_sign_on=days(number % 3) if number % 2 else None,
        )  # fmt: skip
    user = made.people["zhou"]
    for sort in sorts.SORTS:
        found: list[int] = []
        after = ""
        while True:
            page = queries.rows(user, Filters(), sort, after, TODAY, size=4)
            found += [card.project for card in page.cards]
            after = page.more
            if not after:
                break
        assert len(found) == len(set(found)) == 17, sort
        assert [card.project for card in queries.every_row(user, Filters(), sort, TODAY)] == found


def test_dates_that_are_missing_stand_last() -> None:
    made = company()
    made.project("lin", expected_sign_on=None)
    made.project("lin", expected_sign_on=days(9))
    made.project("lin", expected_sign_on=days(2))
    page = queries.rows(made.people["lin"], Filters(), "sign", "", TODAY)
    assert [card.expected_sign_on for card in page.cards] == [days(2), days(9), None]


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        (Filters(mine=True), {"a", "b"}),
        (Filters(team="00010002"), {"c"}),
        (Filters(still=True), {"b"}),
        (Filters(sign="month"), {"a"}),
        (Filters(sign="late"), {"b"}),
        (Filters(sign="none"), {"c"}),
        (Filters(level="A"), {"c"}),
        (Filters(standard="man_passed"), {"a"}),
        (Filters(gate="pending"), {"a"}),
        (Filters(unproved=True), {"b", "c"}),
        (Filters(expiring=True), {"c"}),
        (Filters(incomplete=True), {"b"}),
        (Filters(held=True), {"d"}),
        (Filters(amount_min=200, amount_max=300), {"b", "c"}),
        (Filters(status="all"), {"a", "b", "c", "d", "e"}),
        (Filters(status="closed"), {"e"}),
    ],
)
def test_each_filter_chooses_its_projects(chosen: Filters, names: set[str]) -> None:
    made = company()
    made.project("lin", 2, 100, 1, name="a", missing=",man_passed,", gate_state="pending", expected_sign_on=TODAY)
    made.project("lin", 2, 200, name="b", stage_limit_on=days(-3), expected_sign_on=days(-40), incomplete=True)
    made.project("zhao", 1, 300, name="c", level="A", expiring=",need_known,")
    made.project("he", 1, 50, 1, name="d", on_hold=True, stage_limit_on=days(-9), expected_sign_on=days(99))
    made.project("he", 1, 50, 1, name="e", status="lost", expected_sign_on=days(99))
    user = made.people["lin"] if chosen.mine else made.people["zhou"]
    page = queries.rows(user, chosen, "amount", "", TODAY)
    assert {card.name for card in page.cards} == names
    assert queries.count(user, chosen, TODAY) == len(names)


def test_filters_survive_the_query_string_and_nonsense_is_left_out() -> None:
    chosen = Filters(q="江城", team="00010001", still=True, amount_min=5, standard="man_passed", beyond=3)
    from urllib.parse import parse_qsl

    assert filters.read(dict(parse_qsl(chosen.query()))) == chosen
    assert (
        filters.read({"status": "x", "team": "1;--", "owner": "-1", "sort": "a", "standard": "a'b", "still": "yes"})
        == Filters()
    )
    assert sorts.chosen("password") == "amount"
    assert sorts.read_mark("x~1", sorts.SORTS["amount"]) is None
    assert sorts.read_mark("2026-13-01~1", sorts.SORTS["sign"]) is None


def test_a_marked_page_never_shows_foreign_rows() -> None:
    made = company()
    made.project("zhao", amount=100)
    page = queries.rows(made.people["lin"], Filters(status="all"), "amount", "999999~99", TODAY)
    assert page.cards == []


def test_the_landing_asks_few_statements() -> None:
    from django.db import connection

    made = company()
    for number in range(3):
        made.project("lin", 3, 100 * number + 100, 1, stage_limit_on=days(-5), missing=",man_passed,", bid_on=days(4))
    user = made.people["zhou"]
    queries.landing(user, Filters(), TODAY)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = queries.landing(user, Filters(), TODAY)
    assert len(asked) <= 7
    assert [one.card.amount_fen for one in found.stalled] == [30_000, 20_000, 10_000]
    assert len(found.deadlines) == 3
    assert found.gaps[0].count == 3
