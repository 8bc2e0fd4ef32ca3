"""The plan of a stage, its tasks, and a task that closes when it is proved."""

import datetime as dt
from typing import Any

import pytest
from django.http import Http404

from milepost.accounts.tests.company import NOW, TODAY
from milepost.kernel.errors import Refused, Stale
from milepost.projects import actions, queries
from milepost.projects.models import Pass, Project, StageEntry, Task
from milepost.trail import queries as trail
from milepost.trail.models import Event

pytestmark = pytest.mark.django_db
TARGET = TODAY + dt.timedelta(days=20)


def plan(user, project, **more: Any):
    wanted = {"objective": "约到第一次面谈", "target_on": TARGET, **more}
    return actions.plan_stage(user, now=NOW, project=project, **wanted)


def test_required_tasks_get_owners_and_dates_the_rest_are_suggestions(company, project):
    offered = queries.suggested_tasks(project, queries.playbook_for(project), TODAY, target_on=TARGET)
    required = [one for one in offered if one.required]
    assert {one.key for one in required} >= {"file_project", "score_man", "book_meeting"}
    assert {one.owner for one in required} == {company.lin}
    assert all(one.due_on and TODAY <= one.due_on <= TARGET for one in required)
    rest = [one for one in offered if not one.required]
    assert rest
    assert all(one.due_on is None for one in rest)
    assert len(offered) == len(queries.playbook_for(project).stage("discovery").tasks)


def test_what_is_met_is_no_longer_required(company, project):
    playbook = queries.playbook_for(project)
    keys = {one.key for one in queries.suggested_tasks(project, playbook, TODAY, met=["man_passed"]) if one.required}
    assert "score_man" not in keys


def test_the_procurement_method_leaves_standards_out_and_adds_its_tasks(company, project):
    playbook = queries.playbook_for(project)
    moved = actions.enter_stage(company.zhao, now=NOW, project=project, stage="bidding")

    def offered(method):
        actions.edit_brief(company.lin, now=NOW, project=project, changes={"procurement_method": method})
        return {one.key: one for one in queries.suggested_tasks(moved, playbook, TODAY)}

    tender, consultation, order = (
        offered("open_tender"),
        offered("competitive_consultation"),
        offered("framework_order"),
    )
    assert "final_offer_consult" not in tender
    assert not consultation["final_offer_consult"].required
    assert sum(one.required for one in order.values()) < sum(one.required for one in tender.values())
    actions.edit_brief(
        company.lin, now=NOW, project=project, changes={"procurement_method": "competitive_consultation"}
    )
    taken = actions.add_task(company.lin, now=NOW, project=project, key="final_offer_consult")
    assert (taken.role, taken.stage) == ("bid_specialist", "bidding")


def test_planning_takes_the_required_tasks_and_offers_the_rest(company, project):
    entry = plan(company.lin, project)
    assert (entry.objective, entry.target_on, entry.stage) == ("约到第一次面谈", TARGET, "discovery")
    rows = queries.stage_plan(project, queries.playbook_for(project))
    assert all(row.task.origin == "required" and row.told and row.told.strategy.zh for row in rows)
    left = queries.suggested_tasks(project, queries.playbook_for(project), TODAY)
    assert left
    assert not any(one.required for one in left)
    assert {row.task.key for row in rows}.isdisjoint(one.key for one in left)


def test_planning_with_chosen_tasks(company, project):
    plan(
        company.lin, project, tasks=[{"key": "spread_net", "owner": company.lin, "due_on": TODAY}, {"key": "score_man"}]
    )
    assert {task.key: task.origin for task in Task.objects.filter(project=project)} == {
        "spread_net": "suggested",
        "score_man": "required",
    }


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("target_on", {"target_on": TODAY - dt.timedelta(days=1)}),
        ("tasks", {"tasks": [{"key": "sign_contract"}]}),
        ("tasks", {"tasks": [{"key": "score_man", "owner": None}]}),
    ],
)
def test_wrong_plans_are_refused(company, project, field, more):
    with pytest.raises(Refused) as refusal:
        plan(company.lin, project, **more)
    assert refusal.value.field == field
    assert not Task.objects.exists()


def test_strangers_and_readers_plan_nothing(company, project):
    with pytest.raises(Http404):
        plan(company.he, project)
    with pytest.raises(Refused):
        plan(company.compliance, project)


def test_raci_names_who_holds_each_role(company, project):
    actions.add_member(company.lin, now=NOW, project=project, user=company.presales, role="presales")
    rows = {row.title.zh: row for row in queries.raci(project, queries.playbook_for(project))}
    study = rows["研究客户背景"]
    assert (study.lead, study.support) == ("sales", ("presales",))
    assert study.people == {"sales": [company.lin], "presales": [company.presales]}


def test_a_proved_task_closes_itself_and_an_unproved_one_stays(company, project):
    plan(company.lin, project)
    told = Event.objects.count()
    assert actions.close_proved_tasks([project.pk], {project.pk: {"man_passed", "facts_complete"}}, now=NOW) == 2
    closed = set(Task.objects.filter(closed_how="proved").values_list("key", flat=True))
    assert closed == {"score_man", "study_account"}
    assert actions.close_proved_tasks([project.pk], {project.pk: {"man_passed"}}, now=NOW) == 0
    assert Event.objects.count() == told
    assert trail.of_project(project.pk).filter(action="task.proved", actor_id=None).count() == 2


@pytest.mark.parametrize("many", [1, 3])
def test_closing_takes_a_fixed_number_of_queries(company, many, django_assert_max_num_queries):
    projects = [
        actions.create(company.lin, now=NOW, customer_name=f"某某集团{n}号店", amount_fen=1_200_000_00)
        for n in range(many)
    ]
    for one in projects:
        plan(company.lin, one)
    with django_assert_max_num_queries(14):
        actions.close_proved_tasks([one.pk for one in projects], {one.pk: {"man_passed"} for one in projects}, now=NOW)


def test_own_tasks_are_added_edited_closed_and_reopened(company, project):
    first = actions.add_task(company.lin, now=NOW, project=project, title="约王处", due_on=TARGET)
    second = actions.add_task(company.lin, now=NOW, project=project, title="写纪要", owner=company.zhao, after=first)
    assert queries.stage_plan(project, queries.playbook_for(project))[1].blocked_by == first
    edited = actions.edit_task(
        company.lin, now=NOW, task=second, changes={"title": "写会议纪要", "due_on": TODAY}, version=1
    )
    assert (edited.title, edited.version) == ("写会议纪要", 2)
    closed = actions.close_task(company.zhao, now=NOW, task=first)
    assert (closed.closed_on, closed.closed_by, closed.closed_how) == (TODAY, company.zhao, "done")
    assert actions.reopen_task(company.lin, now=NOW, task=closed).closed_on is None


def test_playbook_tasks_are_added_once_and_required_ones_not_dropped(company, project):
    taken = actions.add_task(company.lin, now=NOW, project=project, key="spread_net")
    assert taken.title == "结网布点"
    with pytest.raises(Refused):
        actions.add_task(company.lin, now=NOW, project=project, key="spread_net")
    with pytest.raises(Refused):
        actions.add_task(company.lin, now=NOW, project=project, key="no_such")
    actions.drop_task(company.lin, now=NOW, task=taken)
    assert actions.add_task(company.lin, now=NOW, project=project, key="spread_net").pk != taken.pk
    plan(company.lin, project)
    required = Task.objects.filter(project=project, origin="required").earliest("pk")
    with pytest.raises(Refused):
        actions.drop_task(company.lin, now=NOW, task=required)


@pytest.mark.parametrize("field", ["title", "owner", "after"])
def test_wrong_tasks_are_refused(company, project, field):
    other = actions.create(company.lin, now=NOW, customer_name="另一家集团")
    foreign = actions.add_task(company.lin, now=NOW, project=other, title="别的项目")
    wrong = {
        "title": {"title": " "},
        "owner": {"title": "x", "owner": company.he},
        "after": {"title": "x", "after": foreign},
    }
    with pytest.raises(Refused) as refusal:
        actions.add_task(company.lin, now=NOW, project=project, **wrong[field])
    assert refusal.value.field == field


def test_predecessors_never_run_in_a_circle(company, project):
    first = actions.add_task(company.lin, now=NOW, project=project, title="一")
    second = actions.add_task(company.lin, now=NOW, project=project, title="二", after=first)
    with pytest.raises(Refused):
        actions.edit_task(company.lin, now=NOW, task=first, changes={"after": second})
    with pytest.raises(Refused):
        actions.edit_task(company.lin, now=NOW, task=first, changes={"after": first})


def test_two_people_at_one_task(company, project):
    task = actions.add_task(company.lin, now=NOW, project=project, title="约王处")
    actions.edit_task(company.zhao, now=NOW, task=task, changes={"title": "约王处长"}, version=1)
    actions.edit_task(company.lin, now=NOW, task=task, changes={"due_on": TARGET}, version=1)
    task.refresh_from_db()
    assert (task.title, task.due_on) == ("约王处长", TARGET)
    with pytest.raises(Stale):
        actions.edit_task(company.lin, now=NOW, task=task, changes={"title": "约李处"}, version=1)


def test_a_stranger_finds_no_task(company, project):
    task = actions.add_task(company.lin, now=NOW, project=project, title="约王处")
    for change in (
        lambda: actions.close_task(company.he, now=NOW, task=task),
        lambda: actions.edit_task(company.he, now=NOW, task=task, changes={}),
    ):
        with pytest.raises(Http404):
            change()


def test_pass_and_entry_are_rows_and_told(company, project):
    actions.record_pass(company.zhao, now=NOW, project=project, stage="discovery", result="verified", note="属实")
    moved = actions.enter_stage(company.zhao, now=NOW, project=project, stage="contact")
    assert moved.stage == "contact"
    assert StageEntry.objects.filter(project=project).count() == 2
    assert Pass.objects.get(project=project).level == "B"
    kinds = list(Event.objects.filter(project_id=project.pk).order_by("pk").values_list("kind", flat=True))
    assert kinds[-2:] == ["project.stage-passed", "project.stage-entered"]
    with pytest.raises(ValueError, match="not a result"):
        actions.record_pass(company.zhao, now=NOW, project=project, stage="contact", result="maybe")


def test_a_revoked_pass_no_longer_holds(company, project):
    actions.record_pass(company.zhao, now=NOW, project=project, stage="discovery", result="verified")
    actions.record_pass(company.zhao, now=NOW, project=project, stage="discovery", result="revoked")
    assert queries.newest_passes(project) == {}
    assert len(queries.passes(project)) == 2


def test_path_counts_days_without_waiting(company, project):
    actions.hold(
        company.lin,
        now=NOW + dt.timedelta(days=2),
        project=project,
        reason="等批复",
        wake_on=TODAY + dt.timedelta(days=60),
    )
    actions.resume(company.lin, now=NOW + dt.timedelta(days=12), project=project)
    actions.record_pass(
        company.zhao, now=NOW + dt.timedelta(days=20), project=project, stage="discovery", result="verified"
    )
    moved = actions.enter_stage(company.zhao, now=NOW + dt.timedelta(days=20), project=project, stage="contact")
    path = queries.path_days(moved, queries.playbook_for(moved), TODAY + dt.timedelta(days=25))
    assert [(one.state, one.days, one.result) for one in path[:3]] == [
        ("done", 10, "verified"),
        ("here", 5, ""),
        ("ahead", 0, ""),
    ]
    assert path[0].norm == 21
    assert not path[0].over


def test_won_is_a_status_told_once(company, project):
    assert actions.mark_won(company.zhao, now=NOW, project=project).status == Project.Status.WON
    actions.mark_won(company.zhao, now=NOW, project=project)
    assert Event.objects.filter(kind="project.ended", project_id=project.pk).count() == 1
