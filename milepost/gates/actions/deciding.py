"""The decision at a gate: one approver, one transaction, everything on the sheet at once."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TypedDict

from django.db import transaction
from django.utils import timezone

from milepost.approvals import actions as approval_actions
from milepost.approvals.models import Approval
from milepost.evidence import actions as evidence_actions
from milepost.evidence.models import Piece
from milepost.gates import permissions, queries
from milepost.gates.actions import judging, notes
from milepost.gates.models import GateRequest
from milepost.gates.rules import path
from milepost.kernel.errors import Refused, Stale
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.model import Playbook, Stage
from milepost.projects import actions as project_actions
from milepost.projects.models import Project
from milepost.trail import actions as trail


class Judged(TypedDict):
    """The approver's word on a standard judged by hand."""

    standard: str
    verdict: str
    note: str
    piece: Piece


@transaction.atomic
def pass_stage(
    actor: User,
    *,
    now: dt.datetime,
    request: GateRequest,
    judgements: Iterable[Judged] = (),
    accept: Iterable[Piece] = (),
    approvals: Iterable[Approval | int] = (),
    note: str = "",
    version: int | None = None,
) -> GateRequest:
    """Pass the gate (or grant the skip): accept pieces, judge by hand and grant approvals, all in this decision.

    When the gate is still not ready then, nothing of it is kept and Refused names what is missing.
    The same yes sent twice changes nothing; another decision meanwhile raises Stale.
    """
    project = notes.locked(request.project_id)
    request = _current(request)
    if request.state == GateRequest.State.PASSED and request.decided_by_id == actor.pk:
        return request
    _require(actor, request, version, timezone.localdate(now))
    for piece in accept:
        evidence_actions.accept(actor, now=now, piece=_of_project(piece, project))
    for approval in _approvals(approvals, project):
        approval_actions.grant(actor, now=now, approval=approval, reason=note)
    judging.judge_many(actor, now=now, request=request, words=list(judgements))
    playbook = playbooks.compiled(project.playbook_id)
    stage = playbook.stage(request.stage)
    if request.skip_reason:
        _skip(actor, now, request, project, playbook, stage)
    else:
        _advance(actor, now, request, project, playbook, stage, note)
    return _decide(actor, now, request, GateRequest.State.PASSED, "gate.pass", note)


@transaction.atomic
def send_back(
    actor: User,
    *,
    now: dt.datetime,
    request: GateRequest,
    standards: Sequence[str] = (),
    remedy: str,
    version: int | None = None,
) -> GateRequest:
    """Return the request: tick what is not met and say in one sentence what would mend it."""
    project = notes.locked(request.project_id)
    request = _current(request)
    if request.state == GateRequest.State.RETURNED and request.decided_by_id == actor.pk:
        return request
    _require(actor, request, version, timezone.localdate(now))
    stage = playbooks.compiled(project.playbook_id).stage(request.stage)
    ticked = [one.key for one in stage.standards if one.key in set(standards)]
    if not request.skip_reason and (not ticked or len(ticked) != len(set(standards))):
        raise Refused(Text("请勾选未达成的标准。", "Tick the standards that are not met."), field="standards")
    request.remedy = notes.said(remedy, "remedy", Text("请写一句补救要求。", "Say in one sentence what would mend it."))
    request.returned_standards = ticked
    return _decide(actor, now, request, GateRequest.State.RETURNED, "gate.return", request.remedy)


def _current(request: GateRequest) -> GateRequest:
    return GateRequest.objects.select_related("project", "requester", "approver", "decided_by").get(pk=request.pk)


def _require(actor: User, request: GateRequest, version: int | None, today: dt.date) -> None:
    if request.state != GateRequest.State.PENDING:
        raise Stale(_already(request))
    if version is not None and version != request.version:
        raise Stale(
            Text("申请刚刚有变动，请刷新后再决定。", "The request has just changed; refresh before you decide.")
        )
    notes.running(request.project)
    if actor.pk == request.requester_id:
        raise Refused(Text("自己申请的过关不能由自己批准。", "Nobody passes a gate he asked for himself."))
    if not permissions.may_decide(actor, request, today):
        raise Refused(
            Text(f"这道关由 {request.approver.name} 决定。", f"This gate is for {request.approver.name} to decide.")
        )


def _already(request: GateRequest) -> Text:
    who = request.decided_by.name if request.decided_by else request.requester.name
    zh, en = {"passed": ("通过", "passed"), "returned": ("退回", "returned")}.get(request.state, ("撤回", "withdrawn"))
    return Text(f"{who} 已经{zh}了这次申请。", f"{who} has already {en} this request.")


def _of_project(piece: Piece, project: Project) -> Piece:
    if piece.project_id != project.pk:
        raise Refused(Text("这份证据不属于本项目。", "The piece belongs to another project."), field="accept")
    return piece


def _approvals(wanted: Iterable[Approval | int], project: Project) -> list[Approval]:
    ids = {one if isinstance(one, int) else one.pk for one in wanted}
    found = list(Approval.objects.filter(pk__in=ids, project=project).order_by("id"))
    if len(found) != len(ids):
        raise Refused(
            Text("其中有审批不属于本项目。", "One of the approvals belongs to another project."), field="approvals"
        )
    return found


def _advance(
    actor: User, now: dt.datetime, request: GateRequest, project: Project, playbook: Playbook, stage: Stage, note: str
) -> None:
    if project.stage != stage.key and not stage.repeatable:
        raise Stale(Text("项目已不在这个阶段，请刷新。", "The project no longer stands in this stage; refresh."))
    verdict = queries.gate(project, timezone.localdate(now), stage.key, request.occurrence)
    if not verdict.ready:
        raise Refused(
            Text("还不能通过，差以下各项：", "The gate cannot be passed yet; this is missing:"),
            details=notes.missing(playbook, verdict.missing, verdict.missing_roles),
        )
    project_actions.record_pass(
        actor,
        now=now,
        project=project,
        stage=stage.key,
        result="verified",
        level=project.level,
        note=note,
        occurrence=request.occurrence,
    )
    approval_actions.extend_filing(actor, now=now, project=project)
    _go_on(actor, now, project, playbook, stage)


def _go_on(actor: User, now: dt.datetime, project: Project, playbook: Playbook, stage: Stage) -> None:
    """Stand in what follows; a verified contract stage is a win, the last milestone a delivery."""
    if project.stage != stage.key:
        return
    if path.is_last_selling(playbook, stage):
        project_actions.mark_won(actor, now=now, project=project)
    after = path.following(playbook, stage)
    if after is not None:
        project_actions.enter_stage(actor, now=now, project=project, stage=after.key)
    elif stage.delivery:
        project_actions.mark_delivered(actor, now=now, project=project)


def _skip(
    actor: User, now: dt.datetime, request: GateRequest, project: Project, playbook: Playbook, target: Stage
) -> None:
    here = playbook.stage(project.stage)
    if path.wish(playbook, here, target) not in {"next", "ahead"}:
        raise Stale(Text("项目已走到或超过这个阶段。", "The project has reached that stage already."))
    for passed_over in path.between(playbook, here, target):
        project_actions.record_pass(
            actor,
            now=now,
            project=project,
            stage=passed_over.key,
            result="skipped",
            level=project.level,
            note=request.skip_reason,
        )
    project_actions.enter_stage(actor, now=now, project=project, stage=target.key)


def _decide(actor: User, now: dt.datetime, request: GateRequest, state: str, action: str, why: str) -> GateRequest:
    request.state, request.decided_by, request.decided_at = state, actor, now
    request.version += 1
    request.save()
    after = {"state": state, "stage": request.stage, "returned": request.returned_standards}
    notes.record(actor, now, request, action, after=after, why=why)
    notes.hide_project(actor, request, now)
    payload = {"request": request.pk, "state": state}
    trail.tell("gate.decided", now=now, project_id=request.project_id, payload=payload)
    return request
