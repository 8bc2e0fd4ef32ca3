"""What every write at a gate shares: lock, record, tell, let the approver see the project, refuse in plain words."""

import datetime as dt
from collections.abc import Iterable, Mapping

from milepost.gates.models import GateRequest, Waiver
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import actions as people_actions
from milepost.people.models import User
from milepost.people.rules import roles
from milepost.playbook.rules.model import Playbook
from milepost.projects import permissions as project_permissions
from milepost.projects.models import Project
from milepost.trail import actions as trail


def locked(project_id: int) -> Project:
    """The project as it stands now; every other decision on it waits."""
    return Project.objects.select_for_update().get(pk=project_id)


def running(project: Project) -> None:
    """Raise Refused for a project that has ended."""
    if project.status not in {Project.Status.OPEN, Project.Status.WON}:
        raise Refused(Text("项目已结束，请先重新打开。", "The project has ended; reopen it first."))


def said(text: str, field: str, what: Text) -> str:
    """The sentence without blanks around it; raises Refused(``what``) when there is none."""
    if not text.strip():
        raise Refused(what, field=field)
    return text.strip()


def record(
    actor: User | None,
    now: dt.datetime,
    thing: GateRequest | Waiver,
    action: str,
    *,
    after: Mapping[str, object] | None = None,
    before: Mapping[str, object] | None = None,
    why: str = "",
) -> None:
    """Append one change of a request or waiver to the trail."""
    trail.record(
        actor,
        now=now,
        action=action,
        kind="waiver" if isinstance(thing, Waiver) else "gate",
        object_id=thing.pk,
        project_id=thing.project_id,
        before=before,
        after=after,
        why=why,
    )


def show_project(thing: GateRequest | Waiver, now: dt.datetime) -> None:
    """Let the person asked see the project while he is asked (a deputy or somebody from another unit)."""
    if project_permissions.visible_to(thing.approver).filter(pk=thing.project_id).exists():
        return
    people_actions.grant(
        None, now=now, user=thing.approver, kind="project", object_id=thing.project_id, why=_why(thing)
    )


def hide_project(actor: User | None, thing: GateRequest | Waiver, now: dt.datetime) -> None:
    """The decision is made: what was shown for it is no longer."""
    people_actions.revoke_grants(actor, now=now, kind="project", object_id=thing.project_id, why=_why(thing))


def _why(thing: GateRequest | Waiver) -> str:
    return f"{'waiver' if isinstance(thing, Waiver) else 'gate'}:{thing.pk}"


def names(playbook: Playbook, keys: Iterable[str]) -> Text:
    """Standards by name, in both languages."""
    found = [playbook.standard(key).name for key in keys]
    return Text("、".join(name.zh for name in found), "; ".join(name.en for name in found))


def missing(playbook: Playbook, keys: Iterable[str], missing_roles: Iterable[str]) -> tuple[Text, ...]:
    """One sentence per obstacle: what is missing and what to do."""
    sentences = [
        Text(
            f"缺：{name.zh}。请补上证据或事实，或申请豁免。",
            f"Missing: {name.en}. Add the proof or fact, or ask for a waiver.",
        )
        for name in (playbook.standard(key).name for key in keys)
    ]
    team = [
        Text(f"团队里还没有{role.zh}，请先加入。", f"The team has no {role.en} yet; add one.")
        for role in (roles.ROLES[key] for key in missing_roles)
    ]
    return (*sentences, *team)


def nobody(role: str) -> Text:
    """Nobody in the company may decide: say what to do."""
    name = roles.ROLES[role]
    return Text(
        f"公司里没有别人能以“{name.zh}”身份审批，请管理员指定一位。",
        f"Nobody else can decide as {name.en}; ask an administrator to name somebody.",
    )
