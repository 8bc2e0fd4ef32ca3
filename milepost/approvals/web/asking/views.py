"""Asking for a decision by one click or with a note; taking a request back."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from milepost.approvals import actions, panels, permissions
from milepost.approvals.rules import matrix
from milepost.approvals.web.asking.forms import AskForm
from milepost.people.rules.roles import ROLES
from milepost.people.who import me
from milepost.playbook import queries as playbooks
from milepost.projects import permissions as project_permissions
from milepost.projects import queries as projects
from milepost.projects.models import Project
from milepost.ui import form_sheets, pages
from milepost.ui.refusals import refusable
from milepost.ui.text import say, t


@require_http_methods(["GET", "POST"])
@refusable
def approval_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The form (``kind`` of the address proposed); a POST with ``now`` asks at once, without the form."""
    user = me(request)
    project = project_permissions.project_for(user, pk)
    project_permissions.require_edit(user, project)
    if request.method == "POST" and "now" in request.POST:
        asked = actions.ask(user, now=timezone.now(), project=project, kind=request.POST.get("kind", ""))
        return pages.go(
            request, _back(request, project), t(f"已请{asked.approver.name}审批", f"{asked.approver.name} was asked")
        )
    form = AskForm(
        request.POST if request.method == "POST" else None,
        initial={"kind": request.GET.get("kind", "")},
        kinds=_kinds(project),
        team=[member.user_id for member in projects.team(project)],
    )
    return form_sheets.answer(
        request,
        form,
        title=t("提请审批", "Ask for an approval"),
        note=project.name,
        action=request.path,
        submit=t("提请", "Ask"),
        save=lambda data: actions.ask(user, now=timezone.now(), project=project, **data),
        to=_back(request, project),
        done=t("已提请审批", "The approver was asked"),
    )


def _kinds(project: Project) -> list[tuple[str, str]]:
    """All kinds of the matrix, those of the present stage first, each with the role that decides."""
    playbook = playbooks.compiled(project.playbook_id)
    first = matrix.kinds_in(playbook.stage(project.stage), project.level)
    kinds = sorted(playbook.approvals, key=lambda rule: first.index(rule.kind) if rule.kind in first else len(first))
    return [(rule.kind, f"{say(rule.name)} · {say(ROLES[rule.by_level[project.level]])}") for rule in kinds]


@require_POST
@refusable
def approval_withdraw(request: HttpRequest, approval_pk: int) -> HttpResponse:
    """The requester takes an open request back."""
    user = me(request)
    found = permissions.approval_for(user, approval_pk)
    actions.withdraw(user, now=timezone.now(), approval=found)
    name = panels.kind_name(playbooks.compiled(found.project.playbook_id), found.kind)
    return pages.go(
        request, form_sheets.where_from(request, reverse("approvals")), t(f"已撤回“{name}”", f"“{name}” was taken back")
    )


def _back(request: HttpRequest, project: Project) -> str:
    return form_sheets.where_from(request, reverse("gate_sheet", args=[project.pk]))
