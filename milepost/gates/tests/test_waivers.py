"""Waivers: closed reasons, one level up, an end, at most two, never for what is protected."""

import datetime as dt

import pytest

from milepost.evidence.tests.world import World
from milepost.gates import actions, queries
from milepost.gates.models import Waiver
from milepost.gates.tests.pilot import Pilot, pilot
from milepost.kernel.errors import Refused, Stale
from milepost.trail.models import Event


def ask(world: World, flight: Pilot, standard: str = "man_passed", **given: object) -> Waiver:
    good = {"reason": "late_entry", "mitigation": "下周补访", "expires_on": world.today + dt.timedelta(days=30)}
    return actions.ask_waiver(world.seller, now=world.now, project=flight.project, standard=standard, **(good | given))  # type: ignore[arg-type]


def state(world: World, flight: Pilot, standard: str) -> str:
    return {v.key: v.state for v in queries.verdicts(flight.project, world.today)}[standard]


def test_a_waiver_is_granted_one_level_up_and_lasts_until_its_day(world: World) -> None:
    flight = pilot(world)
    waiver = ask(world, flight)
    assert (waiver.approver, waiver.role) == (world.sales_director, "sales_director")
    assert ask(world, flight).pk == waiver.pk
    assert queries.waiting_for(world.sales_director, world.today).waivers == (waiver,)
    for nobody in (world.seller, world.sales_manager, world.finance):
        with pytest.raises(Refused):
            actions.grant_waiver(nobody, now=world.now, waiver=waiver)
    actions.grant_waiver(world.sales_director, now=world.now, waiver=waiver, version=1)
    actions.grant_waiver(world.sales_director, now=world.now, waiver=waiver, version=1)
    assert Event.objects.filter(kind="waiver.decided").count() == 1
    assert state(world, flight, "man_passed") == "waived"
    world.later(30)
    assert state(world, flight, "man_passed") == "waived"
    world.later(1)
    assert state(world, flight, "man_passed") == "unmet"


@pytest.mark.parametrize(("level", "role"), [("A", "executive"), ("B", "sales_director"), ("C", "sales_director")])
def test_one_level_above_the_gates_approver(world: World, level: str, role: str) -> None:
    assert ask(world, pilot(world, level)).approver == world.people[role]


@pytest.mark.parametrize(
    ("standard", "given", "field"),
    [
        ("filed", {}, "standard"),
        ("declarations_clear", {}, "standard"),
        ("two_met", {}, "standard"),
        ("facts_complete", {}, "standard"),
        ("man_passed", {"reason": "because"}, "reason"),
        ("man_passed", {"mitigation": " "}, "mitigation"),
        ("man_passed", {"expires_on": dt.date(2026, 3, 2)}, "expires_on"),
        ("man_passed", {"expires_on": dt.date(2027, 3, 2)}, "expires_on"),
    ],
)
def test_what_cannot_be_waived_is_refused_at_its_field(
    world: World, standard: str, given: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        ask(world, pilot(world), standard, **given)
    assert refused.value.field == field


def test_at_most_two_are_open_and_ending_one_frees_a_place(world: World) -> None:
    flight = pilot(world, "B")
    first = ask(world, flight, "man_passed")
    ask(world, flight, "corroborated")
    with pytest.raises(Refused) as refused:
        ask(world, flight, "meeting_agreed")
    assert "2" in refused.value.text.zh
    actions.end_waiver(world.seller, now=world.now, waiver=first)
    ask(world, flight, "meeting_agreed")


def test_only_the_team_asks_and_the_manager_who_asks_does_not_grant(world: World) -> None:
    flight = pilot(world)
    with pytest.raises(Refused):
        actions.ask_waiver(
            world.rival, now=world.now, project=flight.project, standard="man_passed", reason="late_entry",
            mitigation="补", expires_on=world.today + dt.timedelta(days=3),
        )  # fmt: skip
    by_director = actions.ask_waiver(
        world.sales_director, now=world.now, project=flight.project, standard="man_passed", reason="late_entry",
        mitigation="补", expires_on=world.today + dt.timedelta(days=3),
    )  # fmt: skip
    assert by_director.approver == world.executive
    with pytest.raises(Refused):
        actions.grant_waiver(world.sales_director, now=world.now, waiver=by_director)


def test_refusing_wants_a_reason_and_a_second_decision_is_stale(world: World) -> None:
    waiver = ask(world, pilot(world))
    with pytest.raises(Refused):
        actions.refuse_waiver(world.sales_director, now=world.now, waiver=waiver, why="")
    with pytest.raises(Stale):
        actions.refuse_waiver(world.sales_director, now=world.now, waiver=waiver, why="不行", version=9)
    actions.refuse_waiver(world.sales_director, now=world.now, waiver=waiver, why="先去见人")
    with pytest.raises(Stale):
        actions.grant_waiver(world.executive, now=world.now, waiver=waiver)
    with pytest.raises(Stale):
        actions.end_waiver(world.seller, now=world.now, waiver=waiver)


def test_an_overdue_waiver_goes_up_and_one_past_its_end_is_not_granted(world: World) -> None:
    waiver = ask(world, pilot(world), expires_on=world.today + dt.timedelta(days=3))
    assert actions.escalate(now=world.later(3)) == 1
    waiver.refresh_from_db()
    assert waiver.approver == world.executive
    with pytest.raises(Refused):
        actions.grant_waiver(world.executive, now=world.now, waiver=waiver)


def test_a_waived_standard_lets_the_gate_pass(world: World) -> None:
    flight = pilot(world)
    flight.prepare("discovery")
    actions.grant_waiver(world.sales_director, now=world.now, waiver=ask(world, flight))
    flight.decide(flight.request())
    flight.project.refresh_from_db()
    assert flight.project.stage == "contact"
