"""How recent facts are, and dates against dates."""

from datetime import date, timedelta
from typing import Any

import pytest

from milepost.playbook.tests.asking import TODAY, answer, day

Facts = dict[str, list[dict[str, Any]]]


def ago(days: int) -> date:
    return TODAY - timedelta(days)


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
