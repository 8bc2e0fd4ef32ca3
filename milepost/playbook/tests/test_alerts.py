"""Alerts fire on true only, tell their facts, and report the tightest step reached."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from milepost.playbook.rules import judge, load
from milepost.playbook.tests.good_project import TODAY, days_ago, good_project

CHINA = timezone(timedelta(hours=8))
Facts = dict[str, list[dict[str, Any]]]


def fired(stage: str, facts: Facts, today: date = TODAY, **more: Any) -> dict[str, judge.AlertVerdict]:
    verdict = judge.judge(load.default(), stage=stage, level="A", today=today, facts=facts, **more)
    return {alert.key: alert for alert in verdict.alerts}


def test_an_alert_names_its_facts_and_whom_to_tell() -> None:
    facts = good_project("discovery")
    facts["man"][0]["need"] = 0
    alert = fired("discovery", facts)["man_zero"]
    assert (alert.severity, alert.notify, alert.facts, alert.step) == ("high", ("sales_manager",), ("m1",), None)


def test_what_nobody_knows_raises_no_alarm() -> None:
    assert fired("contact", {}) == {}
    assert fired("commercial", {"competitors": [{"id": "c", "none_confirmed": False}]}) == {}


def lead(assigned: int, contacted: int | None) -> Facts:
    first = None if contacted is None else days_ago(contacted)
    return {"lead": [{"id": "l", "source": "friend", "assigned_on": days_ago(assigned), "first_contact_on": first}]}


def test_a_lead_nobody_called_is_noticed_after_two_working_days() -> None:
    """Today is a Monday: Thursday is two working days ago, Wednesday three."""
    assert "lead_untouched" not in fired("discovery", lead(4, None))
    assert "lead_untouched" in fired("discovery", lead(5, None))
    assert "lead_untouched" not in fired("discovery", lead(5, 1))


@pytest.mark.parametrize(("days", "step"), [(8, None), (7, 7), (4, 7), (3, 3), (2, 3), (1, 1), (0, 1), (-1, None)])
def test_the_bid_deadline_tells_the_tightest_step(days: int, step: int | None) -> None:
    facts = good_project("bidding")
    day = TODAY + timedelta(days)
    facts["tender"] = [{"id": "b", "deadline_at": datetime(day.year, day.month, day.day, 17, tzinfo=CHINA)}]
    alert = fired("bidding", facts).get("deadline_near")
    assert (alert.step if alert else None) == step


def test_the_deadline_alert_ends_with_the_submission() -> None:
    facts = good_project("bidding")
    facts["tender"] = [{"id": "b", "deadline_at": datetime(2026, 11, 24, 9, tzinfo=CHINA)}]
    assert "deadline_near" in fired("bidding", facts)
    facts["tender"][0]["submitted_at"] = datetime(2026, 11, 23, 9, tzinfo=CHINA)
    assert "deadline_near" not in fired("bidding", facts)


@pytest.mark.parametrize(("late", "step"), [(6, None), (7, 6), (29, 6), (30, 29), (60, 59), (200, 59)])
def test_an_overdue_payment_tells_the_tightest_step(late: int, step: int | None) -> None:
    facts = good_project("stage_payment")
    facts["payments"][0] |= {"due_on": days_ago(late), "closed_on": None}
    alert = fired("stage_payment", facts, occurrence=1).get("pay_overdue")
    assert (alert.step if alert else None) == step


def test_signing_is_urged_after_20_and_30_days_and_ends_at_signing() -> None:
    facts = good_project("contract")
    facts["contract"][0]["signed_on"] = None
    facts["tender"][0]["award_notice_on"] = days_ago(21)
    assert {"sign_day_20"} == fired("contract", facts).keys() - {"handover_late"}
    facts["tender"][0]["award_notice_on"] = days_ago(31)
    assert {"sign_day_20", "sign_day_30"} <= fired("contract", facts).keys()
    facts["contract"][0]["signed_on"] = days_ago(1)
    assert fired("contract", facts) == {}
    facts["contract"][0]["signed_on"] = None
    facts["tender"] = []
    assert "sign_day_30" not in fired("contract", facts)


def test_a_recheck_never_silences_an_alarm() -> None:
    facts = good_project("technical")
    facts["stakeholders"][2] |= {"attitude": -1, "recheck_since": TODAY}
    assert fired("technical", facts)["veto_uncovered"].facts == ("s2",)


def test_a_new_rival_and_a_slipping_date_are_told() -> None:
    facts = good_project("commercial")
    facts["competitors"][0]["first_seen_on"] = days_ago(14)
    facts["date_changes"] = [{"id": f"x{n}", "field": "need_by", "moved_days": 5} for n in (1, 2)]
    assert fired("commercial", facts).keys() == {"dark_horse", "budget_slip"}
    facts["date_changes"][0]["moved_days"] = -5
    assert fired("commercial", facts).keys() == {"dark_horse"}
