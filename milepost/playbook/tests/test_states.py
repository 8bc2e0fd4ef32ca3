"""States of a standard: expiry, notice, review, waiver, recheck, judgement by hand."""

from datetime import date, timedelta
from typing import Any

import pytest

from milepost.playbook.rules import judge, load
from milepost.playbook.tests.good_project import TODAY, days_ago, good_project

Facts = dict[str, list[dict[str, Any]]]


def state(key: str, facts: Facts, today: date = TODAY, level: str = "A") -> judge.StandardVerdict:
    stage = load.default().stage_of(key)
    verdicts = judge.standards(load.default(), stage=stage.key, level=level, today=today, facts=facts)
    return next(verdict for verdict in verdicts if verdict.key == key)


def man_scored(days: int) -> Facts:
    return {"man": [{"id": "m", "money": 3, "authority": 3, "need": 3, "dated_on": days_ago(days)}]}


@pytest.mark.parametrize(
    ("age", "said", "review"),
    [
        (0, "met", False),
        (53, "met", False),
        (54, "expiring", False),
        (60, "expiring", False),
        (61, "expiring", True),
        (74, "expiring", True),
        (75, "expired", False),
    ],
)
def test_notice_then_review_then_expired(age: int, said: str, review: bool) -> None:
    """man_passed lives 60 days, gives notice for 7 and is under review for 14."""
    verdict = state("man_passed", man_scored(age))
    assert (verdict.state, verdict.under_review) == (said, review)
    assert verdict.counts is (said != "expired")
    assert verdict.by_time is (True if said == "expired" else None)


def test_the_last_days_are_told() -> None:
    verdict = state("man_passed", man_scored(10))
    assert verdict.valid_until == TODAY + timedelta(50)
    assert verdict.counts_until == TODAY + timedelta(64)
    review = state("man_passed", man_scored(61))
    assert review.valid_until is None
    assert review.counts_until == TODAY + timedelta(13)


def test_what_has_no_validity_never_ends() -> None:
    approvals = [
        {"id": "a", "kind": "filing", "decision": "granted", "requester": "u1", "by": "u2", "dated_on": days_ago(900)}
    ]
    verdict = state("filed", {"approvals": approvals, "filing_conflicts": []})
    assert (verdict.state, verdict.valid_until, verdict.counts_until) == ("met", None, None)


def test_an_unmet_standard_has_no_last_days_in_json() -> None:
    shown = state("man_passed", {"man": [{"money": 0, "authority": 3, "need": 3, "dated_on": TODAY}]}).as_dict()
    assert shown["state"] == "unmet"
    assert "valid_until" not in shown
    assert "by_time" not in shown


def waiver(standard: str, **more: Any) -> dict[str, Any]:
    dates = {"granted_on": days_ago(3), "expires_on": days_ago(-3)}
    return {"standard": standard, "reason": "customer_rule", **dates, **more}


def test_an_active_waiver_counts_until_it_ends() -> None:
    missing: Facts = {"stakeholders": [], "waivers": [waiver("coach_qualified")]}
    assert state("coach_qualified", missing).state == "waived"
    assert state("coach_qualified", missing, TODAY + timedelta(3)).state == "waived"
    assert state("coach_qualified", missing, TODAY + timedelta(4)).state == "unmet"
    assert state("coach_qualified", missing, TODAY - timedelta(4)).state == "unmet"


def test_a_protected_standard_is_never_waived() -> None:
    assert state("filed", {"approvals": [], "filing_conflicts": [], "waivers": [waiver("filed")]}).state == "unmet"


def test_a_waiver_stands_before_review_but_not_before_met() -> None:
    assert state("man_passed", man_scored(61) | {"waivers": [waiver("man_passed")]}).state == "waived"
    assert state("man_passed", man_scored(60) | {"waivers": [waiver("man_passed")]}).state == "expiring"


def test_a_recheck_voids_a_witness_until_it_is_confirmed_again() -> None:
    facts = good_project("contact")
    assert state("two_met", facts).state == "met"
    for person in facts["stakeholders"]:
        person["recheck_since"] = TODAY
    verdict = state("two_met", facts)
    assert (verdict.state, verdict.by_time) == ("expired", False)
    for person in facts["stakeholders"]:
        person["dated_on"] = TODAY
    assert state("two_met", facts).state == "met"


def test_people_who_left_no_longer_prove_anything() -> None:
    facts = good_project("contact")
    facts["stakeholders"][0] |= {"change": "left", "changed_on": TODAY}
    assert state("chain_mapped", facts).state == "unmet"


def judgement(verdict: str, days: int, standard: str = "need_confirmed") -> dict[str, Any]:
    return {
        "id": f"j{days}",
        "standard": standard,
        "verdict": verdict,
        "note": "看过",
        "evidence": "e1",
        "dated_on": days_ago(days),
    }


def without_documents(*judgements: dict[str, Any]) -> Facts:
    facts = good_project("contact")
    del facts["documents"]
    return facts | {"judgements": list(judgements)}


@pytest.mark.parametrize(
    ("judgements", "said"),
    [
        ([], "unmet"),
        ([judgement("met", 5)], "met"),
        ([judgement("met", 5), judgement("unmet", 1)], "unmet"),
        ([judgement("met", 100)], "expiring"),
        ([judgement("met", 105)], "expired"),
        ([judgement("met", 5, "buying_path_confirmed")], "unmet"),
    ],
)
def test_a_person_judges_what_no_room_yields(judgements: list[dict[str, Any]], said: str) -> None:
    """need_confirmed lives 90 days and is under review for 14."""
    verdict = state("need_confirmed", without_documents(*judgements))
    assert (verdict.state, verdict.by_hand) == (said, True)


def test_a_judgement_by_hand_never_overrides_the_engine() -> None:
    facts = good_project("contact") | {"judgements": [judgement("met", 1)]}
    facts["documents"] = []
    verdict = state("need_confirmed", facts)
    assert (verdict.state, verdict.by_hand) == ("unmet", False)
    facts = without_documents(judgement("met", 1))
    facts["evidence"] = []
    assert state("need_confirmed", facts).state == "unmet"


def test_an_alternative_that_holds_by_itself_needs_no_hand() -> None:
    facts = good_project("contract")
    verdict = state("finance_reviewed", facts, level="C")
    assert (verdict.state, verdict.by_hand) == ("met", False)
    del facts["contract"]
    assert state("finance_reviewed", facts, level="C").by_hand is False
    facts["approvals"] = [one for one in facts["approvals"] if one["kind"] != "contract_legal"]
    assert state("finance_reviewed", facts, level="C").by_hand is True


def test_coverage_fades_after_45_days_without_contact() -> None:
    facts = good_project("contact")
    for person in facts["stakeholders"]:
        person |= {"coverage": 2, "last_contact_on": days_ago(45)}
    assert state("two_met", facts).state == "expiring"
    assert state("two_met", facts, TODAY + timedelta(1)).under_review is True
    assert state("two_met", facts, TODAY + timedelta(15)).state == "expired"


def test_an_old_attitude_is_unknown_and_cannot_carry_the_majority() -> None:
    facts = good_project("commercial")
    assert state("majority_ours", facts).valid_until == TODAY + timedelta(29)
    for person in facts["stakeholders"]:
        person["dated_on"] = days_ago(45)
    verdict = state("majority_ours", facts)
    assert (verdict.state, verdict.by_time) == ("expired", True)


def test_a_payment_is_judged_once_per_occurrence() -> None:
    def said(occurrence: int) -> dict[str, str]:
        facts = good_project("stage_payment")
        facts["payment"] = [{"id": "q", "payment": occurrence, "amount": 10_000, "currency": "CNY"}]
        verdicts = judge.standards(
            load.default(), stage="stage_payment", level="B", today=TODAY, facts=facts, occurrence=occurrence
        )
        return {verdict.key: verdict.state for verdict in verdicts}

    assert said(1)["condition_proved"] == said(1)["cash_in"] == "met"
    assert said(2)["condition_proved"] == said(2)["cash_in"] == "unmet"
