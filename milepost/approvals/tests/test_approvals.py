"""Requests for a decision: who decides, who may not, what happens twice, what happens late."""

import datetime as dt

import pytest
from django.http import Http404

from milepost.approvals import actions, facts, permissions, queries
from milepost.approvals.models import Approval, Declaration
from milepost.approvals.rules import matrix
from milepost.evidence.tests.world import World, hire
from milepost.kernel.errors import Refused, Stale
from milepost.people import actions as people
from milepost.playbook.rules import load
from milepost.projects import actions as projects
from milepost.projects import permissions as project_permissions
from milepost.trail.models import Entry, Event


def ask(world: World, project: object, kind: str, actor: object = None) -> Approval:
    return actions.ask(actor or world.seller, now=world.now, project=project, kind=kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("level", "kind", "role"),
    [
        ("C", "price_floor", "sales_manager"),
        ("B", "price_floor", "sales_director"),
        ("A", "price_floor", "executive"),
        ("C", "filing", "sales_ops"),
        ("C", "contract_finance", "finance"),
        ("C", "fatal_check_second", "presales"),
    ],
)
def test_the_matrix_names_the_approver_by_level(world: World, level: str, kind: str, role: str) -> None:
    approval = ask(world, world.project(level), kind)
    assert (approval.role, approval.approver) == (role, world.people[role])
    assert approval.due_on == dt.date(2026, 3, 4)


def test_asking_twice_gives_the_first_request_back(world: World) -> None:
    project = world.project()
    assert ask(world, project, "filing").pk == ask(world, project, "filing").pk
    assert Event.objects.filter(kind="approval.asked").count() == 1


def test_who_asks_must_work_on_the_project_and_name_a_known_kind(world: World) -> None:
    project = world.project()
    with pytest.raises(Refused):
        ask(world, project, "filing", world.rival)
    with pytest.raises(Refused) as refused:
        ask(world, project, "party")
    assert refused.value.field == "kind"
    projects.end(world.seller, now=world.now, project=project, result="lost", reason="price_score")
    with pytest.raises(Refused):
        ask(world, project, "filing")


def test_granting_is_told_recorded_and_counts_as_fact(world: World) -> None:
    project = world.project()
    approval = ask(world, project, "filing")
    with pytest.raises(Refused):
        actions.grant(world.finance, now=world.now, approval=approval)
    actions.grant(world.sales_ops, now=world.now, approval=approval, version=approval.version)
    (record,) = facts.facts([project.pk], world.today)[project.pk]["approvals"]
    assert (record["decision"], record["by"]) == ("granted", str(world.sales_ops.pk))
    assert record["expires_on"] == world.today + dt.timedelta(days=90)
    assert Entry.objects.filter(action="approval.grant").exists()
    assert Event.objects.filter(kind="approval.decided").exists()


def test_nobody_decides_what_he_asked_for_and_the_owner_never(world: World) -> None:
    project = world.project(actor=world.sales_manager)
    own = ask(world, project, "price_floor", world.sales_manager)
    assert own.approver == world.sales_director
    by_team = ask(world, project, "win_strategy", world.presales)
    assert by_team.approver == world.sales_director
    for approval in (own, by_team):
        with pytest.raises(Refused):
            actions.grant(world.sales_manager, now=world.now, approval=approval)


def test_the_same_decision_twice_is_one_and_another_one_is_stale(world: World) -> None:
    approval = ask(world, world.project(), "price_floor")
    actions.grant(world.sales_manager, now=world.now, approval=approval, version=1)
    actions.grant(world.sales_manager, now=world.now, approval=approval, version=1)
    assert Event.objects.filter(kind="approval.decided").count() == 1
    with pytest.raises(Stale) as stale:
        actions.refuse(world.sales_director, now=world.now, approval=approval, reason="太低", version=1)
    assert "已经批准" in stale.value.text.zh
    with pytest.raises(Stale):
        actions.refuse(world.sales_manager, now=world.now, approval=approval, reason="太低")


def test_a_page_that_grew_old_is_told_so(world: World) -> None:
    approval = ask(world, world.project(), "price_floor")
    world.later(5)
    assert actions.escalate(now=world.now) == 1
    with pytest.raises(Stale):
        actions.grant(world.sales_manager, now=world.now, approval=approval, version=1)


def test_refusing_wants_a_reason_and_the_newest_decision_holds(world: World) -> None:
    project = world.project()
    first = ask(world, project, "price_floor")
    with pytest.raises(Refused) as refused:
        actions.refuse(world.sales_manager, now=world.now, approval=first, reason=" ")
    assert refused.value.field == "reason"
    actions.refuse(world.sales_manager, now=world.now, approval=first, reason="再算一次成本")
    second = ask(world, project, "price_floor")
    actions.grant(world.sales_manager, now=world.now, approval=second)
    (record,) = facts.facts([project.pk], world.today)[project.pk]["approvals"]
    assert record["decision"] == "granted"
    third = ask(world, project, "price_floor")
    actions.withdraw(world.seller, now=world.now, approval=third)
    actions.withdraw(world.seller, now=world.now, approval=third)
    (record,) = facts.facts([project.pk], world.today)[project.pk]["approvals"]
    assert record["decision"] == "granted"
    actions.revoke(world.sales_manager, now=world.now, approval=second, reason="客户压价")
    (record,) = facts.facts([project.pk], world.today)[project.pk]["approvals"]
    assert record["decision"] == "withdrawn"


def test_a_two_person_check_refuses_the_same_person_either_way_round(world: World) -> None:
    both = hire(world, "both", [("bid_specialist", world.units["top"]), ("presales", world.units["north"])], "north")
    for first, second in (("fatal_check_first", "fatal_check_second"), ("fatal_check_second", "fatal_check_first")):
        project = world.project()
        one, two = ask(world, project, first), ask(world, project, second)
        actions.grant(both, now=world.now, approval=one)
        with pytest.raises(Refused) as refused:
            actions.grant(both, now=world.now, approval=two)
        assert "双人" in refused.value.text.zh
    assert matrix.apart(load.default(), "fatal_check_first") == {"fatal_check_second"}


def test_an_overdue_request_goes_up_and_the_higher_one_decides(world: World) -> None:
    approval = ask(world, world.project(), "price_floor")
    assert actions.escalate(now=world.later(2)) == 0
    assert actions.escalate(now=world.later(1)) == 1
    approval.refresh_from_db()
    assert (approval.approver, approval.role) == (world.sales_director, "sales_director")
    assert queries.waiting_for(world.sales_manager, world.today) == []
    assert [one.pk for one in queries.waiting_for(world.sales_director, world.today)] == [approval.pk]
    assert actions.escalate(now=world.now) == 0


def test_a_deputy_is_asked_while_the_approver_is_away(world: World) -> None:
    people.set_deputy(
        world.sales_manager, now=world.now, user=world.sales_manager, deputy=world.south_manager,
        from_on=world.today, until_on=world.today + dt.timedelta(days=7),
    )  # fmt: skip
    project = world.project()
    approval = ask(world, project, "price_floor")
    assert approval.approver == world.south_manager
    assert project_permissions.project_for(world.south_manager, project.pk)
    actions.grant(world.south_manager, now=world.now, approval=approval)
    with pytest.raises(Http404):
        project_permissions.project_for(world.south_manager, project.pk)


def test_the_one_asked_sees_the_project_while_he_is_asked(world: World) -> None:
    project = world.project()
    approval = ask(world, project, "contract_finance")
    assert project_permissions.project_for(world.finance, project.pk)
    assert permissions.approval_for(world.finance, approval.pk)
    with pytest.raises(Http404):
        permissions.approval_for(world.rival, approval.pk)
    with pytest.raises(Http404):
        permissions.approval_for(world.finance, 999_999)


def test_a_confidential_request_is_for_the_people_named(world: World) -> None:
    project = world.project()
    secret = actions.ask(
        world.seller, now=world.now, project=project, kind="price_floor", note="底线 280 万",
        confidential=True, named=[world.presales],
    )  # fmt: skip
    assert queries.of_project(project, world.presales) == [secret]
    assert queries.of_project(project, world.sales_director) == []
    assert "280" not in Entry.objects.get(action="approval.ask").why


def test_nobody_left_to_decide_says_what_to_do(world: World) -> None:
    people.deactivate(world.admin, now=world.now, user=world.finance)
    for role in ("sales_manager", "sales_director", "executive"):
        people.deactivate(world.admin, now=world.now, user=world.people[role])
    with pytest.raises(Refused) as refused:
        ask(world, world.project(actor=world.admin), "contract_finance", world.admin)
    assert "管理员" in refused.value.text.zh


def test_declarations_block_until_somebody_else_settles_them(world: World) -> None:
    project = world.project()
    for kind, answer, note, field in (
        ("rumour", "clear", "", "kind"),
        ("related_party", "maybe", "", "answer"),
        ("related_party", "blocking", "", "note"),
    ):
        with pytest.raises(Refused) as refused:
            actions.declare(world.seller, now=world.now, project=project, kind=kind, answer=answer, note=note)
        assert refused.value.field == field
    made = actions.declare(
        world.seller, now=world.now, project=project, kind="related_party", answer="blocking", note="表弟在客户处任职"
    )
    again = actions.declare(
        world.seller, now=world.now, project=project, kind="related_party", answer="blocking", note="表弟在客户处任职"
    )
    assert made.pk == again.pk
    (record,) = facts.facts([project.pk], world.today)[project.pk]["declarations"]
    assert (record["answer"], record["closed_on"]) == ("blocking", None)
    for nobody in (world.seller, world.presales):
        with pytest.raises(Refused):
            actions.close_declaration(nobody, now=world.now, declaration=made, why="没事")
    closed = actions.close_declaration(world.compliance, now=world.now, declaration=made, why="已回避")
    assert closed.closed_on == world.today
    assert Declaration.objects.count() == 1


def test_a_verified_stage_prolongs_the_filing(world: World) -> None:
    project = world.project()
    actions.grant(world.sales_ops, now=world.now, approval=ask(world, project, "filing"))
    actions.extend_filing(world.sales_manager, now=world.later(30), project=project)
    assert Approval.objects.get().expires_on == world.today + dt.timedelta(days=90)


def test_weekends_and_holidays_are_no_days_to_decide() -> None:
    friday = dt.date(2026, 3, 6)
    assert matrix.due_on(friday, lambda _: None) == dt.date(2026, 3, 10)
    assert matrix.due_on(friday, lambda day: day.day in {7, 8}) == dt.date(2026, 3, 8)
