"""A project of each level from lead to signed contract, through actions alone."""

import pytest

from milepost.evidence.tests.world import World
from milepost.gates import queries
from milepost.gates.tests.pilot import pilot
from milepost.people.models import User
from milepost.projects.models import Pass

STAGES = ("discovery", "contact", "technical", "commercial", "bidding", "contract")


def test_a_small_project_stays_light_for_its_whole_life(world: World) -> None:
    flight = pilot(world, "C")
    project = flight.through(*STAGES)
    assert (project.status, project.stage) == ("won", "contract_signed")
    assert flight.count["entries"] <= 40, flight.count
    assert flight.count["pieces"] <= 8, flight.count
    assert flight.count["decisions"] <= 11, flight.count


@pytest.mark.parametrize("level", ["A", "B", "C"])
def test_weight_is_earned_stage_by_stage_on_verified_exit(world: World, level: str) -> None:
    if level == "A":  # a manager and a director above the seller, an executive to waive and release
        assert isinstance(world.executive, User)
    flight = pilot(world, level)
    earned = []
    for stage in STAGES:
        flight.through(stage)
        weight = queries.weight(flight.project, world.today)
        assert weight is not None
        earned.append(weight.earned)
    assert earned == [5, 25, 50, 80, 95, 100]
    assert Pass.objects.filter(project=flight.project, result="verified").count() == 6
