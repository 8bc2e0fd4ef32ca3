"""Filling in the form of a task's tool; it is kept as an internal note of the project."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from milepost.diary import actions
from milepost.diary.models import Entry
from milepost.diary.rules.kinds import NOTE
from milepost.diary.web.tool import forms
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook.rules.model import Tool
from milepost.projects import permissions as project_permissions
from milepost.projects import queries as project_queries
from milepost.projects.models import Task
from milepost.ui import form_sheets, pages
from milepost.ui.text import say, t


@require_http_methods(["GET", "POST"])
def task_form(request: HttpRequest, task_pk: int) -> HttpResponse:
    """The form of the tool ``?tool=`` of a task (default: its first one)."""
    assert isinstance(request.user, User)
    task = project_permissions.task_for(request.user, task_pk)
    try:
        project_permissions.require_edit(request.user, task.project)
        tool = _tool(task, request.GET.get("tool", ""))
    except Refused as error:
        return pages.refused(request, error)
    people = [member.user.name for member in project_queries.team(task.project)]
    form = forms.ToolForm(form_sheets.posted(request), tool=tool, people=list(dict.fromkeys(people)))
    return form_sheets.answer(
        request,
        form,
        title=say(tool.name),
        note=t(
            "填好的内容记在项目的时间线里，团队都能看到。",
            "It is kept on the project's timeline, where the whole team sees it.",
        ),
        action=f"{reverse('task_form', args=[task.pk])}?tool={tool.key}",
        submit=t("记下", "Keep"),
        save=lambda data: _keep(request.user, task, form),
        to=form_sheets.where_from(request, reverse("project", args=[task.project_id])),
        done=t("已记在时间线里。", "Kept on the timeline."),
    )


def _tool(task: Task, asked: str) -> Tool:
    """The tool asked for, if the task has it and it is a form that can be filled in now."""
    tools = [tool for tool in project_queries.tools_of(task) if tool.form and tool.available == "now"]
    found = [tool for tool in tools if tool.key == asked] if asked else tools
    if not found:
        raise Refused(Text("这项任务没有可以填写的表单。", "This task has no form to fill in."))
    return found[0]


def _keep(user: Any, task: Task, form: forms.ToolForm) -> Entry:
    return actions.write(user, now=timezone.now(), project=task.project, text=form.text(), kind=NOTE)
