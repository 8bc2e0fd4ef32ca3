"""Name, amount, level, kind; waiting, ending, coming back; the four questions."""

import datetime as dt

import pytest
from django.http import Http404

from milepost.accounts.tests.company import NOW, TODAY
from milepost.kernel.errors import Refused, Stale
from milepost.projects import actions, queries
from milepost.projects.models import Ending, Hold, Member, Project, Qualification
from milepost.search import queries as search
from milepost.trail.models import Event

pytestmark = pytest.mark.django_db


def test_amount_moves_the_level_and_needs_a_reason_once_known(company, project):
    with pytest.raises(Refused):
        actions.set_amount(company.lin, now=NOW, project=project, amount_fen=5_000_000_00)
    raised = actions.set_amount(company.lin, now=NOW, project=project, amount_fen=5_000_000_00, reason="范围扩大")
    assert (raised.level, raised.amount_fen) == ("A", 5_000_000_00)
    small = actions.create(company.lin, now=NOW, customer_name="小单客户")
    assert not Member.objects.filter(project=small, user=company.zhao).exists()
    actions.set_amount(company.lin, now=NOW, project=small, amount_fen=1_000_000_00)
    assert Member.objects.filter(project=small, user=company.zhao, role="sales_manager").exists()


def test_nobody_makes_his_own_project_lighter(company, project):
    with pytest.raises(Refused):
        actions.set_level(company.lin, now=NOW, project=project, level="C", reason="简单")
    with pytest.raises(Refused):
        actions.set_level(company.zhao, now=NOW, project=project, level="C")
    lowered = actions.set_level(company.zhao, now=NOW, project=project, level="C", reason="老客户续购")
    assert lowered.level == "C"
    kept = actions.set_amount(company.lin, now=NOW, project=project, amount_fen=9_000_000_00, reason="扩大")
    assert kept.level == "C"
    assert actions.set_level(company.zhao, now=NOW, project=project, level=None).level == "A"
    with pytest.raises(Http404):
        actions.set_level(company.sun, now=NOW, project=project, level="C", reason="x")


def test_strategic_makes_an_a(company, project):
    assert actions.set_level(company.zhao, now=NOW, project=project, level=None, strategic=True).level == "A"


def test_renaming_is_found_and_stale_when_both_did(company, project):
    read = project.version
    actions.rename(company.zhao, now=NOW, project=project, name="资产平台", version=read)
    assert search.find_ids("project", "资产平台") == [project.pk]
    with pytest.raises(Stale):
        actions.rename(company.lin, now=NOW, project=project, name="资产系统", version=read)
    actions.set_amount(company.lin, now=NOW, project=project, amount_fen=1_300_000_00, reason="x", version=read)
    with pytest.raises(Refused):
        actions.rename(company.lin, now=NOW, project=project, name=" ")


def test_leaving_the_gates_is_for_those_above(company, project):
    with pytest.raises(Refused):
        actions.set_kind(company.lin, now=NOW, project=project, kind="account", reason="老客户")
    with pytest.raises(Refused):
        actions.set_kind(company.zhao, now=NOW, project=project, kind="account")
    assert actions.set_kind(company.zhao, now=NOW, project=project, kind="account", reason="老客户").kind == "account"
    answers = dict.fromkeys(("cycle", "process", "information"), "project")
    assert actions.set_kind(company.lin, now=NOW, project=project, contrasts=answers).kind == "project"


def test_origin_comes_from_the_playbooks_sources(company, project):
    assert (
        actions.set_origin(company.lin, now=NOW, project=project, lead_source="existing_customer").lead_source
        == "existing_customer"
    )
    with pytest.raises(Refused):
        actions.set_origin(company.lin, now=NOW, project=project, lead_source="dream")


def test_waiting_has_a_reason_and_an_end(company, project):
    for reason, days in [(" ", 10), ("等批复", 0), ("等批复", 500)]:
        with pytest.raises(Refused):
            actions.hold(company.lin, now=NOW, project=project, reason=reason, wake_on=TODAY + dt.timedelta(days=days))
    actions.hold(company.lin, now=NOW, project=project, reason="等批复", wake_on=TODAY + dt.timedelta(days=10))
    with pytest.raises(Refused):
        actions.hold(company.lin, now=NOW, project=project, reason="等批复", wake_on=TODAY + dt.timedelta(days=10))
    actions.resume(company.lin, now=NOW, project=project)
    actions.resume(company.lin, now=NOW, project=project)
    assert Hold.objects.get(project=project).until_on == TODAY
    assert queries.hold_now(project) is None


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        ("lost", "price_score"),
        ("lost", "not_worth_it"),
        ("suspended", "waiting_budget"),
        ("no_decision", "budget_gone"),
    ],
)
def test_endings_keep_reason_stage_and_the_standard_that_turned_it(company, project, result, reason):
    actions.hold(company.lin, now=NOW, project=project, reason="等批复", wake_on=TODAY + dt.timedelta(days=10))
    row = actions.end(
        company.lin, now=NOW, project=project, result=result, reason=reason, standard="man_passed", note="没预算"
    )
    assert (row.stage, row.reason, row.standard) == ("discovery", reason, "man_passed")
    assert Project.objects.get(pk=project.pk).status == result
    assert queries.hold_now(project) is None
    assert Event.objects.get(kind="project.ended").payload == {"result": result}


@pytest.mark.parametrize(
    ("field", "result", "reason", "standard"),
    [
        ("result", "won", "price_score", ""),
        ("reason", "lost", "budget_gone", ""),
        ("reason", "suspended", "", ""),
        ("standard", "lost", "price_score", "nonsense"),
    ],
)
def test_endings_outside_the_playbook_are_refused(company, project, field, result, reason, standard):
    with pytest.raises(Refused) as refusal:
        actions.end(company.lin, now=NOW, project=project, result=result, reason=reason, standard=standard)
    assert refusal.value.field == field
    assert not Ending.objects.exists()


def test_a_project_comes_back_where_it_stood(company, project):
    with pytest.raises(Refused):
        actions.reopen(company.lin, now=NOW, project=project, reason="x")
    actions.end(company.lin, now=NOW, project=project, result="suspended", reason="waiting_budget")
    with pytest.raises(Refused):
        actions.end(company.lin, now=NOW, project=project, result="lost", reason="price_score")
    with pytest.raises(Refused):
        actions.add_task(company.lin, now=NOW, project=project, title="x")
    with pytest.raises(Refused):
        actions.reopen(company.lin, now=NOW, project=project, reason=" ")
    back = actions.reopen(company.lin, now=NOW, project=project, reason="预算批了")
    assert (back.status, back.stage) == ("open", "discovery")
    assert Ending.objects.get(project=project).reopened_on == TODAY
    assert queries.ending(project) is None


def test_members_and_strangers_do_not_end_projects(company, project):
    actions.add_member(company.lin, now=NOW, project=project, user=company.presales, role="presales")
    with pytest.raises(Refused):
        actions.end(company.presales, now=NOW, project=project, result="lost", reason="price_score")
    with pytest.raises(Http404):
        actions.end(company.he, now=NOW, project=project, result="lost", reason="price_score")


def test_four_questions_with_walk_away_conditions(company, project):
    yes = dict.fromkeys(("real", "compete", "win", "worth"), "yes")
    row = actions.qualify(company.lin, now=NOW, project=project, answers=yes, walk_away=["below_floor"])
    assert (row.verdict, row.walk_away) == ("go", ["below_floor"])
    actions.qualify(company.zhao, now=NOW, project=project, answers=yes, verdict="stop")
    assert Qualification.objects.get(project=project).by == company.zhao
    for wrong in (
        {"answers": {"real": "perhaps"}},
        {"answers": {"luck": "yes"}},
        {"answers": yes, "walk_away": ["rain"]},
        {"answers": yes, "verdict": "x"},
    ):
        with pytest.raises(Refused):
            actions.qualify(company.lin, now=NOW, project=project, **wrong)


def test_timeline_tells_the_course_of_the_project(company, project):
    actions.edit_brief(company.lin, now=NOW, project=project, changes={"need_by": "2027-06-30"})
    actions.edit_brief(company.lin, now=NOW, project=project, changes={"need_by": "2027-07-30"}, reason="推迟")
    actions.end(company.lin, now=NOW, project=project, result="lost", reason="price_score")
    actions.reopen(company.lin, now=NOW + dt.timedelta(days=1), project=project, reason="重招")
    actions.hand_over(company.lin, now=NOW + dt.timedelta(days=2), project=project, new_owner=company.wu, reason="调岗")
    pieces = queries.timeline_pieces(project, queries.playbook_for(project))
    assert [piece.kind for piece in pieces] == ["hand-over", "reopen", "end", "date", "stage"]
    assert all(piece.text.zh and piece.text.en for piece in pieces)
