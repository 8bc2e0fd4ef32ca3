"""Planning the stage a project stands in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from milepost.projects import actions, queries
from milepost.projects.models import StageEntry
from milepost.projects.web.asking import to_edit, user_of
from milepost.projects.web.refusing import refusals_shown
from milepost.projects.web.tasks import forms
from milepost.ui import form_sheets
from milepost.ui.text import say, t


@require_http_methods(["GET", "POST"])
@refusals_shown
def stage_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Goal and target date; required tasks come with owner and date, the rest one may tick."""
    project = to_edit(request, pk)
    today, playbook = timezone.localdate(), queries.playbook_for(project)
    entry, stage = queries.entry_now(project), playbook.stage(project.stage)
    target_on = queries.target_of(project, playbook, today)
    suggestions = queries.suggested_tasks(project, playbook, today, target_on=target_on)
    initial = {"objective": entry.objective or say(stage.milestone), "target_on": target_on}
    form = forms.Plan(form_sheets.posted(request), project=project, suggestions=suggestions, initial=initial)

    def save(data: dict[str, Any]) -> StageEntry:
        return actions.plan_stage(
            user_of(request), now=timezone.now(), project=project, objective=data["objective"], target_on=data["target_on"],
            tasks=form.tasks(),
        )  # fmt: skip

    return form_sheets.answer(
        request,
        form,
        title=t(f"{stage.name.zh}：阶段计划", f"Plan: {stage.name.en}"),
        note=say(stage.purpose),
        action=reverse("stage_plan", args=[pk]),
        submit=t("就这么办", "That is the plan"),
        save=save,
        to=form_sheets.where_from(request, reverse("project_tasks", args=[pk])),
        done=t("阶段计划已定。", "The stage is planned."),
        form_template="projects/web/plan/_form.html",
    )
