"""Waivers: a standard let off until a day, for a closed reason, by somebody one level up."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from milepost.approvals.rules import matrix
from milepost.gates import permissions, queries
from milepost.gates.actions import notes
from milepost.gates.models import Waiver
from milepost.gates.rules import waivers
from milepost.kernel.errors import Refused, Stale
from milepost.kernel.text import Text
from milepost.people import queries as people
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.projects.models import Project
from milepost.trail import actions as trail
from milepost.workdays import queries as workdays


@transaction.atomic
def ask_waiver(
    actor: User,
    *,
    now: dt.datetime,
    project: Project,
    standard: str,
    reason: str,
    mitigation: str,
    expires_on: dt.date,
) -> Waiver:
    """Ask that a required standard of the current stage be let off until ``expires_on``.

    Asking twice gives the open request back; at most two are open or in force at a time.
    """
    project = notes.locked(project.pk)
    notes.running(project)
    if not permissions.may_ask(actor, project):
        raise Refused(Text("只有项目组可以申请豁免。", "Only the deal team may ask for a waiver."))
    today = timezone.localdate(now)
    open_now = queries.open_waivers(project, today)
    known = next((one for one in open_now if one.standard == standard), None)
    if known is not None:
        return known
    playbook = playbooks.compiled(project.playbook_id)
    waivers.check(
        playbook,
        playbook.stage(project.stage),
        standard=standard,
        level=project.level,
        reason=reason,
        mitigation=mitigation,
        expires_on=expires_on,
        today=today,
        open_now=len(open_now),
    )
    return _create(actor, now, project, standard, reason, mitigation.strip(), expires_on)


def _create(
    actor: User, now: dt.datetime, project: Project, standard: str, reason: str, mitigation: str, expires_on: dt.date
) -> Waiver:
    gate_role = queries.gate_role(project)
    role = playbooks.compiled(project.playbook_id).gate.one_level_up.get(gate_role, gate_role)
    never = frozenset({actor.pk, project.owner_id})
    today = timezone.localdate(now)
    found = people.deciders(role, project.unit_path, today=today, never=never)
    if not found:
        raise Refused(notes.nobody(role))
    waiver = Waiver.objects.create(
        project=project,
        standard=standard,
        reason=reason,
        mitigation=mitigation,
        requester=actor,
        approver=found[0],
        role=role,
        asked_at=now,
        due_on=matrix.due_on(today, workdays.table().is_working),
        expires_on=expires_on,
    )
    after = {"standard": standard, "reason": reason, "expires_on": expires_on.isoformat(), "approver": found[0].pk}
    notes.record(actor, now, waiver, "waiver.ask", after=after, why=mitigation)
    notes.show_project(waiver, now)
    trail.tell("waiver.asked", now=now, project_id=project.pk, payload={"waiver": waiver.pk})
    return waiver


@transaction.atomic
def grant_waiver(actor: User, *, now: dt.datetime, waiver: Waiver, why: str = "", version: int | None = None) -> Waiver:
    """Let the standard off until its day. The same yes sent twice changes nothing."""
    waiver = _locked(waiver)
    if waiver.state == Waiver.State.GRANTED and waiver.decided_by_id == actor.pk:
        return waiver
    today = timezone.localdate(now)
    _require(actor, waiver, version, today)
    if waiver.expires_on <= today:
        raise Refused(Text("到期日已过，请退回后重新申请。", "Its end has passed; refuse it and have it asked again."))
    waiver.granted_on = today
    return _decide(actor, now, waiver, Waiver.State.GRANTED, "waiver.grant", why.strip())


@transaction.atomic
def refuse_waiver(actor: User, *, now: dt.datetime, waiver: Waiver, why: str, version: int | None = None) -> Waiver:
    """Say no, with a reason."""
    why = notes.said(why, "why", Text("请写一句原因。", "Give the reason in one sentence."))
    waiver = _locked(waiver)
    if waiver.state == Waiver.State.REFUSED and waiver.decided_by_id == actor.pk:
        return waiver
    _require(actor, waiver, version, timezone.localdate(now))
    return _decide(actor, now, waiver, Waiver.State.REFUSED, "waiver.refuse", why)


@transaction.atomic
def end_waiver(actor: User, *, now: dt.datetime, waiver: Waiver, why: str = "") -> Waiver:
    """Take a request back or end a waiver early: by its requester, or by who may decide it."""
    waiver = _locked(waiver)
    if waiver.state == Waiver.State.ENDED:
        return waiver
    if waiver.state == Waiver.State.REFUSED:
        raise Stale(Text("这项豁免已被拒绝。", "This waiver was refused."))
    own = actor.pk in {waiver.requester_id, waiver.project.owner_id}
    if not own and not permissions.may_decide_waiver(actor, waiver, timezone.localdate(now)):
        raise Refused(Text("只有申请人或审批人可以结束豁免。", "Only its requester or approver may end a waiver."))
    before = {"state": waiver.state}
    waiver.state, waiver.why, waiver.version = Waiver.State.ENDED, why.strip() or waiver.why, waiver.version + 1
    waiver.save(update_fields=["state", "why", "version"])
    _told(actor, now, waiver, "waiver.end", before, why.strip())
    return waiver


def _locked(waiver: Waiver) -> Waiver:
    notes.locked(waiver.project_id)
    return Waiver.objects.select_related("project", "requester", "approver", "decided_by").get(pk=waiver.pk)


def _require(actor: User, waiver: Waiver, version: int | None, today: dt.date) -> None:
    if waiver.state != Waiver.State.PENDING:
        who = waiver.decided_by.name if waiver.decided_by else waiver.requester.name
        raise Stale(Text(f"{who} 已经处理了这项豁免。", f"{who} has already settled this waiver."))
    if version is not None and version != waiver.version:
        raise Stale(
            Text("豁免申请刚刚有变动，请刷新后再决定。", "The request has just changed; refresh before you decide.")
        )
    notes.running(waiver.project)
    if actor.pk == waiver.requester_id:
        raise Refused(Text("自己申请的豁免不能由自己批准。", "Nobody grants a waiver he asked for himself."))
    if not permissions.may_decide_waiver(actor, waiver, today):
        raise Refused(
            Text(
                f"豁免由审批人的上一级 {waiver.approver.name} 决定。",
                f"A waiver is decided one level up, by {waiver.approver.name}.",
            )
        )


def _decide(actor: User, now: dt.datetime, waiver: Waiver, state: str, action: str, why: str) -> Waiver:
    before = {"state": waiver.state}
    waiver.state, waiver.decided_by, waiver.why = state, actor, why
    waiver.version += 1
    waiver.save(update_fields=["state", "decided_by", "granted_on", "why", "version"])
    _told(actor, now, waiver, action, before, why)
    return waiver


def _told(actor: User, now: dt.datetime, waiver: Waiver, action: str, before: dict[str, str], why: str) -> None:
    notes.record(actor, now, waiver, action, before=before, after={"state": waiver.state}, why=why)
    notes.hide_project(actor, waiver, now)
    payload = {"waiver": waiver.pk, "state": waiver.state}
    trail.tell("waiver.decided", now=now, project_id=waiver.project_id, payload=payload)
