"""The gate sheet: seeing it, asking, deciding, taking back."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from milepost.approvals import panels as approval_panels
from milepost.evidence import panels as evidence_panels
from milepost.evidence import permissions as evidence_permissions
from milepost.evidence.models import Piece
from milepost.gates import actions, permissions, queries
from milepost.gates.models import GateRequest
from milepost.gates.queries import Sheet
from milepost.gates.web import words
from milepost.gates.web.moving import views as moving
from milepost.gates.web.sheet import earlier, shown
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.people.rules.roles import ROLES
from milepost.people.who import me
from milepost.playbook import queries as playbooks
from milepost.projects import permissions as project_permissions
from milepost.projects.models import Project
from milepost.ui import form_sheets, pages
from milepost.ui.refusals import refusable
from milepost.ui.text import say, t

SHEET, PAGE = "gates/web/sheet/_sheet.html", "gates/web/sheet/page.html"


@require_GET
@refusable
def gate_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet; ``skip`` or ``back`` in the address opens that form instead, ``stage`` an instalment."""
    user = me(request)
    project = project_permissions.project_for(user, pk)
    for wish, view in (("skip", moving.gate_skip), ("back", moving.gate_back)):
        if wish in request.GET:
            return view(request, pk)
    sheet = queries.sheet(project, user, timezone.localdate(), _stage(request, project), _number(request))
    link = request.build_absolute_uri(reverse("gate_sheet", args=[project.pk]))
    shown_on = {**context(sheet, user), "link": link}
    return pages.fragment(request, SHEET, shown_on) if pages.is_htmx(request) else pages.render(request, PAGE, shown_on)


def _stage(request: HttpRequest, project: Project) -> str:
    asked = request.GET.get("stage", "")
    known = {one.key for one in playbooks.compiled(project.playbook_id).all_stages}
    return asked if asked in known else ""


def _number(request: HttpRequest) -> int | None:
    asked = request.GET.get("occurrence", "")
    return int(asked) if asked.isdigit() and 0 < int(asked) < 1000 else None


def context(sheet: Sheet, user: User) -> dict[str, Any]:
    """What the sheet's template reads."""
    playbook, now = sheet.playbook, timezone.now()
    request = sheet.request
    return {
        "sheet": sheet,
        "project": sheet.project,
        "title": _title(sheet),
        "note": f"{sheet.project.code} {sheet.project.name} · {sheet.project.level}{t(' 级', '')} · {say(words.MODES[sheet.mode])}",
        "milestone": say(sheet.stage.milestone),
        "earlier": earlier.running_out(sheet, user, timezone.localdate(now)),
        "missing": shown.rows(sheet, sheet.missing, user),
        "settle": shown.rows(sheet, sheet.to_settle, user),
        "met": shown.rows(sheet, sheet.met, user),
        "optional": shown.rows(sheet, sheet.optional, user),
        "missing_roles": [(role, say(ROLES[role])) for role in sheet.missing_roles if role in ROLES],
        "approvals": [approval_panels.approval(one, now) for one in sheet.decidable],
        "waiting_pieces": [evidence_panels.piece(one, playbook) for one in sheet.waiting_pieces],
        "declarations": [approval_panels.declaration(one) for one in sheet.declarations],
        "shelf": [evidence_panels.piece(one, playbook) for one in sheet.shelf],
        "mode": say(words.MODES[sheet.mode]),
        "mode_note": say(words.MODE_NOTES[sheet.mode]),
        "asked": request,
        "skip_reason": words.reason(playbook, "skip_reasons", request.skip_reason) if request else "",
        "skip_to": words.stage(playbook, request.stage) if request else "",
        "waited": max(0, (now - request.asked_at).days) if request else 0,
        "returned": sheet.last if sheet.last and sheet.last.state == "returned" and not request else None,
        "returned_names": [words.standard(playbook, key) for key in sheet.last.returned_standards]
        if sheet.last
        else [],
        "may_withdraw": request is not None and user.pk in {request.requester_id, sheet.project.owner_id},
        "by_hand_count": sum(1 for row in sheet.met if any(reason.by_hand for reason in row.verdict.reasons)),
        "may_skip": sheet.may_ask
        and not request
        and not sheet.stage.delivery
        and sheet.stage is not playbook.stages[-1],
        "may_go_back": sheet.may_ask and sheet.project.status == "open" and sheet.stage is not playbook.stages[0],
    }


def _title(sheet: Sheet) -> str:
    name, number = say(sheet.stage.name), sheet.occurrence
    one = t(f" 第{number}期", f" no. {number}") if sheet.stage.repeatable else ""
    return t(f"过关：{name}", f"Gate: {name}") + one


@require_POST
@refusable
def gate_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: ask the approver."""
    user = me(request)
    project = project_permissions.project_for(user, pk)
    project_permissions.require_edit(user, project)
    number = request.POST.get("occurrence", "")
    asked = actions.ask(
        user,
        now=timezone.now(),
        project=project,
        note=request.POST.get("note", ""),
        stage=request.POST.get("stage", ""),
        occurrence=int(number) if number.isdigit() else None,
    )
    done = t(f"已请{asked.approver.name}过关", f"{asked.approver.name} was asked to pass the gate")
    return pages.go(request, _back(request, project), done)


@require_POST
@refusable
def gate_decide(request: HttpRequest, request_pk: int) -> HttpResponse:
    """The decision: ``pass`` with everything ticked on the sheet, or ``return`` with ticks and a remedy."""
    user = me(request)
    found = permissions.request_for(user, request_pk)
    version = request.POST.get("version", "")
    given: dict[str, Any] = {"request": found, "version": int(version) if version.isdigit() else None}
    if request.POST.get("decision") == "return":
        standards, remedy = request.POST.getlist("unmet"), request.POST.get("remedy", "")
        actions.send_back(user, now=timezone.now(), standards=standards, remedy=remedy, **given)
        return pages.go(
            request, _after(request, user, found), t("已退回，并写明补救", "Returned, with what would mend it")
        )
    actions.pass_stage(user, now=timezone.now(), **given, **_ticked(request.POST, user, found))
    return pages.go(request, _after(request, user, found), t("已通过", "Passed"))


def _ticked(data: QueryDict, user: User, found: GateRequest) -> dict[str, Any]:
    note = data.get("note", "")
    words_said = [
        {"standard": key, "verdict": "met", "note": note, "piece": _piece(user, found, data.get(f"piece-{key}", ""))}
        for key in data.getlist("met")
    ]
    return {
        "judgements": words_said,
        "accept": [_piece(user, found, pk) for pk in data.getlist("accept")],
        "approvals": [int(pk) for pk in data.getlist("approval") if pk.isdigit()],
        "note": note,
    }


def _piece(user: User, found: GateRequest, pk: str) -> Piece:
    """A piece of the project that the person sees; Refused otherwise."""
    seen = evidence_permissions.visible(user).filter(project=found.project_id)
    piece = seen.filter(pk=int(pk)).first() if pk.isdigit() else None
    if piece is None:
        raise Refused(
            Text("请选一份本项目现有的证据作依据。", "Choose a piece of this project's evidence to judge by.")
        )
    return piece


@require_POST
@refusable
def gate_withdraw(request: HttpRequest, request_pk: int) -> HttpResponse:
    """The requester takes it back."""
    user = me(request)
    found = permissions.request_for(user, request_pk)
    actions.withdraw(user, now=timezone.now(), request=found)
    return pages.go(request, _back(request, found.project), t("已撤回过关申请", "The request was taken back"))


def _back(request: HttpRequest, project: Project) -> str:
    return form_sheets.where_from(request, reverse("gate_sheet", args=[project.pk]))


def _after(request: HttpRequest, user: User, found: GateRequest) -> str:
    """Where a decision was made from; the inbox for who no longer sees the project."""
    if not project_permissions.visible_to(user).filter(pk=found.project_id).exists():
        return reverse("approvals")
    came_from = form_sheets.where_from(request, "")
    is_sheet = came_from.startswith(reverse("gate_sheet", args=[found.project_id]))
    return reverse("project", args=[found.project_id]) if is_sheet or not came_from else came_from
