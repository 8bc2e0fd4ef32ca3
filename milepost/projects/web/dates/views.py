"""Official dates, expected dates, and every one that moved."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from milepost.kernel.text import Text
from milepost.projects import actions, panels, queries
from milepost.projects.models import DateChange, Project
from milepost.projects.rules import brief as rules
from milepost.projects.web.asking import project_of, to_edit, user_of
from milepost.projects.web.dates import forms
from milepost.projects.web.refusing import refusals_shown
from milepost.ui import form_sheets, pages
from milepost.ui.text import t


@require_GET
def project_dates(request: HttpRequest, pk: int) -> HttpResponse:
    """The dates as they stand, and what each was before, why it moved, who said so."""
    project = project_of(request, pk)
    moved = [
        {"change": one, "label": rules.LABELS.get(one.field, Text(one.field, one.field))}
        for one in queries.date_changes(project)
    ]
    context = {
        "project": project,
        "tender": queries.tender_of(project),
        "brief": queries.brief_of(project),
        "moved": moved,
        **panels.rights(user_of(request), project),
    }
    return pages.render(request, "projects/web/dates/page.html", context)


@require_http_methods(["GET", "POST"])
@refusals_shown
def project_sign_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the day signing is expected on."""
    project = to_edit(request, pk)

    def save(data: dict[str, Any]) -> Project:
        return actions.change_date(
            user_of(request), now=timezone.now(), project=project, field="expected_sign_on", new=data["new"],
            reason=data["reason"], learned_late=forms.late(data["learned_late"]), version=data["version"],
        )  # fmt: skip

    return form_sheets.answer(
        request,
        forms.SignOn(
            form_sheets.posted(request), initial={"new": project.expected_sign_on, "version": project.version}
        ),
        title=t("预计签约日期", "Expected signing"),
        note=project.name,
        action=reverse("project_sign_on", args=[pk]),
        submit=t("保存", "Save"),
        save=save,
        to=form_sheets.where_from(request, reverse("project_dates", args=[pk])),
        done=t("已保存，旧日期和原因留了底。", "Saved; the old date and the reason are kept."),
        version=lambda: project_of(request, pk).version,
    )


@require_http_methods(["GET", "POST"])
@refusals_shown
def project_criteria(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the customer's criteria changed."""
    project = to_edit(request, pk)

    def save(data: dict[str, Any]) -> DateChange:
        return actions.note_criteria_change(
            user_of(request),
            now=timezone.now(),
            project=project,
            reason=data["reason"],
            learned_late=forms.late(data["learned_late"]),
        )

    return form_sheets.answer(
        request,
        forms.Criteria(form_sheets.posted(request)),
        title=t("评分标准变了", "The criteria changed"),
        note=project.name,
        action=reverse("project_criteria", args=[pk]),
        submit=t("记下", "Note it"),
        save=save,
        to=form_sheets.where_from(request, reverse("project_dates", args=[pk])),
        done=t("已记下。", "Noted."),
    )
