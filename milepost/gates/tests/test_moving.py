"""The one door: what a dragged card does under block, warn and off; skipping and stepping back."""

import pytest

from milepost.evidence.tests.world import World
from milepost.gates import actions, queries
from milepost.gates.models import GateRequest, WouldBlock
from milepost.gates.rules import maturity, modes, path
from milepost.gates.tests.pilot import pilot
from milepost.kernel.errors import Refused, Stale
from milepost.playbook.rules import load
from milepost.projects import actions as projects
from milepost.projects.models import Pass, Project


def results(project: Project) -> list[tuple[str, str]]:
    return list(Pass.objects.filter(project=project).order_by("id").values_list("stage", "result"))


def test_a_blocked_card_opens_the_sheet_and_stays(world: World) -> None:
    flight = pilot(world, "A")
    moved = actions.move(world.seller, now=world.now, project=flight.project, to_stage="contact")
    assert (moved.result, moved.kind) == ("sheet", "gate")
    assert "facts_complete" in moved.missing
    flight.project.refresh_from_db()
    assert (flight.project.stage, results(flight.project), WouldBlock.objects.count()) == ("discovery", [], 0)


def test_a_warned_card_moves_as_claimed_and_is_noted(world: World) -> None:
    flight = pilot(world, "C")
    moved = actions.move(world.seller, now=world.now, project=flight.project, to_stage="contact")
    assert moved.result == "passed"
    assert "man_passed" in moved.missing
    flight.project.refresh_from_db()
    assert (flight.project.stage, results(flight.project)) == ("contact", [("discovery", "claimed")])
    weight = queries.weight(flight.project, world.today)
    assert weight is not None
    assert (weight.claimed, weight.earned) == (25, 0)
    (noted,) = queries.would_have_blocked(world.sales_manager, world.today)
    assert noted.missing == list(moved.missing)
    assert queries.would_have_blocked(world.south_manager, world.today) == []
    again = actions.move(world.seller, now=world.now, project=flight.project, to_stage="contact")
    assert (again.result, again.missing, WouldBlock.objects.count()) == ("passed", (), 1)


def test_a_card_that_owes_nothing_asks_for_its_gate_in_every_strict_mode(world: World) -> None:
    flight = pilot(world, "C")
    flight.prepare("discovery")
    moved = actions.move(world.seller, now=world.now, project=flight.project, to_stage="contact")
    again = actions.move(world.seller, now=world.now, project=flight.project, to_stage="contact")
    assert (moved.result, again.result) == ("asked", "asked")
    assert moved.request == again.request == GateRequest.objects.get()
    by_approver = actions.move(world.sales_manager, now=world.now, project=flight.project, to_stage="contact")
    assert (by_approver.result, by_approver.kind) == ("sheet", "decide")


def test_off_moves_freely_and_earns_nothing(world: World) -> None:
    actions.set_enforcement(world.sales_ops, now=world.now, unit_path="", level="C", mode="off")
    flight = pilot(world, "C")
    moved = actions.move(world.seller, now=world.now, project=flight.project, to_stage="technical")
    flight.project.refresh_from_db()
    assert (moved.result, flight.project.stage) == ("passed", "technical")
    assert results(flight.project) == [("discovery", "claimed"), ("contact", "claimed")]
    assert not WouldBlock.objects.exists()


@pytest.mark.parametrize("mode", ["off", "warn", "block"])
def test_a_win_always_goes_through_the_gate(world: World, mode: str) -> None:
    flight = pilot(world, "C")
    flight.through("discovery", "contact", "technical", "commercial", "bidding")
    actions.set_enforcement(world.sales_ops, now=world.now, unit_path="", level="C", mode=mode)
    moved = actions.move(world.seller, now=world.now, project=flight.project, to_stage="contract_signed")
    assert (moved.result, moved.kind) == ("sheet", "gate")
    assert "signed_both" in moved.missing
    flight.project.refresh_from_db()
    assert flight.project.status == "open"


def test_projects_that_run_no_gates_move_freely(world: World) -> None:
    project = world.project(kind="account")
    assert actions.move(world.seller, now=world.now, project=project, to_stage="contact").result == "passed"


def test_who_does_not_work_on_it_cannot_move_it_nor_one_that_has_ended(world: World) -> None:
    flight = pilot(world)
    with pytest.raises(Refused):
        actions.move(world.rival, now=world.now, project=flight.project, to_stage="contact")
    with pytest.raises(Refused):
        actions.move(world.seller, now=world.now, project=flight.project, to_stage="nowhere")
    projects.end(world.seller, now=world.now, project=flight.project, result="lost", reason="price_score")
    with pytest.raises(Refused):
        actions.move(world.seller, now=world.now, project=flight.project, to_stage="contact")


def test_the_deepest_unit_that_speaks_decides(world: World) -> None:
    flight = pilot(world, "B")
    assert queries.mode(flight.project) == "warn"
    actions.set_enforcement(world.sales_ops, now=world.now, unit_path="", level="B", mode="block")
    assert queries.mode(flight.project) == "block"
    actions.set_enforcement(
        world.sales_director, now=world.now, unit_path=world.units["north"].path, level="B", mode="off"
    )
    assert queries.mode(flight.project) == "off"
    actions.set_enforcement(world.admin, now=world.now, unit_path=world.units["north"].path, level="B", mode="")
    assert queries.mode(flight.project) == "block"
    assert queries.enforcement_rows("") == {"B": "block"}
    assert modes.mode("0001", "A", [], {"A": "block"}) == "block"


def test_who_may_set_how_strictly_gates_hold(world: World) -> None:
    north = world.units["north"].path
    for nobody, place in ((world.seller, north), (world.sales_manager, north), (world.sales_director, "")):
        with pytest.raises(Refused):
            actions.set_enforcement(nobody, now=world.now, unit_path=place, level="A", mode="off")
    for level, mode, place in (("D", "off", ""), ("A", "maybe", ""), ("A", "off", "9999")):
        with pytest.raises(Refused):
            actions.set_enforcement(world.admin, now=world.now, unit_path=place, level=level, mode=mode)


def test_a_skip_is_the_directors_and_earns_nothing_until_later_proof(world: World) -> None:
    flight = pilot(world, "C")
    assert actions.move(world.seller, now=world.now, project=flight.project, to_stage="bidding").kind == "skip"
    for to_stage, reason, field in (
        ("bidding", "no_time", "reason"),
        ("kickoff", "late_entry", "to_stage"),
        ("discovery", "late_entry", "to_stage"),
    ):
        with pytest.raises(Refused) as refused:
            actions.ask_skip(world.seller, now=world.now, project=flight.project, to_stage=to_stage, reason=reason)
        assert refused.value.field == field
    request = actions.ask_skip(
        world.seller, now=world.now, project=flight.project, to_stage="bidding", reason="late_entry"
    )
    twice = actions.ask_skip(
        world.seller, now=world.now, project=flight.project, to_stage="bidding", reason="late_entry"
    )
    assert (request.pk, request.approver) == (twice.pk, world.sales_director)
    with pytest.raises(Refused):
        actions.pass_stage(world.sales_manager, now=world.now, request=request)
    with pytest.raises(Refused):
        flight.request()
    actions.pass_stage(world.sales_director, now=world.now, request=request)
    flight.project.refresh_from_db()
    assert flight.project.stage == "bidding"
    assert {result for _, result in results(flight.project)} == {"skipped"}
    weight = queries.weight(flight.project, world.today)
    assert weight is not None
    assert (weight.claimed, weight.earned) == (95, 0)
    flight.brief(procurement_method="open_tender")
    flight.ask("bid_go", "price_release")
    flight.through("bidding")
    weight = queries.weight(flight.project, world.today)
    assert weight is not None
    assert weight.earned == 95


def test_a_signed_late_entry_is_won(world: World) -> None:
    flight = pilot(world, "C")
    request = actions.ask_skip(
        world.seller, now=world.now, project=flight.project, to_stage="contract", reason="already_signed"
    )
    actions.pass_stage(world.sales_director, now=world.now, request=request)
    flight.project.refresh_from_db()
    project = flight.through("contract")
    weight = queries.weight(project, world.today)
    assert weight is not None
    assert (project.status, weight.earned) == ("won", 100)


def test_a_skip_that_came_too_late_is_stale(world: World) -> None:
    flight = pilot(world, "C")
    request = actions.ask_skip(
        world.seller, now=world.now, project=flight.project, to_stage="contact", reason="late_entry"
    )
    Project.objects.filter(pk=flight.project.pk).update(stage="technical")
    with pytest.raises(Stale):
        actions.pass_stage(world.sales_director, now=world.now, request=request)
    returned = actions.send_back(world.sales_director, now=world.now, request=request, remedy="按正常阶段走")
    assert returned.state == "returned"


def test_stepping_back_wants_a_reason_and_takes_the_passes_back(world: World) -> None:
    flight = pilot(world, "C")
    flight.through("discovery", "contact")
    flight.prepare("technical")
    flight.request()
    assert actions.move(world.seller, now=world.now, project=flight.project, to_stage="discovery").kind == "back"
    with pytest.raises(Refused) as refused:
        actions.regress(world.seller, now=world.now, project=flight.project, to_stage="contact", reason=" ")
    assert refused.value.field == "reason"
    back = actions.regress(world.seller, now=world.now, project=flight.project, to_stage="contact", reason="拍板人换了")
    assert back.stage == "contact"
    assert results(back)[-1] == ("contact", "revoked")
    assert queries.open_request(back) is None
    weight = queries.weight(back, world.today)
    assert weight is not None
    assert weight.earned == 5
    assert (
        actions.regress(world.seller, now=world.now, project=back, to_stage="contact", reason="再点一次").stage
        == "contact"
    )
    with pytest.raises(Refused):
        actions.regress(world.seller, now=world.now, project=back, to_stage="bidding", reason="往前")
    with pytest.raises(Refused):
        actions.regress(world.rival, now=world.now, project=back, to_stage="discovery", reason="x")


def test_the_path_leaves_instalments_beside_it() -> None:
    playbook = load.default()
    after = path.following(playbook, playbook.stage("implementation"))
    assert after is playbook.stage("initial_acceptance")
    assert path.following(playbook, playbook.stage("final_acceptance")) is None
    assert path.wish(playbook, playbook.stage("contract"), playbook.stage("contract_signed")) == "next"
    assert path.wish(playbook, playbook.stage("discovery"), playbook.stage("kickoff")) == "ahead"


def test_the_self_assessment_suggests_one_of_three_levels() -> None:
    everything = {statement.key: True for statement in maturity.STATEMENTS}
    assert maturity.suggested({}) == "crude"
    assert maturity.suggested({"stages": True, "team": True, "proof": True}) == "funnel"
    assert maturity.suggested(everything) == "process"
    assert maturity.suggested({"proof": True, "approve": True, "tools": True}) == "crude"
    known = {level["key"] for level in load.default().section("maturity_levels")}
    assert known == {"crude", "funnel", "process"}
