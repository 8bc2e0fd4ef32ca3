"""Stages a project went through before it came here, as another system tells it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from milepost.people.models import User
from milepost.projects.models import Project, StageEntry
from milepost.trail import actions as trail


@dataclass(frozen=True, slots=True)
class PastStage:
    """The project came into ``stage`` on that day, long before it came here."""

    project: Project
    stage: str
    entered_on: dt.date


@transaction.atomic
def record_history(actor: User, *, now: dt.datetime, rows: Sequence[PastStage]) -> None:
    """Add past entries; the one of the present stage tells since when the project stands there.

    The caller has checked that the actor sees the projects. The newest entry stays the present one.
    """
    by_project: dict[int, list[PastStage]] = defaultdict(list)
    for row in rows:
        by_project[row.project.pk].append(row)
    changes = []
    for project_id, past in sorted(by_project.items()):
        _insert(actor, past)
        told = [[one.stage, one.entered_on.isoformat()] for one in past]
        changes.append(trail.Change("project.history", "project", project_id, project_id, after={"entries": told}))
    trail.record_many(actor, now=now, changes=changes)


def _insert(actor: User, past: Sequence[PastStage]) -> None:
    project = past[0].project
    entries = list(StageEntry.objects.select_for_update().filter(project=project).order_by("id"))
    new = [StageEntry(project=project, stage=one.stage, entered_on=one.entered_on, by=actor) for one in past]
    _rewrite(entries, [*entries, *new], entries[-1])


def _rewrite(old: Sequence[StageEntry], wanted: Collection[StageEntry], present: StageEntry) -> None:
    """Store the entries anew in the order of time, since the order of ids is what reads rely on."""
    ordered = sorted(wanted, key=lambda one: (one is present, one.entered_on))
    StageEntry.objects.filter(pk__in=[one.pk for one in old]).delete()
    for one in ordered:
        one.pk = None
    StageEntry.objects.bulk_create(ordered)


@transaction.atomic
def set_entered_on(actor: User, *, now: dt.datetime, project: Project, entered_on: dt.date) -> dt.date:
    """Since when the project stands in its stage, as another system tells it; returns what stood before."""
    entry = StageEntry.objects.select_for_update().filter(project=project).latest("id")
    before, entry.entered_on = entry.entered_on, entered_on
    entry.save(update_fields=["entered_on"])
    trail.record(
        actor, now=now, action="project.entered", kind="project", object_id=project.pk, project_id=project.pk,
        before={"entered_on": before.isoformat()}, after={"entered_on": entered_on.isoformat()},
    )  # fmt: skip
    return before


@transaction.atomic
def forget_history(
    actor: User, *, now: dt.datetime, project: Project, entries: Collection[tuple[str, dt.date]]
) -> None:
    """Take back past entries (an import is undone); the present one stays."""
    present = StageEntry.objects.select_for_update().filter(project=project).latest("id")
    for stage, day in entries:
        StageEntry.objects.filter(project=project, stage=stage, entered_on=day).exclude(pk=present.pk).delete()
    told = [[stage, day.isoformat()] for stage, day in entries]
    trail.record(
        actor,
        now=now,
        action="project.history",
        kind="project",
        object_id=project.pk,
        project_id=project.pk,
        before={"entries": told},
    )
