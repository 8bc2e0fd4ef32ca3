"""The deal team, and handing a project over."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import queries as people
from milepost.people.models import User
from milepost.people.rules.roles import LINE, ROLES
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.model import Playbook
from milepost.projects.actions import writing
from milepost.projects.models import HandOver, Member, Project, Task

_GATED = Project.Kind.PROJECT


@transaction.atomic
def add_member(actor: User, *, now: dt.datetime, project: Project, user: User, role: str) -> Member:
    """Put somebody on the team in a role he holds; twice changes nothing."""
    current = writing.locked_to_lead(actor, project)
    _check_role(user, role)
    known = Member.objects.filter(project=current, user=user, role=role, until_on=None).first()
    if known is not None:
        return known
    member = Member.objects.create(project=current, user=user, role=role, since_on=writing.today(now))
    writing.note(actor, now, current, "project.add-member", None, {"user": user.pk, "role": role})
    return member


def _check_role(user: User, role: str) -> None:
    if role not in ROLES:
        raise Refused(Text("没有这个角色。", "There is no such role."), field="role")
    if not user.is_active:
        raise Refused(Text("这个账号已停用。", "This account is deactivated."), field="user")
    if role != "sales" and not people.has_role(user, *_holders_of(role)):
        name = ROLES[role]
        raise Refused(
            Text(f"{user.name}没有「{name.zh}」角色。", f"{user.name} does not hold the role {name.en}."), field="user"
        )


def _holders_of(role: str) -> tuple[str, ...]:
    """A higher one in the line of command may stand in for a lower one."""
    return LINE[LINE.index(role) :] if role in LINE else (role,)


@transaction.atomic
def remove_member(actor: User, *, now: dt.datetime, member: Member) -> Member:
    """End a membership; the row stays. The owner leaves by handing over."""
    current = writing.locked_to_lead(actor, member.project)
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if member.until_on is not None:
        return member
    if member.user_id == current.owner_id and member.role == "sales":
        raise Refused(
            Text("负责人不能移出团队，请先移交项目。", "The owner cannot leave the team; hand the project over first.")
        )
    _leave(now, member)
    writing.note(actor, now, current, "project.remove-member", {"user": member.user_id, "role": member.role}, None)
    return member


def _leave(now: dt.datetime, member: Member) -> None:
    member.until_on = writing.today(now)
    member.save(update_fields=["until_on"])


def manager_for(project: Project, managers: Sequence[User], playbook: Playbook) -> User | None:
    """The manager who belongs on the team by its level: the nearest who is not the owner; None when not asked."""
    if project.kind != _GATED or "sales_manager" not in playbook.level(project.level).team:
        return None
    return next((one for one in managers if one.pk != project.owner_id), None)


def complete_team(actor: User, now: dt.datetime, project: Project) -> None:
    """Put the manager on the team once the level asks for one; who else belongs there people decide."""
    playbook = playbooks.compiled(project.playbook_id)
    manager = manager_for(project, people.holders("sales_manager", project.unit_path), playbook)
    if manager is None or Member.objects.filter(project=project, role="sales_manager", until_on=None).exists():
        return
    Member.objects.create(project=project, user=manager, role="sales_manager", since_on=writing.today(now))
    writing.note(actor, now, project, "project.add-member", None, {"user": manager.pk, "role": "sales_manager"})


@transaction.atomic
def hand_over(actor: User, *, now: dt.datetime, project: Project, new_owner: User, reason: str) -> Project:
    """Give the project to another owner. Passes, evidence, days and facts stay; his open tasks go along."""
    current = writing.locked_to_lead(actor, project)
    why = writing.reason_given(reason, Text("请写明移交原因。", "Please say why it is handed over."))
    old = current.owner
    _check_new_owner(old, new_owner)
    HandOver.objects.create(
        project=current, old_owner=old, new_owner=new_owner, reason=why, on=writing.today(now), by=actor
    )
    _exchange(now, current, old, new_owner)
    Task.objects.filter(project=current, owner=old, closed_on=None).update(owner=new_owner)
    path = new_owner.unit.path if new_owner.unit else current.unit_path
    changed = {"owner_id": new_owner.pk, "unit_path": path}
    writing.save(
        actor, now, current, "project.hand-over", changed, why=why, event="project.handed-over",
        payload={"old": old.pk, "new": new_owner.pk},
    )  # fmt: skip
    current.owner = new_owner
    return current


def _check_new_owner(old: User, new: User) -> None:
    if new.pk == old.pk:
        raise Refused(Text("他已经是负责人。", "He already owns the project."), field="new_owner")
    if not new.is_active:
        raise Refused(Text("新负责人的账号已停用。", "The new owner's account is deactivated."), field="new_owner")
    if not people.has_role(new, "sales", *LINE):
        raise Refused(
            Text("新负责人须是销售或销售管理者。", "The new owner must be in sales or lead sales."), field="new_owner"
        )


def _exchange(now: dt.datetime, project: Project, old: User, new: User) -> None:
    for member in Member.objects.filter(project=project, user=old, role="sales", until_on=None):
        _leave(now, member)
    Member.objects.get_or_create(
        project=project, user=new, role="sales", until_on=None, defaults={"since_on": writing.today(now)}
    )
