"""The plan of a stage: tasks taken on, tasks suggested, who does what."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook.queries import compiled
from milepost.playbook.rules import model
from milepost.playbook.rules.model import Playbook
from milepost.projects.models import Brief, Project, StageEntry, Task
from milepost.projects.permissions import visible_to
from milepost.projects.queries.people import team_by_role
from milepost.projects.rules import dates, proof

BIDDER = "bid_specialist"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A task of the playbook not yet planned. ``required``: it works for an unmet required standard."""

    key: str
    title: Text
    role: str
    required: bool
    standards: tuple[str, ...]
    owner: User | None
    due_on: dt.date | None
    task: model.Task | None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A planned task with what the playbook says about it (None for the team's own)."""

    task: Task
    told: model.Task | None
    blocked_by: Task | None

    def overdue(self, today: dt.date) -> bool:
        """True for an open task past its date."""
        return self.task.closed_on is None and self.task.due_on is not None and self.task.due_on < today


@dataclass(frozen=True, slots=True)
class RaciRow:
    """Who is accountable and does a task (``lead``) and who supports it, with the people of the team."""

    title: Text
    lead: str
    support: tuple[str, ...]
    people: dict[str, list[User]]


def suggested_tasks(
    project: Project,
    playbook: Playbook,
    today: dt.date,
    *,
    target_on: dt.date | None = None,
    met: Collection[str] = (),
) -> list[Suggestion]:
    """Tasks of the present stage that are not planned yet, in the playbook's order.

    Those behind a required standard not in ``met`` come with owner (by role from the team, else the project's
    owner) and a due date spread up to ``target_on`` (else the norm); the rest are suggestions without a date. The
    procurement method leaves standards out and adds tasks of its own, which come last.
    """
    stage, variant = playbook.stage(project.stage), playbook.variant(_method(project))
    skipped = set(variant.skip_standards) if variant else set()
    required = {one.key for one in stage.standards if one.required(project.level)} - skipped - set(met)
    planned = _planned(project)
    offered = [task for task in stage.tasks if task.key not in planned]
    must = [task.key for task in offered if required & set(task.standards)]
    due = dict(zip(must, dates.spread(len(must), today, target_on or target_of(project, playbook, today)), strict=True))
    people = team_by_role(project)
    suggestions = [_suggestion(project, task, required, due.get(task.key), people) for task in offered]
    return suggestions + [one for one in _extra(stage, variant, people) if one.key not in planned]


def _suggestion(
    project: Project, task: model.Task, required: Collection[str], due_on: dt.date | None, people: dict[str, list[User]]
) -> Suggestion:
    behind = tuple(key for key in task.standards if key in required)
    by_role = people.get(task.role, [])
    owner = by_role[0] if by_role else project.owner if behind else None
    return Suggestion(task.key, task.name, task.role, bool(behind), behind, owner, due_on, task)


def _extra(stage: model.Stage, variant: model.Variant | None, people: dict[str, list[User]]) -> list[Suggestion]:
    """Tasks a procurement method adds to the stage whose standards it changes: the bidding stage."""
    if variant is None or not set(variant.skip_standards) & {one.key for one in stage.standards}:
        return []
    bidders = people.get(BIDDER, [])
    owner = bidders[0] if bidders else None
    return [Suggestion(one.key, one.name, BIDDER, False, (), owner, None, None) for one in variant.extra_tasks]


def _method(project: Project) -> str | None:
    return Brief.objects.filter(project=project).values_list("procurement_method", flat=True).first()


def _planned(project: Project) -> set[str]:
    rows = Task.objects.filter(project=project, stage=project.stage).exclude(key="").exclude(closed_how="dropped")
    return set(rows.values_list("key", flat=True))


def target_of(project: Project, playbook: Playbook, today: dt.date) -> dt.date:
    """When the stage is to be done: as planned, else by the norm, never before today."""
    entry = StageEntry.objects.filter(project=project).latest("id")
    norm = playbook.stage(project.stage).norm_days.get(project.level, 30)
    return max(entry.target_on or entry.entered_on + dt.timedelta(days=norm), today)


def stage_plan(project: Project, playbook: Playbook, stage: str = "") -> list[TaskRow]:
    """Planned tasks of a stage (default: where the project stands): open ones by date, then closed; not the dropped."""
    tasks = list(
        Task.objects.filter(project=project, stage=stage or project.stage)
        .exclude(closed_how="dropped")
        .select_related("owner", "after", "closed_by")
    )
    told = {one.key: one for one in playbook.stage(stage or project.stage).tasks}
    tasks.sort(key=lambda task: (task.closed_on is not None, task.due_on or dt.date.max, task.pk))
    return [TaskRow(task, told.get(task.key), _blocker(task)) for task in tasks]


def _blocker(task: Task) -> Task | None:
    return task.after if task.after is not None and task.after.closed_on is None else None


def raci(project: Project, playbook: Playbook, stage: str = "") -> list[RaciRow]:
    """Every task of a stage with its accountable and supporting roles and who holds them on the team."""
    people = team_by_role(project)
    return [
        RaciRow(task.name, task.role, task.support, {role: people.get(role, []) for role in (task.role, *task.support)})
        for task in playbook.stage(stage or project.stage).tasks
    ]


def open_tasks_in(project: Project) -> QuerySet[Task]:
    """Open tasks of the stage a project stands in."""
    return Task.objects.filter(project=project, stage=project.stage, closed_on=None).order_by("due_on", "pk")


def open_tasks_of(user: User) -> QuerySet[Task]:
    """Open tasks a person has on open projects he sees, the most urgent first."""
    tasks = Task.objects.filter(owner=user, closed_on=None, project__status=Project.Status.OPEN)
    seen = visible_to(user).values("pk")
    return tasks.filter(project__in=seen).select_related("project", "project__customer").order_by("due_on", "pk")


def told_of(task: Task) -> model.Task | None:
    """What the playbook says of a task; None for the team's own."""
    stage = compiled(task.project.playbook_id).stage(task.stage)
    return next((one for one in stage.tasks if one.key == task.key), None) if task.key else None


def name_of(task: Task) -> Text:
    """What a task is called: by the playbook in both languages, the team's own as it was written."""
    told = told_of(task)
    return told.name if told else Text(task.title, task.title)


def tools_of(task: Task) -> list[model.Tool]:
    """The tools of a task, in the playbook's order."""
    playbook, told = compiled(task.project.playbook_id), told_of(task)
    return [playbook.tool(key) for key in told.tools] if told else []


def works_for(task: model.Task, stage: model.Stage, level: str) -> frozenset[str]:
    """Keys of the standards a task works for at a level."""
    return proof.works_for(task.standards, [one.key for one in stage.standards if one.required(level)])
