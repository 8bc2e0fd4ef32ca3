"""Tasks of the team."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.http import Http404

from milepost.kernel import merge
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.projects import queries
from milepost.projects.actions import writing
from milepost.projects.models import Member, Project, Task
from milepost.projects.rules import brief as rules
from milepost.projects.rules import proof
from milepost.trail import actions as trail
from milepost.trail import queries as trail_queries

LABELS = {
    "title": Text("任务", "Task"),
    "owner_id": Text("负责人", "Owner"),
    "due_on": Text("截止", "Due"),
    "after_id": Text("前置任务", "After"),
}
DROPPED, DONE, PROVED = "dropped", "done", "proved"


@transaction.atomic
def add_task(
    actor: User,
    *,
    now: dt.datetime,
    project: Project,
    title: str = "",
    key: str = "",
    owner: User | None = None,
    due_on: dt.date | None = None,
    after: Task | None = None,
) -> Task:
    """Take on a task: one of the playbook's for this stage by ``key``, or the team's own by ``title``."""
    current = writing.locked_to_edit(actor, project)
    writing.require_open(current)
    task = Task(project=current, stage=current.stage, owner=_of_team(current, owner), due_on=due_on)
    _name(task, current, key, title, writing.today(now))
    task.after = _before(task, after)
    task.save()
    told = {"title": task.title, "key": key, "owner": task.owner_id, "due_on": _iso(due_on), "version": 1}
    _note(actor, now, current, task, "task.add", None, told)
    return task


def _name(task: Task, project: Project, key: str, title: str, day: dt.date) -> None:
    if not key:
        task.title = _title(title)
        return
    offered = queries.suggested_tasks(project, playbooks.compiled(project.playbook_id), day)
    known = next((one for one in offered if one.key == key), None)
    if known is None:
        raise Refused(
            Text("这项任务不属于本阶段，或已经在计划里。", "This task is not of this stage, or is planned already."),
            field="key",
        )
    task.key, task.title, task.role = key, known.title.zh[:160], known.role
    task.origin = Task.Origin.REQUIRED if known.required else Task.Origin.SUGGESTED


def _title(title: str) -> str:
    clean = " ".join(title.split())
    if not clean or len(clean) > 160:
        raise Refused(Text("任务为 1 到 160 个字。", "A task has 1 to 160 characters."), field="title")
    return clean


def _of_team(project: Project, owner: User | None) -> User | None:
    """Raises Refused for somebody who is not on the team: he would not see the task."""
    if owner is None or owner.pk == project.owner_id:
        return owner
    if not Member.objects.filter(project=project, user=owner, until_on=None).exists():
        raise Refused(Text(f"{owner.name}不在项目团队里。", f"{owner.name} is not on the team."), field="owner")
    return owner


def _before(task: Task, after: Task | None) -> Task | None:
    """The predecessor; raises Refused for a task of another project or a circle."""
    step = after
    for _ in range(200):
        if step is None:
            return after
        if step.project_id != task.project_id or (task.pk is not None and step.pk == task.pk):
            raise Refused(
                Text("前置任务不能绕回自己。", "A predecessor cannot lead back to the task itself."), field="after"
            )
        step = step.after
    raise Refused(Text("前置任务太长。", "The chain of predecessors is too long."), field="after")


@transaction.atomic
def edit_task(
    actor: User, *, now: dt.datetime, task: Task, changes: Mapping[str, object], version: int | None = None
) -> Task:
    """Change ``title``, ``owner`` (User), ``due_on`` or ``after`` (Task) as read at ``version``; may raise Stale."""
    current, found = _locked(actor, task)
    wanted = _wanted(current, found, changes)
    if version is not None and version != found.version:
        wanted = merge.keep_mine(wanted, trail_queries.changed_since("task", found.pk, version), LABELS, rules.plain)
    mine = {key: rules.plain(value) for key, value in wanted.items()}
    before = {key: rules.plain(getattr(found, key)) for key in wanted}
    new = {key: value for key, value in wanted.items() if before[key] != mine[key]}
    if not new:
        return found
    for key, value in new.items():
        setattr(found, key, value)
    found.version += 1
    found.save()
    after = {key: mine[key] for key in new} | {"version": found.version}
    _note(actor, now, current, found, "task.edit", {key: before[key] for key in new}, after)
    return found


def _wanted(project: Project, task: Task, changes: Mapping[str, object]) -> dict[str, object]:
    wanted: dict[str, object] = {}
    for key, value in changes.items():
        if key == "title":
            wanted["title"] = _title(str(value))
        elif key == "owner" and (value is None or isinstance(value, User)):
            _of_team(project, value)
            wanted["owner_id"] = value.pk if value else None
        elif key == "after" and (value is None or isinstance(value, Task)):
            _before(task, value)
            wanted["after_id"] = value.pk if value else None
        elif key == "due_on" and (value is None or isinstance(value, dt.date)):
            wanted["due_on"] = value
        else:
            raise Refused(Text(f"没有字段「{key}」。", f"There is no field {key!r}."), field=key)
    return wanted


@transaction.atomic
def close_task(actor: User, *, now: dt.datetime, task: Task) -> Task:
    """The task is done. One behind an unmet required standard may be ticked off; the standard stays unmet."""
    return _close(actor, now, task, DONE)


@transaction.atomic
def drop_task(actor: User, *, now: dt.datetime, task: Task) -> Task:
    """The team does without a suggested or own task; a required one stays."""
    if task.origin == Task.Origin.REQUIRED:
        raise Refused(Text("必需的任务不能去掉。", "A required task cannot be dropped."))
    return _close(actor, now, task, DROPPED)


def _close(actor: User, now: dt.datetime, task: Task, how: str) -> Task:
    current, found = _locked(actor, task)
    if found.closed_on is not None:
        return found
    found.closed_on, found.closed_by, found.closed_how = writing.today(now), actor, how
    found.version += 1
    found.save()
    _note(actor, now, current, found, f"task.{how}", None, {"closed_on": _iso(found.closed_on)})
    return found


@transaction.atomic
def reopen_task(actor: User, *, now: dt.datetime, task: Task) -> Task:
    """The task was not done after all."""
    current, found = _locked(actor, task)
    if found.closed_on is None:
        return found
    before = {"closed_on": _iso(found.closed_on), "closed_how": found.closed_how}
    found.closed_on, found.closed_by, found.closed_how = None, None, ""
    found.version += 1
    found.save()
    _note(actor, now, current, found, "task.reopen", before, None)
    return found


def _locked(actor: User, task: Task) -> tuple[Project, Task]:
    project = writing.locked_to_edit(actor, task.project)
    found = Task.objects.select_for_update(of=("self",)).filter(pk=task.pk).first()
    if found is None:
        raise Http404
    return project, found


def _note(
    actor: User, now: dt.datetime, project: Project, task: Task, action: str,
    before: Mapping[str, object] | None, after: Mapping[str, object] | None,
) -> None:  # fmt: skip
    writing.note(actor, now, project, action, before, after, kind="task", object_id=task.pk)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


@transaction.atomic
def close_proved_tasks(
    project_ids: Sequence[int], met_by_project: Mapping[int, Collection[str]], *, now: dt.datetime
) -> int:
    """Close open tasks whose standards are met; returns how many. Called when standings are computed.

    Records, but tells nothing: it follows from what was told.
    """
    tasks = Task.objects.filter(project__in=list(project_ids), closed_on=None).exclude(key="").select_related("project")
    done = [task for task in tasks if _is_proved(task, met_by_project.get(task.project_id, ()))]
    for task in done:
        task.closed_on, task.closed_how = writing.today(now), PROVED
        task.version += 1
    Task.objects.bulk_update(done, ["closed_on", "closed_how", "version"], batch_size=500)
    changes = [
        trail.Change("task.proved", "task", task.pk, task.project_id, after={"closed_on": _iso(task.closed_on)})
        for task in done
    ]
    trail.record_many(None, now=now, changes=changes)
    return len(done)


def _is_proved(task: Task, met: Collection[str]) -> bool:
    stages = {stage.key: stage for stage in playbooks.compiled(task.project.playbook_id).all_stages}
    stage = stages.get(task.stage)
    known = next((one for one in stage.tasks if one.key == task.key), None) if stage else None
    if stage is None or known is None:
        return False
    required = [one.key for one in stage.standards if one.required(task.project.level)]
    return proof.is_done(known.standards, required, met)
