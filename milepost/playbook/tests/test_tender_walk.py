"""A tender of 60 days: from the bid deadline on nothing is lost by time, until the award only facts are heard."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from milepost.playbook.rules import judge, load
from milepost.playbook.tests.good_project import TODAY, days_ago, good_project

CHINA = timezone(timedelta(hours=8))
ISSUED = TODAY
DEADLINE = datetime(2026, 12, 13, 9, 30, tzinfo=CHINA)
AWARD = ISSUED + timedelta(60)
STAGES = [stage.key for stage in load.default().stages]


def project(**tender: Any) -> dict[str, list[dict[str, Any]]]:
    """Commercial stage verified a few days before the documents were issued; the bid is being written."""
    facts = good_project("bidding")
    facts["passes"] = [
        {"stage": key, "result": "verified", "dated_on": days_ago(2), "level": "A"} for key in STAGES[:4]
    ]
    facts["tender"] = [
        {"id": "b1", "documents_issued_at": datetime(2026, 11, 23, 9, tzinfo=CHINA), "deadline_at": DEADLINE} | tender
    ]
    return facts


def weight(facts: dict[str, list[dict[str, Any]]], today: date) -> judge.Weight:
    found = judge.weight(load.default(), stage="bidding", level="A", today=today, facts=facts)
    assert found is not None
    return found


def test_the_weight_stands_on_every_day_of_the_tender() -> None:
    facts = project()
    for day in range(61):
        found = weight(facts, ISSUED + timedelta(day))
        assert (found.claimed, found.earned, dict(found.lost)) == (95, 80, {}), day


def test_without_a_deadline_the_same_facts_run_out() -> None:
    facts = project()
    facts["tender"] = []
    assert weight(facts, ISSUED + timedelta(20)).earned == 80
    last = weight(facts, AWARD)
    assert last.earned == 50
    assert "majority_ours" in last.lost["commercial"]


def test_what_had_run_out_before_the_deadline_stays_lost() -> None:
    facts = project(deadline_at=DEADLINE + timedelta(60))
    assert weight(facts, ISSUED + timedelta(50)).earned == 50


def test_a_recorded_fact_is_heard_in_the_silent_weeks() -> None:
    facts = project()
    facts["stakeholders"][0] |= {"change": "left", "changed_on": ISSUED + timedelta(30)}
    found = weight(facts, ISSUED + timedelta(31))
    assert found.earned == 50
    assert "approver_acts" in found.lost["commercial"]
    assert "chain_mapped" in found.lost["contact"]


def test_after_the_award_nothing_lowers_the_weight() -> None:
    facts = project(award_notice_on=AWARD)
    facts["stakeholders"][0] |= {"change": "left", "changed_on": AWARD}
    facts["approvals"] = []
    for days in (60, 90, 400):
        found = weight(facts, ISSUED + timedelta(days))
        assert (found.earned, dict(found.lost)) == (80, {})


def test_the_verified_bidding_stage_has_the_same_effect_as_the_notice() -> None:
    facts = project()
    facts["passes"].append({"stage": "bidding", "result": "verified", "dated_on": AWARD, "level": "A"})
    facts["stakeholders"] = []
    assert weight(facts, AWARD + timedelta(200)).earned == 95


def test_a_fact_does_not_age_past_the_deadline_in_the_gate_either() -> None:
    facts = project()
    verdicts = judge.standards(load.default(), stage="commercial", level="A", today=ISSUED + timedelta(55), facts=facts)
    assert {verdict.key: verdict.state for verdict in verdicts if verdict.required} == {
        "approver_acts": "met", "majority_ours": "met", "funds_proved": "met", "route_fixed": "met",
        "depth_cover": "met", "strategy_approved": "met",
    }  # fmt: skip
    assert all(verdict.valid_until is None for verdict in verdicts)


def test_a_condition_that_looks_at_the_calendar_goes_on_looking() -> None:
    facts = project(objection_window_end=ISSUED + timedelta(40), award_notice_on=ISSUED + timedelta(35))

    def fires(days: int) -> bool:
        verdict = judge.judge(load.default(), stage="bidding", level="A", today=ISSUED + timedelta(days), facts=facts)
        return "window_not_clear" in {alert.key for alert in verdict.alerts}

    assert fires(40) is True
    assert fires(41) is False
