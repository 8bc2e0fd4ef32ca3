"""A project that does everything right passes every gate and raises no alarm."""

import pytest

from milepost.playbook.rules import judge, load
from milepost.playbook.tests.good_project import TODAY, good_project

METHODS = [variant.key for variant in load.default().variants]
STAGES = [stage.key for stage in load.default().all_stages]


def verdict_of(stage: str, level: str, method: str) -> judge.Verdict:
    playbook = load.default()
    data = {"stage": stage, "level": level, "today": TODAY, "facts": good_project(stage, method)}
    if playbook.stage(stage).repeatable:
        data["occurrence"] = 1
    given = judge.read(data, playbook)
    assert isinstance(given, judge.Input), given
    return judge.judge(playbook, **given.arguments())


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("level", ["A", "B", "C"])
def test_it_passes_all_fourteen_gates_without_alarm(level: str, method: str) -> None:
    assert len(STAGES) == 14
    for stage in STAGES:
        verdict = verdict_of(stage, level, method)
        assert verdict.gate.ready, (stage, verdict.gate)
        assert verdict.alerts == (), stage
        assert not any(pattern.score or pattern.unjudged for pattern in verdict.patterns.values()), stage
        assert (verdict.control_score.clear, verdict.control_score.lead, verdict.control_score.win) == (9, 3, 1)


def test_it_earns_every_weight_on_its_way() -> None:
    earned = []
    for stage in STAGES[:7]:
        weight = verdict_of(stage, "B", "open_tender").weight
        assert weight is not None
        earned.append(weight.earned)
    assert earned == [0, 5, 25, 50, 80, 95, 100]


def test_an_untendered_project_needs_the_written_selection_and_no_submission() -> None:
    verdict = verdict_of("bidding", "B", "enterprise_compare")
    states = {one.key: one.state for one in verdict.standards}
    assert states["submitted"] == states["awarded"] == "not_applicable"
    assert states["selected_in_writing"] == "met"


@pytest.mark.parametrize(("level", "count"), [("A", 33), ("B", 30), ("C", 19)])
def test_small_projects_need_fewer_standards(level: str, count: int) -> None:
    """33 at A, 30 at B, 19 at C by public tender; the written selection stands in only without one."""
    playbook = load.default()
    variant = playbook.variant("open_tender")
    assert variant is not None
    needed = [
        standard.key
        for stage in playbook.stages
        for standard in stage.standards
        if standard.required(level) and standard.key not in variant.skip_standards
    ]
    assert len(needed) == count
