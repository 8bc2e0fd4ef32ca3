"""Facts of a project: read with their sources, written one by one or together."""

import zoneinfo
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.projects import actions, panels, queries
from milepost.projects.models import Brief, Project, TenderDates
from milepost.projects.rules import brief as rules
from milepost.projects.web.asking import project_of, to_edit, user_of
from milepost.projects.web.facts import forms
from milepost.projects.web.refusing import refusals_shown
from milepost.ui import form_sheets, pages
from milepost.ui.text import say, t


@require_GET
def project_facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything known of a project, with source, date and strength."""
    project = project_of(request, pk)
    return pages.render(
        request, "projects/web/facts/page.html", panels.brief(user_of(request), project, timezone.localdate())
    )


@require_http_methods(["GET", "POST"])
@refusals_shown
def project_facts_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one field (``?field=``) or all of them, with the source."""
    project = to_edit(request, pk)
    keys = _keys(request.GET.get("field", ""))
    brief, playbook = queries.brief_of(project), queries.playbook_for(project)
    form = forms.Facts(
        form_sheets.posted(request), brief=brief, playbook=playbook, keys=keys, today=timezone.localdate()
    )

    def save(data: dict[str, Any]) -> Brief:
        return actions.edit_brief(
            user_of(request), now=timezone.now(), project=project, changes=_said(form, brief), version=data["version"],
            source=data["source"], strength=data["strength"], dated_on=data["dated_on"], reason=data.get("reason", ""),
        )  # fmt: skip

    return form_sheets.answer(
        request,
        form,
        title=say(rules.BY_KEY[keys[0]].label) if len(keys) == 1 else t("项目情况", "What is known"),
        note=project.name,
        action=reverse("project_facts_edit", args=[pk]) + (f"?field={keys[0]}" if len(keys) == 1 else ""),
        submit=t("保存", "Save"),
        save=save,
        to=form_sheets.where_from(request, reverse("project_facts", args=[pk])),
        done=t("已保存。", "Saved."),
        columns=2 if len(keys) > 1 else 1,
        version=lambda: queries.brief_of(project).version,
    )


def _keys(asked: str) -> list[str]:
    return [asked] if asked in rules.BY_KEY else [field.key for field in rules.FIELDS]


def _said(form: forms.Facts, brief: Brief) -> dict[str, object]:
    """Of a form with all fields only those that were touched; a single field also confirms its value."""
    changes = form.changes()
    if len(changes) == 1:
        return changes
    return {key: value for key, value in changes.items() if (value or None) != getattr(brief, key)}


@require_POST
@refusals_shown
def project_facts_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything known still holds."""
    project = to_edit(request, pk)
    actions.confirm_brief(
        user_of(request), now=timezone.now(), project=project, source=request.POST.get("source", ""), strength=1
    )
    return pages.go(
        request, form_sheets.where_from(request, reverse("project_facts", args=[pk])), t("已确认。", "Confirmed.")
    )


@require_http_methods(["GET", "POST"])
@refusals_shown
def project_tender(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the official dates of the tender."""
    project = to_edit(request, pk)
    tender = queries.tender_of(project) or TenderDates(project=project)

    def save(data: dict[str, Any]) -> TenderDates:
        reason, version = data.pop("reason"), data.pop("version")
        return actions.edit_tender(
            user_of(request), now=timezone.now(), project=project, changes=data, version=version, reason=reason
        )

    return form_sheets.answer(
        request,
        forms.Tender(form_sheets.posted(request), initial=forms.tender_initial(tender, zoneinfo.ZoneInfo(tender.zone))),
        title=t("招标日期", "Tender dates"),
        note=t(
            "从投标截止到定标，不与客户谈实质内容。",
            "From the bid deadline to the award nobody talks substance with the customer.",
        ),
        action=reverse("project_tender", args=[pk]),
        submit=t("保存", "Save"),
        save=save,
        to=form_sheets.where_from(request, reverse("project_dates", args=[pk])),
        done=t("已保存。", "Saved."),
        columns=2,
        version=lambda: _tender_version(project),
    )


def _tender_version(project: Project) -> int:
    tender = queries.tender_of(project)
    return tender.version if tender else 1
