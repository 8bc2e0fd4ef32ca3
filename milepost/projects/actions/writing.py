"""What every change to a project shares: lock, check, count the version, record, tell."""

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone

from milepost.kernel import merge
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.projects import permissions
from milepost.projects.models import Project
from milepost.projects.rules import brief as rules
from milepost.trail import actions as trail
from milepost.trail import queries as trail_queries

CHANGED = "project.changed"


def locked(project: Project) -> Project:
    """The project as it stands now, its row locked until the transaction ends.

    Locked before it is read with customer and owner: PostgreSQL drops a row from a join when its owner changed
    while the lock was waited for.
    """
    Project.objects.select_for_update().values("pk").get(pk=project.pk)
    return Project.objects.select_related("customer", "owner").get(pk=project.pk)


def locked_to_edit(actor: User, project: Project) -> Project:
    """The same for somebody who may edit it; raises Http404 or Refused."""
    current = locked(project)
    permissions.require_edit(actor, current)
    return current


def locked_to_lead(actor: User, project: Project) -> Project:
    """The same for somebody who leads it; raises Http404 or Refused."""
    current = locked(project)
    permissions.require_lead(actor, current)
    return current


def really_changed(project: Project, version: int | None, wanted: Mapping[str, object]) -> dict[str, object]:
    """What of ``wanted`` was changed by who read ``version`` (None: all of it); raises Stale on a collision."""
    if version is None or version == project.version:
        return dict(wanted)
    return merge.keep_mine(
        wanted, trail_queries.changed_since("project", project.pk, version), rules.LABELS, rules.plain
    )


def save(
    actor: User | None,
    now: dt.datetime,
    project: Project,
    action: str,
    changed: Mapping[str, object],
    *,
    why: str = "",
    event: str = CHANGED,
    payload: Mapping[str, object] | None = None,
) -> Project:
    """Store changed columns of a locked project, record and tell it; a save that changes nothing does nothing."""
    before = {key: rules.plain(getattr(project, key)) for key in changed}
    new = {key: value for key, value in changed.items() if before[key] != rules.plain(value)}
    if not new:
        return project
    for key, value in new.items():
        setattr(project, key, value)
    project.version += 1
    project.save(update_fields=[*new, "version"])
    after = {key: rules.plain(value) for key, value in new.items()} | {"version": project.version}
    note(actor, now, project, action, {key: before[key] for key in new}, after, why=why, event=event, payload=payload)
    return project


def note(
    actor: User | None,
    now: dt.datetime,
    project: Project,
    action: str,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
    *,
    why: str = "",
    event: str = CHANGED,
    payload: Mapping[str, object] | None = None,
    kind: str = "project",
    object_id: int | None = None,
) -> None:
    """Record a change of the project or of a satellite of it, and tell it."""
    trail.record(
        actor, now=now, action=action, kind=kind, object_id=object_id or project.pk, project_id=project.pk,
        before=before, after=after, why=why,
    )  # fmt: skip
    trail.tell(event, now=now, project_id=project.pk, payload=payload)


def today(now: dt.datetime) -> dt.date:
    """The day of an action."""
    return timezone.localdate(now)


def reason_given(reason: str, what: Text, field: str = "reason") -> str:
    """The reason without stray blanks. Raises Refused(``what``) when there is none."""
    text = reason.strip()
    if not text:
        raise Refused(what, field=field)
    return text


def require_open(project: Project) -> None:
    """Raises Refused for a project that has ended."""
    if project.status != Project.Status.OPEN:
        raise Refused(Text("项目已经结束，请先重新打开。", "The project has ended; reopen it first."))
