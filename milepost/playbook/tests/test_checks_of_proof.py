"""Evidence, documents and approvals: what serves, what stands, what is still open."""

from datetime import date, timedelta
from typing import Any

import pytest

from milepost.playbook.tests.asking import TODAY, answer

Facts = dict[str, list[dict[str, Any]]]


def ago(days: int) -> date:
    return TODAY - timedelta(days)


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
