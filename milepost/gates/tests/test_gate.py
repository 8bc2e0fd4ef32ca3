"""The gate: asking, passing, returning; the wrong person, the second click, the stale page."""

from typing import Any

import pytest
from django.http import Http404

from milepost.approvals import actions as approvals
from milepost.approvals.models import Approval
from milepost.diary import actions as diary
from milepost.evidence import actions as evidence
from milepost.evidence.models import Piece
from milepost.evidence.tests.world import World, hire
from milepost.gates import actions, permissions, queries
from milepost.gates.actions import Judged
from milepost.gates.models import GateRequest, Judgement
from milepost.gates.tests.pilot import Pilot, pilot
from milepost.kernel.errors import Refused, Stale
from milepost.people import actions as people
from milepost.projects import actions as projects
from milepost.projects.models import Pass
from milepost.trail.models import Entry, Event


def asked(world: World, level: str = "C") -> tuple[Pilot, GateRequest]:
    """A project whose first gate waits for its approver."""
    flight = pilot(world, level)
    flight.prepare("discovery")
    return flight, flight.request()


def words(flight: Pilot, *standards: str, verdict: str = "met", note: str = "看过电话记录") -> list[Judged]:
    shared = Piece.objects.filter(project=flight.project).latest("-id")
    return [{"standard": key, "verdict": verdict, "note": note, "piece": shared} for key in standards]


def test_gate_refuses_with_reasons_then_waits_then_passes(world: World) -> None:
    flight = pilot(world)
    with pytest.raises(Refused) as refused:
        flight.request()
    said = "".join(text.zh for text in refused.value.details)
    assert "大致金额" in said
    assert "MAN" in said
    flight.prepare("discovery")
    request = flight.request()
    assert (request.approver, request.state) == (world.sales_manager, "pending")
    assert set(request.missing) == {"man_passed", "filed"}
    flight.decide(request)
    flight.project.refresh_from_db()
    assert flight.project.stage == "contact"
    assert Pass.objects.get().result == "verified"
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"gate.asked", "gate.decided", "standard.judged", "project.stage-passed", "project.stage-entered"} <= kinds
    assert {"gate.ask", "gate.pass", "standard.judge"} <= set(Entry.objects.values_list("action", flat=True))


def test_a_team_without_its_roles_is_told_so(world: World) -> None:
    project = projects.create(
        world.seller, now=world.now, customer_name="第一中学", name="校园网", amount_fen=100_000_00, kind="project"
    )
    with pytest.raises(Refused) as refused:
        actions.ask(world.seller, now=world.now, project=project)
    assert any("售前" in text.zh for text in refused.value.details)


@pytest.mark.parametrize(("level", "role"), [("A", "sales_director"), ("B", "sales_manager"), ("C", "sales_manager")])
def test_the_level_names_the_approver(world: World, level: str, role: str) -> None:
    _, request = asked(world, level)
    assert (request.approver, request.role) == (world.people[role], role)


def test_requester_and_owner_never_pass_their_own_gate_it_goes_one_up(world: World) -> None:
    flight, request = asked(world)
    actions.withdraw(world.seller, now=world.now, request=request)
    by_manager = actions.ask(world.sales_manager, now=world.now, project=flight.project)
    assert by_manager.approver == world.sales_director
    for nobody in (world.sales_manager, world.seller, world.presales, world.south_manager, world.finance):
        with pytest.raises(Refused):
            actions.pass_stage(
                nobody, now=world.now, request=by_manager, judgements=words(flight, "man_passed", "filed")
            )
    assert not Judgement.objects.exists()
    flight.decide(by_manager)


def test_a_deputy_decides_and_sees_the_project_only_meanwhile(world: World) -> None:
    people.set_deputy(
        world.sales_manager, now=world.now, user=world.sales_manager, deputy=world.south_manager,
        from_on=world.today, until_on=world.today,
    )  # fmt: skip
    flight, request = asked(world)
    assert request.approver == world.south_manager
    assert permissions.request_for(world.south_manager, request.pk)
    flight.decide(request)
    with pytest.raises(Http404):
        permissions.request_for(world.south_manager, request.pk)


def test_a_decision_that_leaves_something_missing_keeps_nothing(world: World) -> None:
    flight, request = asked(world)
    with pytest.raises(Refused) as refused:
        actions.pass_stage(world.sales_manager, now=world.now, request=request, judgements=words(flight, "man_passed"))
    assert len(refused.value.details) == 1
    assert not Judgement.objects.exists()
    request.refresh_from_db()
    assert request.state == "pending"
    with pytest.raises(Refused):
        actions.pass_stage(
            world.sales_manager, now=world.now, request=request,
            judgements=[*words(flight, "man_passed"), *words(flight, "filed", verdict="unmet")],
        )  # fmt: skip


def test_the_same_yes_from_two_tabs_is_one_pass(world: World) -> None:
    flight, request = asked(world)
    flight.decide(request)
    again = actions.pass_stage(world.sales_manager, now=world.now, request=request, version=request.version)
    assert again.state == "passed"
    assert Pass.objects.count() == 1
    assert Event.objects.filter(kind="gate.decided").count() == 1


def test_of_two_who_decide_at_once_the_second_is_told(world: World) -> None:
    flight, request = asked(world)
    seen_by_director = GateRequest.objects.get(pk=request.pk)
    flight.decide(request)
    with pytest.raises(Stale) as stale:
        actions.send_back(
            world.sales_director, now=world.now, request=seen_by_director, standards=["filed"], remedy="补", version=1
        )
    assert "已经通过" in stale.value.text.zh
    with pytest.raises(Stale):
        actions.pass_stage(world.sales_director, now=world.now, request=seen_by_director)
    with pytest.raises(Stale):
        actions.withdraw(world.seller, now=world.now, request=request)


def test_a_sheet_that_grew_old_is_told_so(world: World) -> None:
    flight, request = asked(world)
    world.later(4)
    assert actions.escalate(now=world.now) == 1
    with pytest.raises(Stale):
        actions.pass_stage(world.sales_manager, now=world.now, request=request, version=1)
    request.refresh_from_db()
    assert (request.approver, request.role) == (world.sales_director, "sales_director")
    assert len(queries.waiting_for(world.sales_director, world.today).requests) == 1
    assert actions.escalate(now=world.now) == 0
    flight.decide(request)


def test_returning_wants_ticks_and_one_remedy_and_may_be_asked_again(world: World) -> None:
    _, request = asked(world)
    for standards, remedy, field in (
        ([], "补签到表", "standards"),
        (["no_such"], "补", "standards"),
        (["filed"], " ", "remedy"),
    ):
        with pytest.raises(Refused) as refused:
            actions.send_back(world.sales_manager, now=world.now, request=request, standards=standards, remedy=remedy)
        assert refused.value.field == field
    for _ in range(2):
        returned = actions.send_back(
            world.sales_manager, now=world.now, request=request, standards=["filed"], remedy="写明报备日期"
        )
    assert (returned.state, returned.returned_standards) == ("returned", ["filed"])
    assert Event.objects.filter(kind="gate.decided").count() == 1
    second = actions.ask(world.seller, now=world.now, project=returned.project)
    assert second.pk != request.pk
    assert queries.sheet(returned.project, world.seller, world.today).last == returned


def test_asking_twice_gives_the_open_request_back(world: World) -> None:
    flight, request = asked(world)
    assert flight.request().pk == request.pk
    assert GateRequest.objects.count() == 1


def test_only_the_team_asks_and_only_for_a_running_gated_project(world: World) -> None:
    flight = pilot(world)
    flight.prepare("discovery")
    with pytest.raises(Refused):
        actions.ask(world.rival, now=world.now, project=flight.project)
    with pytest.raises(Refused):
        actions.ask(world.seller, now=world.now, project=flight.project, stage="technical")
    plain = world.project(kind="account")
    with pytest.raises(Refused):
        actions.ask(world.seller, now=world.now, project=plain)
    projects.end(world.seller, now=world.now, project=flight.project, result="lost", reason="price_score")
    with pytest.raises(Refused):
        actions.ask(world.seller, now=world.now, project=flight.project)


def test_a_strong_piece_counts_only_once_accepted_in_the_same_sheet(world: World) -> None:
    flight = pilot(world)
    flight.through("discovery")
    flight.prepare("contact")
    request = flight.request()
    sheet = queries.sheet(flight.project, world.sales_manager, world.today)
    assert {row.key for row in sheet.to_settle} == {"key_people_named", "two_met", "need_answered"}
    assert [shown.piece.type for shown in sheet.waiting_pieces] == ["customer_message"]
    hand = words(flight, "key_people_named", "two_met")
    with pytest.raises(Refused) as refused:
        actions.pass_stage(world.sales_manager, now=world.now, request=request, judgements=hand)
    assert "书面回应" in refused.value.details[0].zh
    actions.pass_stage(
        world.sales_manager, now=world.now, request=request, judgements=hand,
        accept=[shown.piece for shown in sheet.waiting_pieces],
    )  # fmt: skip
    assert Piece.objects.get(type="customer_message").accepted_by == world.sales_manager


def test_approvals_of_the_same_approver_are_decided_in_the_sheet(world: World) -> None:
    flight = pilot(world)
    flight.through("discovery", "contact", "technical")
    flight.prepare("commercial")
    request = flight.request()
    sheet = queries.sheet(flight.project, world.sales_manager, world.today)
    assert {approval.kind for approval in sheet.decidable} == {"price_floor", "bid_go", "price_release"}
    flight.decide(request)
    assert set(Approval.objects.filter(decided_by=world.sales_manager).values_list("kind", flat=True)) == {
        "price_floor", "bid_go", "price_release",
    }  # fmt: skip


def test_an_approval_of_somebody_else_must_be_there_before_asking(world: World) -> None:
    flight = pilot(world, "B")
    flight.through("discovery", "contact", "technical")
    flight.prepare("commercial")
    Approval.objects.filter(project=flight.project, kind="price_floor").update(state="pending", decided_by=None)
    with pytest.raises(Refused) as refused:
        flight.request()
    assert "报价底线" in refused.value.details[0].zh


def test_pieces_and_approvals_of_another_project_are_refused(world: World) -> None:
    flight, request = asked(world)
    other = pilot(world)
    foreign = other.piece("customer_message")
    approval = approvals.ask(world.seller, now=world.now, project=other.project, kind="price_floor")
    for given in ({"accept": [foreign]}, {"approvals": [approval.pk]}):
        with pytest.raises(Refused):
            actions.pass_stage(
                world.sales_manager, now=world.now, request=request,
                judgements=words(flight, "man_passed", "filed"), **given,
            )  # fmt: skip
    with pytest.raises(Refused):
        actions.pass_stage(
            world.sales_manager, now=world.now, request=request, judgements=words(other, "man_passed", "filed")
        )


def test_judging_by_hand_wants_another_person_a_sentence_and_a_piece_he_did_not_add(world: World) -> None:
    flight, _ = asked(world)
    piece = Piece.objects.get()
    own = evidence.add(
        world.sales_manager,
        now=world.now,
        project=flight.project,
        type="internal_form",
        text="表",
        happened_on=world.today,
    )
    good: dict[str, Any] = {
        "project": flight.project,
        "standard": "man_passed",
        "verdict": "met",
        "note": "属实",
        "piece": piece,
    }
    for actor in (world.seller, world.presales, world.south_manager):
        with pytest.raises(Refused):
            actions.judge(actor, now=world.now, **good)
    for change, field in (
        ({"note": ""}, "note"),
        ({"piece": own}, "piece"),
        ({"verdict": "maybe"}, "verdict"),
        ({"standard": "facts_rough"}, "standard"),
    ):
        with pytest.raises(Refused) as refused:
            actions.judge(world.sales_manager, now=world.now, **(good | change))
        assert refused.value.field == field
    first = actions.judge(world.sales_manager, now=world.now, **good)
    assert actions.judge(world.sales_manager, now=world.now, **good).pk == first.pk
    actions.judge(world.sales_manager, now=world.now, **(good | {"verdict": "unmet", "note": "再核实"}))
    back = actions.judge(world.sales_manager, now=world.now, **good)
    assert back.pk != first.pk
    row = next(row for row in queries.sheet(flight.project, world.seller, world.today).rows if row.key == "man_passed")
    assert (row.state, row.verdict.by_hand, row.judgement) == ("met", True, back)


def test_a_judgement_falls_with_the_piece_it_rests_on(world: World) -> None:
    flight, _ = asked(world)
    piece = Piece.objects.get()
    actions.judge(
        world.sales_manager,
        now=world.now,
        project=flight.project,
        standard="man_passed",
        verdict="met",
        note="属实",
        piece=piece,
    )
    states = {v.key: v.state for v in queries.verdicts(flight.project, world.today)}
    assert states["man_passed"] == "met"
    evidence.withdraw(world.seller, now=world.now, piece=piece, why="录错")
    states = {v.key: v.state for v in queries.verdicts(flight.project, world.today)}
    assert states["man_passed"] == "unmet"


def test_the_sheet_says_what_is_missing_and_where_to_add_it(world: World) -> None:
    flight = pilot(world)
    sheet = queries.sheet(flight.project, world.seller, world.today)
    doors = {row.key: {need.door for need in row.needs} for row in sheet.missing}
    assert doors["facts_rough"] == {"brief"}
    assert doors["filed"] == {"approval", "hand"}
    filed = next(row for row in sheet.rows if row.key == "filed")
    assert filed.ask_kinds == ("filing",)
    assert (sheet.ready, sheet.askable, sheet.mode, sheet.approver) == (False, False, "warn", world.sales_manager)
    diary.write(world.seller, now=world.now, project=flight.project, text="电话", kind="call")
    assert not any(row.here for row in queries.sheet(flight.project, world.seller, world.today).rows)


def test_opened_n_of_m_counts_files_on_the_shelf(world: World) -> None:
    from milepost.files import actions as files

    flight, _ = asked(world)
    serves = [queries.sheet(flight.project, world.sales_manager, world.today).rows[0].key]
    one, two = (
        world.piece(flight.project, "signed_document", text="", file=world.file(), serves=serves) for _ in range(2)
    )
    assert queries.sheet(flight.project, world.sales_manager, world.today).opened == (0, 2)
    assert one.file is not None
    files.mark_opened(world.sales_manager, now=world.now, file=one.file)
    assert queries.sheet(flight.project, world.sales_manager, world.today).opened == (1, 2)
    assert two.file_id


def test_what_waits_is_found_by_the_approver_and_by_who_asked(world: World) -> None:
    flight, request = asked(world)
    assert queries.waiting_for(world.sales_manager, world.today).requests == (request,)
    assert queries.waiting_on(world.seller).requests == (request,)
    assert len(queries.waiting_for(world.seller, world.today)) == 0
    strong = world.piece(flight.project, serves=["need_answered"])
    assert queries.pieces_waiting_for(world.sales_manager, world.today) == [strong]


def test_delivery_milestones_pass_the_same_way_until_delivered(world: World) -> None:
    flight = pilot(world)
    project = flight.through("discovery", "contact", "technical", "commercial", "bidding", "contract")
    assert (project.status, project.stage) == ("won", "contract_signed")
    flight.piece("signed_document", "first_claimed", tags=("payment_claim",))
    approvals.ask(world.seller, now=world.now, project=project, kind="pm_appointment")
    flight.granted("pm_appointment")
    flight.decide(flight.request())
    project.refresh_from_db()
    assert project.stage == "kickoff"
    for number in (1, 2):
        key = f"claim_received#{number}"
        flight.piece("customer_message", key, tags=("invoice_receipt",))
        flight.piece("bank_receipt", f"cash_in#{number}")
        request = actions.ask(world.seller, now=world.now, project=project, stage="stage_payment")
        assert request.occurrence == number
        flight.decide(request)
    project.refresh_from_db()
    assert project.stage == "kickoff"
    assert queries.passed_occurrences(project, "stage_payment") == [1, 2]
    with pytest.raises(Refused):
        actions.ask(world.seller, now=world.now, project=project, stage="stage_payment", occurrence=2)


def test_the_two_person_check_holds_inside_the_sheet(world: World) -> None:
    flight = pilot(world)
    both = hire(
        world, "both", [("bid_specialist", world.units["top"]), ("sales_manager", world.units["north"])], "north"
    )
    flight.through("discovery", "contact", "technical", "commercial")
    flight.ask("fatal_check_first", "fatal_check_second")
    first, second = Approval.objects.filter(kind__startswith="fatal").order_by("id")
    approvals.grant(both, now=world.now, approval=first)
    with pytest.raises(Refused):
        approvals.grant(both, now=world.now, approval=second)
