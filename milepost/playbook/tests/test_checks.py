"""Each check: when it is true, when it is false, when nobody can tell."""

from datetime import date, timedelta
from typing import Any

import pytest

from milepost.playbook.tests.asking import TODAY, answer

Facts = dict[str, list[dict[str, Any]]]


def ago(days: int) -> date:
    return TODAY - timedelta(days)


# --- fields_filled

FILLED = {"check": "fields_filled", "of": "payments", "fields": ["trigger", "owner"]}


@pytest.mark.parametrize(
    ("payments", "said"),
    [
        ([{"trigger": "x", "owner": "u"}], True),
        ([{"trigger": "x", "owner": "u"}, {"trigger": "x", "owner": ""}], False),
        ([{"trigger": "x"}], False),
        ([], False),
        (None, None),
    ],
)
def test_fields_filled(payments: list[dict[str, Any]] | None, said: bool | None) -> None:
    assert answer(FILLED, {} if payments is None else {"payments": payments}) is said


def test_fields_filled_is_unknown_while_only_a_doubtful_record_matches() -> None:
    check = FILLED | {"where": {"escalated": True}}
    assert answer(check, {"payments": [{"trigger": "x", "owner": "u", "escalated": None}]}) is None
    assert answer(check, {"payments": [{"trigger": "x", "owner": "u", "escalated": True}]}) is True


# --- count_min, count_max

THREE = [{"id": f"r{n}", "mandatory": flag} for n, flag in enumerate([True, True, None])]


@pytest.mark.parametrize(("least", "said"), [(1, True), (2, True), (3, None), (4, False)])
def test_count_min_counts_what_surely_and_what_perhaps_matches(least: int, said: bool | None) -> None:
    check = {"check": "count_min", "of": "requirements", "where": {"mandatory": True}, "min": least}
    assert answer(check, {"requirements": THREE}) is said
    assert answer(check, {}) is None


@pytest.mark.parametrize(("most", "said"), [(1, False), (2, None), (3, True)])
def test_count_max_counts_what_surely_and_what_perhaps_matches(most: int, said: bool | None) -> None:
    check = {"check": "count_max", "of": "requirements", "where": {"mandatory": True}, "max": most}
    assert answer(check, {"requirements": THREE}) is said
    assert answer(check, {"requirements": []}) is True


def test_distinct_counts_different_values_and_a_blank_one_only_perhaps() -> None:
    check = {"check": "count_min", "of": "stakeholders", "where": {}, "distinct": "key_roles", "min": 3}
    two = {"person": "甲", "roles": ["approver", "user"], "coverage": 2}
    unknown = {"person": "乙", "coverage": 2}
    assert answer(check, {"stakeholders": [two, unknown]}) is None
    assert answer(check, {"stakeholders": [two, two]}) is False
    assert answer(check, {"stakeholders": [two, {"person": "丙", "roles": ["procurement"], "coverage": 1}]}) is True


def test_newest_looks_only_at_the_latest_and_is_false_with_fewer() -> None:
    check = {"check": "count_max", "of": "activities", "newest": 3, "where": {"outcome": "advance"}, "max": 0}
    old = {"id": "d0", "kind": "call", "outcome": "advance", "dated_on": ago(30)}
    newer = [{"id": f"d{n}", "kind": "call", "outcome": "setback", "dated_on": ago(n)} for n in (1, 2, 3)]
    assert answer(check, {"activities": [*newer, old]}) is True
    assert answer(check, {"activities": newer[:2]}) is False
    assert answer(check, {"activities": []}) is False


# --- ratio_min

RATIO = {
    "check": "ratio_min",
    "of": "requirements",
    "where": {"fit__in": ["meets", "substitute_accepted"]},
    "over": {"mandatory": True},
    "min": 0.6,
}


def fits(*values: str | None) -> Facts:
    return {"requirements": [{"mandatory": True, "fit": value} for value in values]}


def test_ratio_min_is_exact_and_inclusive() -> None:
    assert answer(RATIO, fits("meets", "meets", "substitute_accepted", "gap", "gap")) is True
    assert answer(RATIO, fits("meets", "gap")) is False


def test_ratio_min_waits_for_what_is_unknown() -> None:
    assert answer(RATIO, fits("meets", None)) is None
    assert answer(RATIO, fits("gap", "gap", None)) is False
    assert answer(RATIO, {"requirements": [{"mandatory": None, "fit": "meets"}]}) is None


def test_a_share_of_nothing_is_false() -> None:
    assert answer(RATIO, fits()) is False
    assert answer(RATIO, {"requirements": [{"mandatory": False, "fit": "meets"}]}) is False


# --- number_min, number_max, sum_equals


@pytest.mark.parametrize(("total", "said"), [(6, True), (5, False), (None, None)])
def test_number_min_is_inclusive(total: int | None, said: bool | None) -> None:
    check = {"check": "number_min", "of": "man", "field": "total", "min": 6}
    assert answer(check, {"man": [{"total": total}]}) is said
    assert answer(check, {"man": []}) is None


@pytest.mark.parametrize(("ratio", "said"), [(0.05, True), (0.06, False)])
def test_number_max_is_inclusive_and_more_than_is_its_negation(ratio: float, said: bool) -> None:
    check = {"check": "number_max", "of": "delivery", "field": "unsigned_change_ratio", "max": 0.05}
    facts = {"delivery": [{"unsigned_change_ratio": ratio}]}
    assert answer(check, facts) is said
    assert answer(check | {"negate": True}, facts) is (not said)


def test_money_in_a_playbook_is_yuan_and_in_facts_fen() -> None:
    check = {"check": "number_min", "of": "contract", "field": "amount", "min": 500000}
    assert answer(check, {"contract": [{"amount": 50_000_000}]}) is True
    assert answer(check, {"contract": [{"amount": 49_999_999}]}) is False
    over = {"check": "count_min", "of": "payments", "where": {"amount__gte": 100}, "min": 1}
    assert answer(over, {"payments": [{"amount": 9_999}]}) is False


SUM = {"check": "sum_equals", "of": "payments", "field": "amount", "value": "contract.amount"}


def test_sum_equals_is_exact_in_one_currency() -> None:
    def said(*amounts: int | None, total: int | None = 300, currency: str = "CNY") -> bool | None:
        payments = [{"amount": amount, "currency": "CNY"} for amount in amounts]
        return answer(SUM, {"payments": payments, "contract": [{"amount": total, "currency": currency}]})

    assert said(100, 200) is True
    assert said(100, 201) is False
    assert said() is False
    assert said(100, None) is None
    assert said(100, 200, total=None) is None
    assert said(100, 200, currency="USD") is False
