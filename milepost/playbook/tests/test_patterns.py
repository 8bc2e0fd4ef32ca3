"""The three failure patterns, 控单力, the power balance and the depth of relations."""

from typing import Any

import pytest

from milepost.playbook.rules import judge, load
from milepost.playbook.rules.judge import derive
from milepost.playbook.rules.judge.now import Now
from milepost.playbook.rules.judge.world import World
from milepost.playbook.tests.good_project import TODAY, days_ago, good_project

Facts = dict[str, list[dict[str, Any]]]


def verdict_of(stage: str, facts: Facts, level: str = "A") -> judge.Verdict:
    return judge.judge(load.default(), stage=stage, level=level, today=TODAY, facts=facts)


def derived(name: str, facts: Facts) -> dict[str, Any]:
    world = World(facts, powers={}, decay=45)
    world.norm_days = 30
    found = derive.record(name, world, Now(TODAY.toordinal(), world.stop, "contact"))
    assert found is not None
    return dict(found)


# --- patterns


def test_every_indicator_that_counts_adds_its_weight() -> None:
    facts = good_project("contact")
    facts["stakeholders"] = []
    found = verdict_of("contact", facts).patterns["information_island"]
    keys = {indicator.key: indicator.weight for indicator in found.indicators}
    assert keys == {"approver_named": 25, "roles_unknown": 20, "links_missing": 10, "one_department": 15}
    assert (found.score, found.band, found.unjudged) == (70, "alarm", 0)


def test_ignorance_is_risk_but_a_missing_room_is_not() -> None:
    facts = good_project("commercial")
    facts["project"][0]["stage_entered_on"] = None
    found = verdict_of("commercial", facts).patterns["cannot_push"]
    assert [(one.key, one.unknown) for one in found.indicators] == [("stage_overdue", True)]
    del facts["project"]
    found = verdict_of("commercial", facts).patterns["cannot_push"]
    assert (found.score, found.unjudged, found.band) == (0, 20, None)


def test_the_missing_sponsor_is_asked_of_a_and_b_only() -> None:
    facts = good_project("technical")
    for activity in facts["activities"]:
        activity["kind"] = "visit"

    def counted(level: str) -> set[str]:
        return {one.key for one in verdict_of("technical", facts, level).patterns["cannot_push"].indicators}

    assert counted("A") == counted("B") == {"no_sponsor"}
    assert counted("C") == set()


def test_a_pattern_is_silent_outside_the_stages_it_watches() -> None:
    found = verdict_of("discovery", good_project("discovery")).patterns["information_island"]
    assert found.as_dict() == {"watched": False, "score": None}


def test_losing_control_is_seen_in_people_rivals_and_paper() -> None:
    facts = good_project("bidding")
    facts["evidence"] = []
    facts["stakeholders"][1] |= {"change": "left", "changed_on": days_ago(3)}
    facts["competitors"][0] |= {"first_seen_on": days_ago(3), "first_seen_stage": "bidding"}
    facts["date_changes"] = [{"id": "x", "field": "criteria", "learned_late": True}]
    found = verdict_of("bidding", facts).patterns["out_of_control"]
    assert {one.key for one in found.indicators} == {
        "person_changed", "new_rival", "surprise_change", "nothing_written", "no_backup",
    }  # fmt: skip


# --- 控单力


def test_an_item_the_coach_denies_counts_as_not_met() -> None:
    facts = good_project("commercial")
    assert len(verdict_of("commercial", facts).control_score.met) == 13
    facts["coach_marks"] = [
        {"item": "w1", "mark": "agree", "dated_on": days_ago(9)},
        {"item": "w1", "mark": "disagree", "dated_on": days_ago(1)},
        {"item": "f1", "mark": "unclear", "dated_on": days_ago(1)},
    ]
    score = verdict_of("commercial", facts).control_score
    assert (score.clear, score.lead, score.win) == (9, 3, 0)


# --- derived values


def person(key: str, *roles: str, **more: Any) -> dict[str, Any]:
    base = {"id": key, "person": key, "roles": list(roles), "influence": 2, "coverage": 1, "attended_exchange": False}
    return base | more


def test_our_share_weighs_influence_and_attitude() -> None:
    facts: Facts = {
        "stakeholders": [
            person("s1", "approver", influence=3, attitude=2),
            person("s2", "user", attitude=-2),
            person("s3", "technical_evaluator", attitude=None, influence=None),
            person("s4", "agency", attitude=2),
            person("s5", "user", attitude=2, change="left"),
        ]
    }
    found = derived("power_balance", facts)
    assert found["our_share"] == pytest.approx(6 / (6 + 4 + 3))
    assert found["lead_over_best_rival"] == pytest.approx((6 - 4) / 13)
    assert found["delta_45d"] is None


def test_people_against_us_who_back_nobody_known_count_as_one_rival() -> None:
    facts: Facts = {
        "stakeholders": [
            person("s1", "approver", attitude=-1),
            person("s2", "user", attitude=-1),
            person("s3", "procurement", attitude=0, supports_rival="c1"),
            person("s4", "decision_maker", attitude=1),
        ],
        "ratings": [],
    }
    found = derived("power_balance", facts)
    assert found["lead_over_best_rival"] == pytest.approx(2 / 8 - 4 / 8)
    assert found["delta_45d"] == pytest.approx(2 / 8)


def test_support_of_one_whose_roles_are_unknown_does_not_count() -> None:
    unknown = {"id": "s2", "person": "某", "influence": 2, "attitude": 2, "coverage": 1, "attended_exchange": False}
    facts: Facts = {"stakeholders": [person("s1", "user", attitude=1), unknown]}
    assert derived("power_balance", facts)["our_share"] == pytest.approx(2 / (2 + 4))


def test_an_empty_committee_has_no_balance() -> None:
    empty = {"our_share": None, "lead_over_best_rival": None, "delta_45d": None}
    assert derived("power_balance", {"stakeholders": []}) == empty
    assert derived("power_balance", {"stakeholders": [person("s1", "gatekeeper", attitude=2)]}) == empty


def test_depth_counts_key_role_slots_never_persons() -> None:
    facts: Facts = {
        "stakeholders": [
            person("s1", "approver", "user", attitude=1, our_owner="u1", backup_owner="u2"),
            person("s2", "technical_evaluator", attitude=None),
            person("s3", "technical_evaluator", attitude=2, our_owner="u1", backup_owner="u1"),
            person("s4", "procurement", attitude=None),
        ],
        "relations": [{"from": "s3", "to": "s4", "kind": "knows"}, {"from": "s2", "to": "s3", "kind": "knows"}],
    }
    found = derived("relation_depth", facts)
    assert found["unknown_ratio"] == pytest.approx(2 / 5)
    assert found["missing_links"] == 1
    assert found["key_roles_with_backup_ratio"] == pytest.approx(2 / 5)
    assert found["top_supporter_share"] == pytest.approx(4 / 6)
    del facts["relations"]
    assert derived("relation_depth", facts)["missing_links"] is None


@pytest.mark.parametrize(
    ("pauses", "age"),
    [
        ([], 40),
        ([(30, 20)], 30),
        ([(30, 20), (25, 15)], 25),
        ([(60, 30)], 30),
        ([(10, None)], 30),
    ],
)
def test_waiting_time_does_not_count_in_the_stage(pauses: list[tuple[int, int | None]], age: int) -> None:
    facts: Facts = {
        "project": [{"stage_entered_on": days_ago(40)}],
        "pauses": [
            {"from_on": days_ago(start), "until_on": None if end is None else days_ago(end)} for start, end in pauses
        ],
    }
    found = derived("stage", facts)
    assert found["age_days"] == age
    assert found["age_over_norm"] == pytest.approx(age / 30)
