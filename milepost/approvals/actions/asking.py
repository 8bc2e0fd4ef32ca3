"""Asking for a decision, taking the request back, and passing an overdue one upwards."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from milepost.approvals import permissions, queries
from milepost.approvals.actions import notes
from milepost.approvals.models import Approval
from milepost.approvals.rules import matrix
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import actions as people_actions
from milepost.people import queries as people
from milepost.people.models import User
from milepost.people.rules import roles
from milepost.playbook import queries as playbooks
from milepost.projects.models import Project
from milepost.workdays import queries as workdays


@transaction.atomic
def ask(
    actor: User,
    *,
    now: dt.datetime,
    project: Project,
    kind: str,
    note: str = "",
    confidential: bool = False,
    named: Iterable[User] = (),
) -> Approval:
    """Ask for the decision ``kind``; the matrix says who decides. Asking twice gives the first request back."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    _check(actor, project, kind)
    open_one = Approval.objects.filter(project=project, kind=kind, state="pending").first()
    if open_one is not None:
        return open_one
    today = timezone.localdate(now)
    role = matrix.role_for(playbooks.compiled(project.playbook_id), kind, project.level)
    approval = Approval.objects.create(
        project=project,
        kind=kind,
        requester=actor,
        approver=_approver(project, actor, kind, role, today),
        role=role,
        note=note.strip(),
        asked_at=now,
        due_on=matrix.due_on(today, workdays.table().is_working),
        confidential=confidential,
    )
    for user in named if confidential else ():
        people_actions.grant(actor, now=now, user=user, kind="approval", object_id=approval.pk, why="named")
    notes.record(actor, now, approval, "approval.ask", why=approval.note)
    notes.asked(approval, now)
    return approval


def _check(actor: User, project: Project, kind: str) -> None:
    notes.running(project)
    matrix.rule(playbooks.compiled(project.playbook_id), kind)
    if not permissions.may_ask(actor, project):
        raise Refused(Text("只有项目组成员可以提出审批。", "Only the deal team may ask for approvals."))


def _approver(project: Project, actor: User, kind: str, role: str, today: dt.date) -> User:
    never = permissions.never(project, actor, kind)
    found = people.deciders(role, project.unit_path, today=today, never=never)
    if not found:
        raise Refused(nobody(role), field="kind")
    return found[0]


def nobody(role: str) -> Text:
    """Nobody in the company may decide: say what to do."""
    name = roles.ROLES[role]
    return Text(
        f"公司里还没有别人能以“{name.zh}”身份决定，请管理员指定一位。",
        f"Nobody else can decide as {name.en}; ask an administrator to name somebody.",
    )


@transaction.atomic
def withdraw(actor: User, *, now: dt.datetime, approval: Approval) -> Approval:
    """Take an open request back; a second time changes nothing."""
    approval = notes.locked(approval)
    if approval.state == Approval.State.WITHDRAWN:
        return approval
    if approval.state != Approval.State.PENDING:
        raise Refused(Text("这项审批已有决定，不能撤回。", "This approval has been decided and cannot be taken back."))
    if actor.pk not in {approval.requester_id, approval.project.owner_id}:
        raise Refused(Text("只有提出人可以撤回。", "Only the requester may take it back."))
    approval.state, approval.version = Approval.State.WITHDRAWN, approval.version + 1
    approval.save(update_fields=["state", "version"])
    notes.record(actor, now, approval, "approval.withdraw")
    notes.decided(actor, approval, now)
    return approval


def escalate(*, now: dt.datetime) -> int:
    """Pass every overdue request one level up; returns how many moved. Called by the worker."""
    today = timezone.localdate(now)
    return sum(_escalate_one(pk, now, today) for pk in queries.overdue(today))


@transaction.atomic
def _escalate_one(pk: int, now: dt.datetime, today: dt.date) -> bool:
    approval = notes.locked(Approval.objects.get(pk=pk))
    if approval.state != Approval.State.PENDING or approval.due_on >= today:
        return False
    role = roles.one_up(approval.role)
    never = permissions.never(approval.project, approval.requester, approval.kind) | {approval.approver_id}
    found = people.deciders(role, approval.project.unit_path, today=today, never=never)
    if not found:
        return False
    before: dict[str, object] = {"approver": approval.approver_id}
    approval.approver, approval.role, approval.escalated_at = found[0], role, now
    approval.due_on = matrix.due_on(today, workdays.table().is_working)
    approval.version += 1
    approval.save(update_fields=["approver", "role", "escalated_at", "due_on", "version"])
    notes.record(None, now, approval, "approval.escalate", before=before)
    notes.asked(approval, now)
    return True
