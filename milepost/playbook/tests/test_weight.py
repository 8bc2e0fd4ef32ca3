"""Which stages stand, and what a lost one takes with it."""

from typing import Any

from milepost.playbook.rules import judge, load
from milepost.playbook.tests.good_project import TODAY, days_ago, good_project


def passed(stage: str, result: str = "verified", days: int = 5, level: str | None = None) -> dict[str, Any]:
    return {"stage": stage, "result": result, "dated_on": days_ago(days), "level": level}


def weight(facts: dict[str, list[dict[str, Any]]], stage: str, level: str = "B") -> judge.Weight:
    found = judge.weight(load.default(), stage=stage, level=level, today=TODAY, facts=facts)
    assert found is not None
    return found


def test_without_passes_there_is_no_weight() -> None:
    facts = good_project("contact")
    del facts["passes"]
    assert judge.weight(load.default(), level="B", today=TODAY, facts=facts) is None


def test_claimed_is_the_stage_one_stands_in_and_earned_the_last_verified() -> None:
    facts = good_project("technical")
    assert (weight(facts, "technical").claimed, weight(facts, "technical").earned) == (50, 25)
    assert weight(good_project("kickoff"), "kickoff").claimed == 100


def test_skipped_and_imported_stages_earn_nothing_until_a_later_one_is_verified() -> None:
    facts = good_project("bidding")
    facts["passes"] = [passed("discovery"), passed("contact", "skipped"), passed("technical", "claimed")]
    assert weight(facts, "commercial").earned == 5
    facts["passes"].append(passed("commercial"))
    assert weight(facts, "bidding").earned == 80


def test_a_lost_stage_takes_back_its_own_weight_only_and_returns_when_met_again() -> None:
    facts = good_project("technical")
    facts["stakeholders"] = []
    lost = weight(facts, "technical")
    assert lost.earned == 5
    assert "chain_mapped" in lost.lost["contact"]
    facts["stakeholders"] = good_project("technical")["stakeholders"]
    assert weight(facts, "technical").earned == 25


def test_later_proof_covers_earlier() -> None:
    """MAN ran out long ago; while later stages are verified nobody asks for it again."""
    facts = good_project("technical")
    facts["man"][0]["dated_on"] = days_ago(300)
    assert (weight(facts, "technical").earned, dict(weight(facts, "technical").lost)) == (25, {})
    facts["passes"] = [passed("discovery")]
    assert weight(facts, "contact").lost == {"discovery": ("man_passed",)}


def test_a_recorded_fact_is_heard_of_earlier_stages_too() -> None:
    facts = good_project("commercial")
    facts["man"][0]["need"] = 0
    found = weight(facts, "commercial")
    assert found.lost == {"discovery": ("man_passed",)}
    assert found.earned == 50


def test_a_stage_is_watched_at_the_level_it_was_passed_with() -> None:
    facts = good_project("contact")
    facts["evidence"] = []
    facts["passes"] = [passed("discovery", level="C")]
    assert weight(facts, "contact", level="A").lost == {}
    facts["passes"] = [passed("discovery", level="A")]
    assert weight(facts, "contact", level="C").lost == {"discovery": ("corroborated", "meeting_agreed")}


def test_the_newest_pass_of_a_stage_holds() -> None:
    facts = good_project("contact")
    facts["passes"] = [passed("discovery", days=9), passed("discovery", "claimed", days=3)]
    assert weight(facts, "contact").earned == 0
    facts["passes"] = [passed("discovery", days=3), passed("discovery", "claimed", days=3)]
    assert weight(facts, "contact").earned == 5


def test_the_gate_wants_the_roles_of_the_level_on_the_team() -> None:
    facts = good_project("contact")
    facts["team"] = [{"person": "u1", "role": "sales"}, {"person": "u2", "role": "presales"}]

    def roles(level: str) -> tuple[str, ...]:
        return judge.gate(load.default(), stage="contact", level=level, today=TODAY, facts=facts).missing_roles

    assert roles("C") == ()
    assert roles("B") == ("sales_manager",)
    assert roles("A") == ("sales_manager", "executive")
