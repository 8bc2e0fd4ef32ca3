"""Conditions on one record, negation, and lists of checks."""

from datetime import date, timedelta
from typing import Any

import pytest

from milepost.playbook.rules.judge.workdays import Calendar
from milepost.playbook.tests.asking import TODAY, answer, day

Facts = dict[str, list[dict[str, Any]]]


def ago(days: int) -> date:
    return TODAY - timedelta(days)


THREE = [{"id": f"r{n}", "mandatory": flag} for n, flag in enumerate([True, True, None])]

# --- conditions, negation, lists


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({"due_on__within_days": 5}, True),
        ({"due_on__within_days": 4}, False),
        ({"due_on__older_than_days": 4}, True),
        ({"due_on__older_than_days": 5}, False),
        ({"closed_on__filled": False}, True),
        ({"closed_on__within_days": 10}, False),
        ({"trigger": "kickoff"}, None),
        ({"number__gte": 2, "number__lte": 2}, True),
        ({"number__not_in": [2]}, False),
    ],
)
def test_conditions_on_one_record(where: dict[str, Any], said: bool | None) -> None:
    check = {"check": "count_min", "of": "payments", "where": where, "min": 1}
    assert answer(check, {"payments": [{"number": 2, "due_on": ago(5)}]}) is said


def test_a_date_of_today_is_both_recent_and_ahead() -> None:
    def said(where: dict[str, int], due: date) -> bool | None:
        return answer(
            {"check": "count_min", "of": "payments", "where": where, "min": 1}, {"payments": [{"due_on": due}]}
        )

    assert said({"due_on__within_days": 0}, TODAY) is True
    assert said({"due_on__ahead_days": 0}, TODAY) is True
    assert said({"due_on__within_days": 3}, ago(-1)) is False
    assert said({"due_on__ahead_days": 3}, ago(1)) is False


def test_a_year_without_a_table_leaves_working_days_unknown() -> None:
    check = {
        "check": "count_min", "of": "lead", "where": {"assigned_on__older_than_days": 2}, "calendar": "working", "min": 1,
    }  # fmt: skip
    facts: Facts = {"lead": [{"assigned_on": day("2026-12-28")}]}
    assert answer(check, facts, today=day("2026-12-31")) is True
    assert answer(check, facts, today=day("2027-01-04")) is None
    known = Calendar([2026, 2027], [day("2027-01-01")], [])
    assert answer(check, facts, today=day("2027-01-04"), calendar=known) is True


def test_negation_leaves_unknown_unknown() -> None:
    check = {"check": "count_min", "of": "requirements", "where": {"mandatory": True}, "min": 3, "negate": True}
    assert answer(check, {"requirements": THREE}) is None
    assert answer(check | {"min": 4}, {"requirements": THREE}) is True


YES = {"check": "count_min", "of": "competitors", "where": {}, "min": 1}
NO = YES | {"min": 2}
UNKNOWN = {"check": "number_min", "of": "man", "field": "total", "min": 1}


@pytest.mark.parametrize(
    ("expr", "said"),
    [
        ([YES, YES], True), ([YES, NO], False), ([YES, UNKNOWN], None), ([NO, UNKNOWN], False),
        ({"any": [NO, YES]}, True), ({"any": [NO, UNKNOWN]}, None), ({"any": [UNKNOWN, YES]}, True),
        ({"any": [NO, [YES, NO]]}, False),
    ],
)  # fmt: skip
def test_all_of_and_any_of_know_three_answers(expr: Any, said: bool | None) -> None:
    assert answer(expr, {"competitors": [{"id": "c1"}], "man": [{"total": None}]}) is said
