"""Stages: the plan for one, and what only the gates record: passes, entries, a win."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.projects import queries
from milepost.projects.actions import writing
from milepost.projects.models import Pass, Project, StageEntry, Task


@transaction.atomic
def plan_stage(
    actor: User,
    *,
    now: dt.datetime,
    project: Project,
    objective: str,
    target_on: dt.date | None,
    tasks: Sequence[Mapping[str, object]] | None = None,
    met: Sequence[str] = (),
) -> StageEntry:
    """Set objective and target date of the stage the project stands in, and take its tasks on.

    ``tasks``: {key, owner (User or None), due_on} of playbook tasks to take; None takes those behind a required
    standard that is not in ``met``, with the owners and dates suggested.
    """
    current = writing.locked_to_edit(actor, project)
    writing.require_open(current)
    day = writing.today(now)
    entry = StageEntry.objects.select_for_update().filter(project=current).latest("id")
    if target_on is not None and target_on < entry.entered_on:
        raise Refused(
            Text("目标日期早于进入阶段的日期。", "The target lies before the stage was entered."), field="target_on"
        )
    before = {"objective": entry.objective, "target_on": _iso(entry.target_on)}
    entry.objective, entry.target_on = objective.strip(), target_on
    entry.save(update_fields=["objective", "target_on"])
    made = Task.objects.bulk_create(_tasks(current, day, target_on, tasks, met))
    after = {
        "stage": entry.stage,
        "objective": entry.objective,
        "target_on": _iso(target_on),
        "tasks": [task.key for task in made],
    }
    writing.note(actor, now, current, "project.plan-stage", before, after)
    return entry


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _tasks(
    project: Project,
    day: dt.date,
    target_on: dt.date | None,
    wanted: Sequence[Mapping[str, object]] | None,
    met: Sequence[str],
) -> list[Task]:
    playbook = playbooks.compiled(project.playbook_id)
    offered = {one.key: one for one in queries.suggested_tasks(project, playbook, day, target_on=target_on, met=met)}
    if wanted is None:
        wanted = [{"key": key} for key, one in offered.items() if one.required]
    unknown = [str(one["key"]) for one in wanted if one["key"] not in offered]
    if unknown:
        raise Refused(
            Text(
                "其中有任务已经在计划里，或不属于本阶段。", "One of the tasks is already planned or not of this stage."
            ),
            field="tasks",
        )
    return [_task(project, offered[str(one["key"])], one) for one in wanted]


def _task(project: Project, offered: queries.Suggestion, wanted: Mapping[str, object]) -> Task:
    owner = wanted.get("owner", offered.owner)
    due_on = wanted.get("due_on", offered.due_on)
    assert owner is None or isinstance(owner, User)
    assert due_on is None or isinstance(due_on, dt.date)
    if offered.required and owner is None:
        raise Refused(Text("必需的任务要有负责人。", "A required task needs an owner."), field="tasks")
    return Task(
        project=project,
        stage=project.stage,
        key=offered.key,
        title=offered.title.zh[:160],
        origin=Task.Origin.REQUIRED if offered.required else Task.Origin.SUGGESTED,
        role=offered.role,
        owner=owner,
        due_on=due_on,
    )


@transaction.atomic
def record_pass(
    actor: User | None,
    *,
    now: dt.datetime,
    project: Project,
    stage: str,
    result: str,
    level: str = "",
    note: str = "",
    occurrence: int = 1,
) -> Pass:
    """Append that a stage was verified, skipped or revoked. Only the gates call this; they have judged."""
    current = writing.locked(project)
    if result not in Pass.Result.values:
        raise ValueError(f"not a result of a pass: {result}")
    row = Pass.objects.create(
        project=current,
        stage=stage,
        occurrence=occurrence,
        result=result,
        level=level or current.level,
        passed_on=writing.today(now),
        by=actor,
        note=note.strip(),
    )
    after = {"stage": stage, "result": result, "level": row.level, "occurrence": occurrence}
    writing.note(
        actor, now, current, "project.pass", None, after, why=row.note, event="project.stage-passed",
        payload={"stage": stage, "result": result, "occurrence": occurrence},
    )  # fmt: skip
    return row


@transaction.atomic
def enter_stage(actor: User | None, *, now: dt.datetime, project: Project, stage: str, why: str = "") -> Project:
    """Stand in another stage from today on. Only the gates call this."""
    current = writing.locked(project)
    StageEntry.objects.create(project=current, stage=stage, entered_on=writing.today(now), by=actor)
    return writing.save(
        actor, now, current, "project.enter-stage", {"stage": stage}, why=why, event="project.stage-entered",
        payload={"stage": stage, "from": current.stage},
    )  # fmt: skip


@transaction.atomic
def mark_won(actor: User | None, *, now: dt.datetime, project: Project) -> Project:
    """The contract stage is verified: the project is won. Only the gates call this."""
    return _mark(actor, now, project, Project.Status.WON)


@transaction.atomic
def mark_delivered(actor: User | None, *, now: dt.datetime, project: Project) -> Project:
    """The last delivery milestone is verified. Only the gates call this."""
    return _mark(actor, now, project, Project.Status.DELIVERED)


def _mark(actor: User | None, now: dt.datetime, project: Project, status: str) -> Project:
    current = writing.locked(project)
    return writing.save(
        actor, now, current, f"project.{status}", {"status": status}, event="project.ended", payload={"result": status}
    )
