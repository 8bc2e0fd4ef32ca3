"""Skipping to a later stage and stepping back to an earlier one."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from milepost.gates import actions
from milepost.gates.web.moving.forms import BackForm, SkipForm
from milepost.people.who import me
from milepost.playbook import queries as playbooks
from milepost.projects import permissions as project_permissions
from milepost.projects.models import Project
from milepost.ui import form_sheets
from milepost.ui.refusals import refusable
from milepost.ui.text import t


@require_http_methods(["GET", "POST"])
@refusable
def gate_skip(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the director to skip to a later stage (``skip`` of the address proposed)."""
    user = me(request)
    project = project_permissions.project_for(user, pk)
    project_permissions.require_edit(user, project)
    playbook = playbooks.compiled(project.playbook_id)
    form = SkipForm(
        request.POST if request.method == "POST" else None,
        initial={"to_stage": request.GET.get("skip", "")},
        playbook=playbook,
        here=playbook.stage(project.stage),
    )
    return form_sheets.answer(
        request,
        form,
        title=t("跳到后面的阶段", "Skip to a later stage"),
        note=t(
            "须总监批准。跳过的阶段不计权重，直到后面的里程碑被验证。",
            "The director decides. What is skipped earns nothing until a later milestone is verified.",
        ),
        action=reverse("gate_skip", args=[project.pk]),
        submit=t("请总监批准", "Ask the director"),
        save=lambda data: actions.ask_skip(user, now=timezone.now(), project=project, **data),
        to=_back(request, project),
        done=t("已请总监批准跳阶段", "The director was asked"),
    )


@require_http_methods(["GET", "POST"])
@refusable
def gate_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Step back, with a reason (``back`` of the address proposed)."""
    user = me(request)
    project = project_permissions.project_for(user, pk)
    project_permissions.require_edit(user, project)
    playbook = playbooks.compiled(project.playbook_id)
    form = BackForm(
        request.POST if request.method == "POST" else None,
        initial={"to_stage": request.GET.get("back", "")},
        playbook=playbook,
        here=playbook.stage(project.stage),
    )
    return form_sheets.answer(
        request,
        form,
        title=t("退回前面的阶段", "Step back to an earlier stage"),
        note=t(
            "从那个阶段起的验证不再算数，重新过关后恢复。",
            "What was verified from there on no longer counts until it is passed again.",
        ),
        action=reverse("gate_back", args=[project.pk]),
        submit=t("退回", "Step back"),
        save=lambda data: actions.regress(user, now=timezone.now(), project=project, **data),
        to=_back(request, project),
        done=t("已退回", "The project stepped back"),
    )


def _back(request: HttpRequest, project: Project) -> str:
    return form_sheets.where_from(request, reverse("gate_sheet", args=[project.pk]))
