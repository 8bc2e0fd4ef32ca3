"""Asking that a stage be passed or skipped, and taking the request back."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from milepost.approvals.rules import matrix
from milepost.gates import permissions, queries
from milepost.gates.actions import notes
from milepost.gates.models import GateRequest
from milepost.gates.rules import path
from milepost.kernel.errors import Refused, Stale
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.model import Playbook, Stage
from milepost.projects.models import Project
from milepost.trail import actions as trail
from milepost.workdays import queries as workdays


@transaction.atomic
def ask(
    actor: User, *, now: dt.datetime, project: Project, note: str = "", stage: str = "", occurrence: int | None = None
) -> GateRequest:
    """Ask that the stage the project stands in be passed (``stage``: a repeatable milestone, by number).

    Refused with one sentence per obstacle while the team still owes something; what is left after that is
    the approver's to say. Asking twice gives the open request back.
    """
    project = notes.locked(project.pk)
    playbook = playbooks.compiled(project.playbook_id)
    place = _place(playbook, project, stage)
    number = _number(project, place, occurrence)
    open_one = _open(actor, project, place.key, number)
    if open_one is not None:
        return open_one
    today = timezone.localdate(now)
    approver = _approver(project, actor, today, skip=False)
    facts = queries.facts_by_project([project.pk], today)[project.pk]
    after = queries.ready_but_for_the_look(project, approver, today, place.key, number, facts)
    if not after.ready:
        raise Refused(
            Text("还差以下各项，补齐后再申请过关：", "The gate cannot be asked for yet; this is still missing:"),
            details=notes.missing(playbook, after.missing, after.missing_roles),
        )
    left = queries.gate(project, today, place.key, number, facts).missing
    return _create(actor, now, project, approver, stage=place.key, occurrence=number, note=note, missing=list(left))


@transaction.atomic
def ask_skip(
    actor: User, *, now: dt.datetime, project: Project, to_stage: str, reason: str, note: str = ""
) -> GateRequest:
    """Ask the director that everything before ``to_stage`` be skipped, for a registered reason.

    What is skipped earns nothing until a later milestone is verified.
    """
    project = notes.locked(project.pk)
    playbook = playbooks.compiled(project.playbook_id)
    target = _target(playbook, project, to_stage)
    open_one = _open(actor, project, target.key, 1, skip=True)
    if open_one is not None:
        return open_one
    if reason not in {known.key for known in playbook.reasons["skip_reasons"]}:
        raise Refused(Text("请从列表里选择跳阶段的原因。", "Choose a registered reason."), field="reason")
    approver = _approver(project, actor, timezone.localdate(now), skip=True)
    return _create(actor, now, project, approver, stage=target.key, skip_reason=reason, note=note, skip=True)


@transaction.atomic
def withdraw(actor: User, *, now: dt.datetime, request: GateRequest) -> GateRequest:
    """Take an open request back; a second time changes nothing."""
    project = notes.locked(request.project_id)
    request = GateRequest.objects.select_related("project", "approver").get(pk=request.pk)
    if request.state == GateRequest.State.WITHDRAWN:
        return request
    if request.state != GateRequest.State.PENDING:
        raise Stale(Text("这次过关申请已有决定，不能撤回。", "The request has been decided and cannot be taken back."))
    if actor.pk not in {request.requester_id, project.owner_id}:
        raise Refused(Text("只有提出人可以撤回申请。", "Only the requester may take it back."))
    request.state, request.version = GateRequest.State.WITHDRAWN, request.version + 1
    request.save(update_fields=["state", "version"])
    notes.record(actor, now, request, "gate.withdraw")
    notes.hide_project(actor, request, now)
    trail.tell("gate.decided", now=now, project_id=project.pk, payload={"request": request.pk, "state": request.state})
    return request


def _open(actor: User, project: Project, stage: str, occurrence: int, skip: bool = False) -> GateRequest | None:
    """The very request that waits already; Refused when another one does."""
    notes.running(project)
    if project.kind != Project.Kind.PROJECT:
        raise Refused(Text("这类项目不走关卡，直接移动即可。", "This kind of project runs no gates; just move it."))
    if not permissions.may_ask(actor, project):
        raise Refused(Text("只有项目组可以申请过关。", "Only the deal team may ask for a gate."))
    waiting = queries.open_request(project)
    if waiting is None:
        return None
    if (waiting.stage, waiting.occurrence, bool(waiting.skip_reason)) == (stage, occurrence, skip):
        return waiting
    raise Refused(
        Text(
            f"已有一项申请在等 {waiting.approver.name} 决定，请先等结果或撤回它。",
            f"Another request waits for {waiting.approver.name}; wait for the answer or take it back.",
        )
    )


def _place(playbook: Playbook, project: Project, stage: str) -> Stage:
    place = playbook.stage(project.stage)
    if stage in {"", place.key}:
        return place
    beside = next((one for one in playbook.milestones if one.key == stage and one.repeatable), None)
    if beside is None or project.status != Project.Status.WON:
        raise Refused(
            Text("只能申请通过项目所在的阶段。", "Only the stage the project stands in can be asked for."),
            field="stage",
        )
    return beside


def _number(project: Project, place: Stage, occurrence: int | None) -> int:
    if not place.repeatable:
        return 1
    if occurrence is None:
        return queries.next_occurrence(project, place.key)
    if occurrence < 1 or occurrence in queries.passed_occurrences(project, place.key):
        raise Refused(
            Text("这一期已经通过，请选下一期。", "This instalment has passed; choose the next."), field="occurrence"
        )
    return occurrence


def _target(playbook: Playbook, project: Project, to_stage: str) -> Stage:
    target = next((one for one in playbook.stages if one.key == to_stage), None)
    if target is None or path.wish(playbook, playbook.stage(project.stage), target) not in {"next", "ahead"}:
        raise Refused(Text("请选择后面的一个销售阶段。", "Choose a later selling stage."), field="to_stage")
    return target


def _approver(project: Project, actor: User, today: dt.date, *, skip: bool) -> User:
    found = queries.approver_of(project, actor, today, skip=skip)
    if found is None:
        raise Refused(notes.nobody(queries.gate_role(project, skip=skip)))
    return found


def _create(
    actor: User,
    now: dt.datetime,
    project: Project,
    approver: User,
    *,
    stage: str,
    note: str,
    occurrence: int = 1,
    skip_reason: str = "",
    skip: bool = False,
    missing: list[str] | None = None,
) -> GateRequest:
    request = GateRequest.objects.create(
        project=project,
        stage=stage,
        occurrence=occurrence,
        skip_reason=skip_reason,
        requester=actor,
        approver=approver,
        role=queries.gate_role(project, skip=skip),
        note=note.strip(),
        asked_at=now,
        due_on=matrix.due_on(timezone.localdate(now), workdays.table().is_working),
        missing=missing or [],
    )
    after = {"stage": stage, "occurrence": occurrence, "skip": skip_reason, "approver": approver.pk}
    notes.record(actor, now, request, "gate.ask", after=after, why=request.note)
    notes.show_project(request, now)
    trail.tell("gate.asked", now=now, project_id=project.pk, payload={"request": request.pk})
    return request
