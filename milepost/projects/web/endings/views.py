"""Ending a project, letting it wait, bringing it back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from milepost.projects import actions, queries
from milepost.projects.models import Ending, Hold, Project
from milepost.projects.web.asking import to_lead, user_of
from milepost.projects.web.endings import forms
from milepost.projects.web.refusing import refusals_shown
from milepost.ui import form_sheets, pages
from milepost.ui.text import t


@require_http_methods(["GET", "POST"])
@refusals_shown
def project_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Lost, suspended or undecided."""
    project = to_lead(request, pk)
    form = forms.End(form_sheets.posted(request), playbook=queries.playbook_for(project))

    def save(data: dict[str, Any]) -> Ending:
        result, reason = form.result_and_reason()
        return actions.end(
            user_of(request),
            now=timezone.now(),
            project=project,
            result=result,
            reason=reason,
            standard=data["standard"],
            note=data["note"],
        )

    return form_sheets.answer(
        request,
        form,
        title=t("结束项目", "End the project"),
        note=project.name,
        action=reverse("project_end", args=[pk]),
        submit=t("结束", "End"),
        save=save,
        to=form_sheets.where_from(request, reverse("project", args=[pk])),
        done=t("已结束，原因留了底。", "Ended; the reason is kept."),
    )


@require_http_methods(["GET", "POST"])
@refusals_shown
def project_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Wait for a known reason."""
    project = to_lead(request, pk)

    def save(data: dict[str, Any]) -> Hold:
        return actions.hold(user_of(request), now=timezone.now(), project=project, **data)

    return form_sheets.answer(
        request,
        forms.Wait(form_sheets.posted(request)),
        title=t("等一等", "Wait"),
        note=t(
            "等待期间停留天数不计，到唤醒日会提醒。",
            "While waiting the stage's days do not count; the wake-up day reminds.",
        ),
        action=reverse("project_hold", args=[pk]),
        submit=t("等待", "Wait"),
        save=save,
        to=form_sheets.where_from(request, reverse("project", args=[pk])),
        done=t("已转为等待。", "The project waits."),
    )


@require_POST
@refusals_shown
def project_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on."""
    project = to_lead(request, pk)
    actions.resume(user_of(request), now=timezone.now(), project=project)
    return pages.go(
        request, form_sheets.where_from(request, reverse("project", args=[pk])), t("继续推进。", "It goes on.")
    )


@require_http_methods(["GET", "POST"])
@refusals_shown
def project_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring an ended project back."""
    project = to_lead(request, pk)

    def save(data: dict[str, Any]) -> Project:
        return actions.reopen(user_of(request), now=timezone.now(), project=project, reason=data["reason"])

    return form_sheets.answer(
        request,
        forms.Reopen(form_sheets.posted(request)),
        title=t("重新打开", "Reopen"),
        note=project.name,
        action=reverse("project_reopen", args=[pk]),
        submit=t("重新打开", "Reopen"),
        save=save,
        to=form_sheets.where_from(request, reverse("project", args=[pk])),
        done=t("项目已重新打开。", "The project is open again."),
    )
