"""Tasks of a project: list, calendar, who does what; one task with its strategy and technique."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.kernel import period
from milepost.people.rules.roles import ROLES
from milepost.projects import actions, panels, permissions, queries
from milepost.projects.models import Project, Task
from milepost.projects.web.asking import project_of, to_edit, user_of
from milepost.projects.web.refusing import refusals_shown
from milepost.projects.web.tasks import forms
from milepost.ui import form_sheets, pages
from milepost.ui.text import say, t

VIEWS = ("list", "calendar", "raci")


@require_GET
def project_tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """The tasks of a stage as a list, a calendar, or by roles."""
    project, today = project_of(request, pk), timezone.localdate()
    playbook = queries.playbook_for(project)
    asked = request.GET.get("stage", "")
    stage = next((one for one in playbook.all_stages if one.key == asked), playbook.stage(project.stage))
    view = request.GET.get("view", "list")
    context = panels.tasks(user_of(request), project, today) | {
        "view": view if view in VIEWS else "list",
        "stages": playbook.stages,
        "stage": stage,
        "plan": queries.stage_plan(project, playbook, stage.key),
    }
    if context["view"] == "calendar":
        context |= _calendar(context["plan"], forms.month(request.GET.get("month", ""), today))
    if context["view"] == "raci":
        context |= _raci(project, stage.key)
    return pages.render(request, "projects/web/tasks/page.html", context)


def _calendar(plan: list[queries.TaskRow], first: dt.date) -> dict[str, Any]:
    return {
        "month": first,
        "weeks": panels.month_of(plan, first),
        "before": f"{period.add_months(first, -1):%Y-%m}",
        "following": f"{period.add_months(first, 1):%Y-%m}",
    }


def _raci(project: Project, stage: str) -> dict[str, Any]:
    rows = queries.raci(project, queries.playbook_for(project), stage)
    used = {role for row in rows for role in (row.lead, *row.support)}
    return {"raci": rows, "roles": [(role, say(ROLES[role])) for role in ROLES if role in used]}


@require_GET
def task(request: HttpRequest, task_pk: int) -> HttpResponse:
    """One task: what to do, then how, then the tool."""
    found = permissions.task_for(user_of(request), task_pk)
    playbook = queries.playbook_for(found.project)
    told = queries.told_of(found)
    standards = [one for one in playbook.stage(found.stage).standards if told and one.key in told.standards]
    context = {
        "task": found,
        "told": told,
        "standards": standards,
        "tools": queries.tools_of(found),
        "level": found.project.level,
        **panels.rights(user_of(request), found.project),
    }
    return pages.sheet(request, "projects/web/tasks/_task.html", context)


@require_http_methods(["GET", "POST"])
@refusals_shown
def task_add(request: HttpRequest, pk: int) -> HttpResponse:
    """The team's own task, or (``key``) one the playbook suggests."""
    project = to_edit(request, pk)

    def save(data: dict[str, Any]) -> Task:
        return actions.add_task(user_of(request), now=timezone.now(), project=project, **data)

    return form_sheets.answer(
        request,
        forms.TaskForm(form_sheets.posted(request), project=project, initial={"owner": project.owner_id}),
        title=t("加任务", "Add a task"),
        note=project.name,
        action=reverse("task_add", args=[pk]),
        submit=t("加入", "Add"),
        save=save,
        to=form_sheets.where_from(request, reverse("project_tasks", args=[pk])),
        done=t("已加入。", "Added."),
    )


@require_POST
@refusals_shown
def task_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take on a task the playbook suggests."""
    project = to_edit(request, pk)
    key = request.POST.get("key", "")
    actions.add_task(user_of(request), now=timezone.now(), project=project, key=key, owner=project.owner)
    return pages.go(
        request, form_sheets.where_from(request, reverse("project_tasks", args=[pk])), t("已加入。", "Added.")
    )


def _task_to_edit(request: HttpRequest, task_pk: int) -> Task:
    found = permissions.task_for(user_of(request), task_pk)
    permissions.require_edit(user_of(request), found.project)
    return found


@require_http_methods(["GET", "POST"])
@refusals_shown
def task_edit(request: HttpRequest, task_pk: int) -> HttpResponse:
    """Change a task."""
    found = _task_to_edit(request, task_pk)
    initial = {
        "title": found.title,
        "owner": found.owner_id,
        "due_on": found.due_on,
        "after": found.after_id,
        "version": found.version,
    }

    def save(data: dict[str, Any]) -> Task:
        version = data.pop("version")
        return actions.edit_task(user_of(request), now=timezone.now(), task=found, changes=data, version=version)

    return form_sheets.answer(
        request,
        forms.EditTask(form_sheets.posted(request), project=found.project, task=found, initial=initial),
        title=t("改任务", "Edit the task"),
        action=reverse("task_edit", args=[found.pk]),
        submit=t("保存", "Save"),
        save=save,
        to=form_sheets.where_from(request, reverse("project_tasks", args=[found.project_id])),
        done=t("已保存。", "Saved."),
        version=lambda: permissions.task_for(user_of(request), task_pk).version,
    )


@require_POST
@refusals_shown
def task_close(request: HttpRequest, task_pk: int) -> HttpResponse:
    """The task is done."""
    found = _task_to_edit(request, task_pk)
    actions.close_task(user_of(request), now=timezone.now(), task=found)
    return _back(request, found, t("任务已完成。", "Task done."))


@require_POST
@refusals_shown
def task_reopen(request: HttpRequest, task_pk: int) -> HttpResponse:
    """The task was not done after all."""
    found = _task_to_edit(request, task_pk)
    actions.reopen_task(user_of(request), now=timezone.now(), task=found)
    return _back(request, found, t("任务已重新打开。", "Task reopened."))


@require_POST
@refusals_shown
def task_drop(request: HttpRequest, task_pk: int) -> HttpResponse:
    """The team does without the task."""
    found = _task_to_edit(request, task_pk)
    actions.drop_task(user_of(request), now=timezone.now(), task=found)
    return _back(request, found, t("已去掉。", "Dropped."))


def _back(request: HttpRequest, found: Task, done: str) -> HttpResponse:
    return pages.go(request, form_sheets.where_from(request, reverse("project_tasks", args=[found.project_id])), done)
