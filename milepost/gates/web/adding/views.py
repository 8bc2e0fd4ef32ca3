"""Filling in, on the spot, the facts that a standard lacks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from milepost.gates.web.adding.forms import TENDER, FactsForm
from milepost.kernel.money import plain
from milepost.people.models import User
from milepost.people.who import me
from milepost.playbook import queries as playbooks
from milepost.projects import actions as project_actions
from milepost.projects import permissions as project_permissions
from milepost.projects import queries as projects
from milepost.projects.models import Project
from milepost.projects.rules import brief
from milepost.ui import form_sheets
from milepost.ui.refusals import refusable
from milepost.ui.text import t


@require_http_methods(["GET", "POST"])
@refusable
def gate_facts(request: HttpRequest, pk: int) -> HttpResponse:
    """A form of the fields named in the address (``field=…``), with what is known filled in."""
    user = me(request)
    project = project_permissions.project_for(user, pk)
    project_permissions.require_edit(user, project)
    wanted = [key for key in dict.fromkeys(request.GET.getlist("field")) if key in brief.BY_KEY or key in TENDER]
    form = FactsForm(
        request.POST if request.method == "POST" else None,
        initial=_known(project, wanted),
        wanted=wanted,
        playbook=playbooks.compiled(project.playbook_id),
    )
    return form_sheets.answer(
        request,
        form,
        title=t("补充事实", "Add what is missing"),
        note=project.name,
        action=request.get_full_path(),
        submit=t("保存", "Save"),
        save=lambda data: _save(user, project, data),
        to=form_sheets.where_from(request, reverse("gate_sheet", args=[project.pk])),
        done=t("已保存", "Saved"),
    )


def _known(project: Project, wanted: list[str]) -> dict[str, Any]:
    known, tender = projects.brief_of(project), projects.tender_of(project)
    found: dict[str, Any] = {}
    for key in wanted:
        value = getattr(known, key) if key in brief.BY_KEY else getattr(tender, key, None)
        found[key] = plain(value) if key.endswith("_fen") and value is not None else value
    return found


def _save(user: User, project: Project, data: dict[str, Any]) -> None:
    """The brief and the tender are two changes, each through its own action."""
    now = timezone.now()
    of_brief = {key: value for key, value in data.items() if key in brief.BY_KEY}
    of_tender = {key: value for key, value in data.items() if key in TENDER}
    if of_brief:
        project_actions.edit_brief(
            user, now=now, project=project, changes=of_brief, source=data.get("source", ""), reason=data["reason"]
        )
    if of_tender:
        project_actions.edit_tender(user, now=now, project=project, changes=of_tender, reason=data["reason"])
