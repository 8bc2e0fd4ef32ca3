"""Granting, refusing, revoking: one decision, one transaction, never by the one who asked."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from milepost.approvals import permissions
from milepost.approvals.actions import notes
from milepost.approvals.models import Approval
from milepost.approvals.rules import matrix
from milepost.kernel.errors import Refused, Stale
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.projects.models import Project


@transaction.atomic
def grant(
    actor: User, *, now: dt.datetime, approval: Approval, reason: str = "", version: int | None = None
) -> Approval:
    """Say yes. The same yes sent twice changes nothing; another decision meanwhile raises Stale."""
    approval = notes.locked(approval)
    if _repeated(actor, approval, Approval.State.GRANTED):
        return approval
    _require(actor, approval, version, timezone.localdate(now))
    today = timezone.localdate(now)
    playbook = playbooks.compiled(approval.project.playbook_id)
    approval.expires_on = matrix.expires_on(playbook, approval.kind, approval.project.level, today)
    return _decide(actor, now, approval, Approval.State.GRANTED, reason.strip(), "approval.grant")


@transaction.atomic
def refuse(actor: User, *, now: dt.datetime, approval: Approval, reason: str, version: int | None = None) -> Approval:
    """Say no, with a reason."""
    reason = notes.said(reason)
    approval = notes.locked(approval)
    if _repeated(actor, approval, Approval.State.REFUSED):
        return approval
    _require(actor, approval, version, timezone.localdate(now))
    return _decide(actor, now, approval, Approval.State.REFUSED, reason, "approval.refuse")


@transaction.atomic
def revoke(actor: User, *, now: dt.datetime, approval: Approval, reason: str) -> Approval:
    """Take a granted decision back: it no longer counts. By who may decide it, with a reason."""
    reason = notes.said(reason)
    approval = notes.locked(approval)
    if approval.state == Approval.State.WITHDRAWN and approval.decided_by_id == actor.pk:
        return approval
    if approval.state != Approval.State.GRANTED:
        raise Stale(Text("这项审批现在不是“已批准”。", "This approval is not granted at present."))
    if actor.pk != approval.decided_by_id and not permissions.may_decide(actor, approval, timezone.localdate(now)):
        raise Refused(Text("只有审批人可以收回批准。", "Only an approver may take a decision back."))
    return _decide(actor, now, approval, Approval.State.WITHDRAWN, reason, "approval.revoke")


@transaction.atomic
def extend_filing(actor: User, *, now: dt.datetime, project: Project) -> None:
    """A verified stage prolongs the protection that the filing gives."""
    today = timezone.localdate(now)
    until = matrix.expires_on(playbooks.compiled(project.playbook_id), "filing", project.level, today)
    granted = Approval.objects.filter(project=project, kind="filing", state="granted", expires_on__gte=today)
    filing = granted.order_by("-id").first()
    if filing is None or until is None or until <= (filing.expires_on or today):
        return
    before: dict[str, object] = {"expires_on": filing.expires_on.isoformat() if filing.expires_on else None}
    filing.expires_on = until
    filing.save(update_fields=["expires_on"])
    notes.record(actor, now, filing, "approval.extend", before=before)


def _repeated(actor: User, approval: Approval, state: str) -> bool:
    return approval.state == state and approval.decided_by_id == actor.pk


def _require(actor: User, approval: Approval, version: int | None, today: dt.date) -> None:
    if approval.state != Approval.State.PENDING:
        raise Stale(_already(approval))
    if version is not None and version != approval.version:
        raise Stale(
            Text("这项审批刚刚有变动，请刷新后再决定。", "This request has just changed; refresh before you decide.")
        )
    notes.running(approval.project)
    if actor.pk == approval.requester_id:
        raise Refused(Text("自己提出的审批不能自己决定。", "Nobody decides his own request."))
    if not permissions.may_decide(actor, approval, today):
        raise Refused(_not_he(actor, approval))


def _already(approval: Approval) -> Text:
    who = approval.decided_by.name if approval.decided_by else approval.requester.name
    states = {"granted": ("批准", "granted"), "refused": ("退回", "refused"), "withdrawn": ("撤回", "withdrawn")}
    zh, en = states[approval.state]
    return Text(f"{who} 已经{zh}了这项审批。", f"{who} has already {en} this request.")


def _not_he(actor: User, approval: Approval) -> Text:
    never = permissions.never(approval.project, approval.requester, approval.kind)
    if actor.pk in never and actor.pk != approval.project.owner_id:
        return Text(
            "双人检查要由两个人完成：您已做过另一半，请换一位。",
            "A two-person check needs two persons: you did the other half, ask somebody else.",
        )
    return Text(
        f"这项审批由 {approval.approver.name} 决定。", f"This request is for {approval.approver.name} to decide."
    )


def _decide(actor: User, now: dt.datetime, approval: Approval, state: str, reason: str, action: str) -> Approval:
    before: dict[str, object] = {"state": approval.state}
    approval.state, approval.decided_by, approval.decided_at, approval.reason = state, actor, now, reason
    approval.version += 1
    approval.save(update_fields=["state", "decided_by", "decided_at", "reason", "expires_on", "version"])
    notes.record(actor, now, approval, action, before=before, why=reason)
    notes.decided(actor, approval, now)
    return approval
