"""Each check: when it is true, when it is false, when nobody can tell."""

from datetime import date, timedelta
from typing import Any

import pytest

from milepost.playbook.rules.judge.workdays import Calendar
from milepost.playbook.tests.asking import TODAY, answer, day

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


# --- fresh


def test_fresh_looks_at_the_newest_and_with_each_at_every_record() -> None:
    check = {"check": "fresh", "of": "competitors", "days": 30}
    rivals = [{"id": "c1", "dated_on": ago(30)}, {"id": "c2", "dated_on": ago(44)}]
    assert answer(check, {"competitors": rivals}) is True
    assert answer(check | {"each": True}, {"competitors": rivals}) is False
    assert answer(check, {"competitors": rivals[1:]}) is False
    assert answer(check, {"competitors": []}) is False
    assert answer(check, {}) is None


def test_a_record_without_a_date_is_never_fresh() -> None:
    check = {"check": "fresh", "of": "competitors", "days": 30}
    assert answer(check, {"competitors": [{"id": "c1"}]}) is False


def test_fresh_in_working_days_skips_holidays_and_knows_make_up_days() -> None:
    check = {"check": "fresh", "of": "activities", "days": 2, "calendar": "working"}

    def said(dated: str, today: str) -> bool | None:
        facts: Facts = {"activities": [{"kind": "call", "dated_on": day(dated)}]}
        return answer(check, facts, today=day(today))

    # 2026-10-01 to 10-07 are holidays; people work on Saturday 2026-10-10.
    assert said("2026-09-30", "2026-10-09") is True
    assert said("2026-09-30", "2026-10-10") is False
    assert said("2026-12-30", "2027-01-04") is None


# --- evidence_min


def piece(**more: Any) -> dict[str, Any]:
    return {
        "id": "e",
        "type": "signed_document",
        "serves": ["srs_signed"],
        "accepted_on": ago(1),
        "dated_on": ago(2),
    } | more


EVIDENCE = {"check": "evidence_min", "types": ["signed_document", "call_note"], "count": 1}


def evidence(check: dict[str, Any], *pieces: dict[str, Any], **more: Any) -> bool | None:
    return answer(check, {"evidence": list(pieces)}, standard="srs_signed", **more)


def test_a_piece_serves_when_attached_tagged_or_from_the_diary() -> None:
    assert evidence(EVIDENCE, piece()) is True
    assert evidence(EVIDENCE, piece(serves=["uat_passed"])) is False
    assert evidence(EVIDENCE, piece(serves=[], tags=["srs"])) is False
    assert evidence(EVIDENCE | {"tag": "srs"}, piece(serves=[], tags=["srs"])) is True
    assert evidence(EVIDENCE, piece(type="call_note", serves=[], from_diary=True)) is True
    assert evidence(EVIDENCE, piece(withdrawn_on=ago(1))) is False
    assert evidence(EVIDENCE, piece(type="bank_receipt")) is False


@pytest.mark.parametrize(
    ("more", "least", "said"),
    [
        ({}, 3, True),
        ({"strength": 2}, 3, False),
        ({"accepted_on": None}, 2, False),
        ({"accepted_on": None}, 1, True),
        ({"type": "call_note", "strength": 3}, 2, False),
        ({"type": "call_note", "strength": 0}, 1, False),
    ],
)
def test_strength_is_the_lower_of_piece_and_type_and_one_until_accepted(
    more: dict[str, Any], least: int, said: bool
) -> None:
    assert evidence(EVIDENCE, piece(**more), min_strength=least) is said


def test_the_strength_of_the_check_stands_before_that_of_the_standard() -> None:
    weak = piece(type="call_note")
    assert evidence(EVIDENCE | {"strength": 1}, weak, min_strength=3) is True


def test_different_persons_are_counted_and_an_unnamed_one_only_perhaps() -> None:
    check = EVIDENCE | {"distinct": "person", "count": 2}
    assert evidence(check, piece(id="e1", person="王处"), piece(id="e2", person="王处")) is False
    assert evidence(check, piece(id="e1", person="王处"), piece(id="e2", person="李工")) is True
    assert evidence(check, piece(id="e1", person="王处"), piece(id="e2")) is None


def test_evidence_of_this_stage_only() -> None:
    check = EVIDENCE | {"in_stage": True}
    assert evidence(check, piece(stage="contact")) is True
    assert evidence(check, piece(stage="discovery")) is False
    assert evidence(check, piece()) is None


def test_outside_standards_every_piece_counts_but_a_named_tag_must_be_there() -> None:
    facts: Facts = {"evidence": [piece(serves=[])]}
    assert answer(EVIDENCE, facts, for_us=False) is True
    assert answer(EVIDENCE | {"tag": "funds"}, facts, for_us=False) is False


def test_evidence_of_another_occurrence_does_not_serve_this_one() -> None:
    check = EVIDENCE | {"tag": "srs"}
    first = piece(serves=["srs_signed#1"], tags=["srs"])
    assert evidence(check, first, occurrence=1) is True
    assert evidence(check, first, occurrence=2) is False


# --- document_state, none_open


def test_document_state_asks_for_one_state_without_another() -> None:
    check = {
        "check": "document_state", "type": "solution_doc", "state": "delivered",
        "older_than_days": 10, "without": "customer_replied",
    }  # fmt: skip

    def said(*records: tuple[str, int]) -> bool | None:
        documents = [{"type": "solution_doc", "state": s, "dated_on": ago(n)} for s, n in records]
        return answer(check, {"documents": documents})

    assert said(("delivered", 11)) is True
    assert said(("delivered", 10)) is False
    assert said(("delivered", 11), ("customer_replied", 1)) is False
    assert said() is False
    assert answer(check, {}) is None


def test_none_open_minds_only_what_matches_and_is_old_enough() -> None:
    check = {"check": "none_open", "of": "issues", "where": {"severity": "high"}}
    open_, closed = {"severity": "high", "dated_on": ago(3)}, {"severity": "high", "closed_on": ago(1)}
    assert answer(check, {"issues": [closed, {"severity": "low"}]}) is True
    assert answer(check, {"issues": [open_]}) is False
    assert answer(check, {"issues": []}) is True
    assert answer(check | {"older_than_days": 3}, {"issues": [open_]}) is True
    assert answer(check | {"older_than_days": 2}, {"issues": [open_]}) is False
    assert answer(check, {"issues": [{"severity": None}]}) is None


# --- approval_granted


def approval(**more: Any) -> dict[str, Any]:
    return {
        "id": "a1",
        "kind": "win_strategy",
        "decision": "granted",
        "requester": "u1",
        "by": "u2",
        "dated_on": ago(5),
    } | more


GRANTED = {"check": "approval_granted", "kind": "win_strategy"}


@pytest.mark.parametrize(
    ("approvals", "said"),
    [
        ([approval()], True),
        ([approval(decision="refused")], False),
        ([approval(), approval(id="a2", decision="withdrawn", dated_on=ago(1))], False),
        ([approval(expires_on=ago(0))], True),
        ([approval(expires_on=ago(1))], False),
        ([approval(by="u1")], False),
        ([approval(kind="price_floor")], False),
        ([], False),
        (None, None),
    ],
)
def test_the_newest_decision_must_be_a_standing_grant_by_another(
    approvals: list[dict[str, Any]] | None, said: bool | None
) -> None:
    assert answer(GRANTED, {} if approvals is None else {"approvals": approvals}) is said


def test_two_checks_need_two_known_persons() -> None:
    check = {"check": "approval_granted", "kind": "fatal_check_second", "other_than": "fatal_check_first"}

    def said(first: str | None, second: str | None) -> bool | None:
        one = approval(kind="fatal_check_first", by=first)
        return answer(check, {"approvals": [one, approval(id="a2", kind="fatal_check_second", by=second)]})

    assert said("u2", "u3") is True
    assert said("u2", "u2") is False
    assert said(None, "u3") is False


def test_an_approval_must_not_be_older_than_the_newest_rival() -> None:
    check = GRANTED | {"newer_than": {"of": "competitors", "field": "first_seen_on"}}

    def said(*seen: date) -> bool | None:
        rivals = [{"none_confirmed": False, "first_seen_on": one} for one in seen]
        return answer(check, {"approvals": [approval()], "competitors": rivals})

    assert said(ago(90), ago(5)) is True
    assert said(ago(90), ago(4)) is False
    assert said() is True
    assert answer(check, {"approvals": [approval()]}) is None


# --- date_within, manual


def test_instants_are_compared_as_instants() -> None:
    check = {"check": "date_within", "field": "tender.submitted_at", "not_after": "tender.deadline_at"}

    def said(submitted: str | None) -> bool | None:
        return answer(check, {"tender": [{"submitted_at": submitted, "deadline_at": "2026-11-20T09:00:00+08:00"}]})

    assert said("2026-11-20T09:00:00+08:00") is True
    assert said("2026-11-20T01:00:00+00:00") is True
    assert said("2026-11-20T01:00:01+00:00") is False
    assert said(None) is None


def test_days_are_added_to_limits() -> None:
    late = {"check": "date_within", "field": "today", "not_after": "tender.award_notice_on", "plus_days": 20}
    assert answer(late, {"tender": [{"award_notice_on": ago(20)}]}) is True
    assert answer(late, {"tender": [{"award_notice_on": ago(21)}]}) is False
    run = {
        "check": "date_within", "field": "delivery.trial_ended_on", "not_before": "delivery.trial_started_on",
        "plus_days": "delivery.trial_days",
    }  # fmt: skip
    trial = {"trial_started_on": ago(90), "trial_ended_on": ago(0), "trial_days": 90}
    assert answer(run, {"delivery": [trial]}) is True
    assert answer(run, {"delivery": [trial | {"trial_days": 91}]}) is False
    assert answer(run, {"delivery": [trial | {"trial_days": None}]}) is None


def test_working_days_are_added_to_limits() -> None:
    check = {
        "check": "date_within", "field": "today", "not_after": "contract.signed_on", "plus_days": 10,
        "calendar": "working",
    }  # fmt: skip
    signed: Facts = {"contract": [{"signed_on": day("2026-09-28")}]}
    assert answer(check, signed, today=day("2026-10-16")) is True
    assert answer(check, signed, today=day("2026-10-19")) is False


@pytest.mark.parametrize(("days", "said"), [(0, True), (7, True), (8, False), (-1, False)])
def test_days_ahead(days: int, said: bool) -> None:
    check = {"check": "date_within", "field": "delivery.warranty_end_on", "ahead_days": 7}
    assert answer(check, {"delivery": [{"warranty_end_on": ago(-days)}]}) is said


def test_a_person_judges_a_manual_check() -> None:
    def said(*verdicts: tuple[str, int]) -> bool | None:
        judgements = [
            {"id": f"j{n}", "standard": "srs_signed", "verdict": v, "note": "看过", "evidence": "e", "dated_on": ago(n)}
            for v, n in verdicts
        ]
        return answer({"check": "manual"}, {"judgements": judgements}, standard="srs_signed")

    assert said(("met", 1)) is True
    assert said(("unmet", 1), ("met", 2)) is False
    assert said() is False


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
