"""Waivers: asking, looking, deciding, ending."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.gates import actions, permissions, queries
from milepost.gates.models import Waiver
from milepost.gates.web import words
from milepost.gates.web.waivers.forms import WaiverForm, proposed
from milepost.people.models import User
from milepost.people.who import me
from milepost.playbook import queries as playbooks
from milepost.projects import permissions as project_permissions
from milepost.projects.models import Project
from milepost.ui import form_sheets, pages
from milepost.ui.refusals import refusable
from milepost.ui.text import say, t


@require_http_methods(["GET", "POST"])
@refusable
def waiver_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to be let off ``standard`` of the address."""
    user, today = me(request), timezone.localdate()
    project = project_permissions.project_for(user, pk)
    project_permissions.require_edit(user, project)
    form = WaiverForm(
        request.POST if request.method == "POST" else None,
        initial=proposed(request.GET.get("standard", ""), today),
        playbook=playbooks.compiled(project.playbook_id),
        standards=_waivable(project),
    )
    return form_sheets.answer(
        request,
        form,
        title=t("申请豁免", "Ask for a waiver"),
        note=t(
            "由审批人的上一级决定；同时最多两项；受保护的标准不能豁免。",
            "Decided one level above the approver; at most two at a time; protected standards are never waived.",
        ),
        action=reverse("waiver_ask", args=[project.pk]),
        submit=t("申请", "Ask"),
        save=lambda data: actions.ask_waiver(user, now=timezone.now(), project=project, **data),
        to=form_sheets.where_from(request, reverse("gate_sheet", args=[project.pk])),
        done=t("已申请豁免", "The waiver was asked for"),
    )


def _waivable(project: Project) -> list[tuple[str, str]]:
    playbook = playbooks.compiled(project.playbook_id)
    stage = playbook.stage(project.stage)
    return [
        (one.key, say(one.name))
        for one in stage.standards
        if one.required(project.level) and one.key not in playbook.gate.waiver.never
    ]


@require_GET
def waiver(request: HttpRequest, waiver_pk: int) -> HttpResponse:
    """The request and, for who may decide, the two buttons."""
    user, today = me(request), timezone.localdate()
    found = permissions.waiver_for(user, waiver_pk)
    playbook = playbooks.compiled(found.project.playbook_id)
    context = {
        "waiver": found,
        "project": found.project,
        "name": words.standard(playbook, found.standard),
        "reason": words.reason(playbook, "waiver_reasons", found.reason),
        "state": say(words.STATES[found.state]),
        "open_now": len(queries.open_waivers(found.project, today)),
        "may_decide": found.state == "pending" and permissions.may_decide_waiver(user, found, today),
        "may_end": found.state in {"pending", "granted"} and _may_end(user, found),
    }
    return pages.sheet(request, "gates/web/waivers/_sheet.html", context)


@require_POST
@refusable
def waiver_decide(request: HttpRequest, waiver_pk: int) -> HttpResponse:
    """``grant``, or ``refuse`` with a reason."""
    user, now = me(request), timezone.now()
    found = permissions.waiver_for(user, waiver_pk)
    why, number = request.POST.get("why", ""), request.POST.get("version", "")
    version = int(number) if number.isdigit() else None
    if request.POST.get("decision") == "refuse":
        actions.refuse_waiver(user, now=now, waiver=found, why=why, version=version)
        return pages.go(request, reverse("approvals"), t("已拒绝豁免", "The waiver was refused"))
    actions.grant_waiver(user, now=now, waiver=found, why=why, version=version)
    return pages.go(request, reverse("approvals"), t("已批准豁免", "The waiver was granted"))


@require_POST
@refusable
def waiver_end(request: HttpRequest, waiver_pk: int) -> HttpResponse:
    """Take the request back, or end the waiver early."""
    user = me(request)
    found = permissions.waiver_for(user, waiver_pk)
    actions.end_waiver(user, now=timezone.now(), waiver=found)
    return pages.go(request, reverse("approvals"), t("豁免已结束", "The waiver has ended"))


def _may_end(user: User, found: Waiver) -> bool:
    return user.pk in {found.requester_id, found.project.owner_id}
