"""Recomputing standings from facts, in batches, together with the kept sums."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from milepost.control import sources
from milepost.control.actions import totals
from milepost.control.models import Standing
from milepost.control.rules import cells
from milepost.control.rules.standing import Judged, standing
from milepost.people.rules import paths
from milepost.projects import actions as project_actions
from milepost.projects.models import Project

BATCH = 200
Progress = Callable[[int, int], None]
COMPUTED = [field.name for field in Standing._meta.concrete_fields if not field.primary_key]


def recompute(project_ids: Iterable[int], *, now: dt.datetime) -> int:
    """Judge the projects again and write their standings; returns how many. Unknown ids are passed over.

    Each batch is one transaction: a long run never keeps other people's saves waiting.
    """
    return sum(_batch(part, now) for part in _parts(iter(sorted(set(project_ids)))))


def recompute_all(*, now: dt.datetime, progress: Progress | None = None) -> int:
    """Judge every project again and rebuild the kept sums; ``progress(done, all)`` after each batch."""
    whole = Project.objects.count()
    done = 0
    for part in _parts(Project.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)):
        done += _batch(part, now)
        if progress:
            progress(done, whole)
    totals.rebuild()
    totals.let_planner_know()
    return done


def recompute_due(*, now: dt.datetime) -> int:
    """Projects that time alone changes by today, and those without a standing; returns how many."""
    today = timezone.localdate(now)
    due = Standing.objects.filter(changes_on__lte=today).values_list("project_id", flat=True)
    new = Project.objects.filter(Q(standing=None)).values_list("pk", flat=True)
    return recompute({*due, *new}, now=now)


def _parts(ids: Iterator[int]) -> Iterator[list[int]]:
    while part := list(islice(ids, BATCH)):
        yield part


@transaction.atomic
def _batch(ids: Sequence[int], now: dt.datetime) -> int:
    # Locked in one order, so that two runs over the same projects follow one another and sums stay true.
    projects = list(Project.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    today = timezone.localdate(now)
    given = sources.given_by_project(projects, today)
    judged = {one.pk: standing(one, given[one.pk], today) for one in projects}
    # A task closes by itself once its standards are met; only then is it known what comes next.
    project_actions.close_proved_tasks(ids, {pk: one.met for pk, one in judged.items() if one.met}, now=now)
    old = list(Standing.objects.filter(project_id__in=ids))
    new = _rows(judged, sources.next_step_by_project(ids, today), now)
    Standing.objects.bulk_create(new, update_conflicts=True, unique_fields=["project"], update_fields=COMPUTED)
    totals.add(cells.difference(old, new))
    return len(new)


def _rows(judged: Mapping[int, Judged], steps: Mapping[int, sources.Step], now: dt.datetime) -> list[Standing]:
    return [
        Standing(project_id=pk, computed_at=now, next_step=steps[pk][0][:200], next_on=steps[pk][1], **one.columns)
        for pk, one in judged.items()
    ]


@transaction.atomic
def move_unit(old: str, new: str) -> int:
    """Standings below the unit path ``old`` now stand below ``new``; returns how many."""
    low, high = paths.span(old)
    moved = list(Standing.objects.filter(unit_path__gte=low, unit_path__lt=high).only("pk", "unit_path"))
    for one in moved:
        one.unit_path = new + one.unit_path[len(old) :]
    Standing.objects.bulk_update(moved, ["unit_path"], batch_size=500)
    totals.rebuild()
    return len(moved)


@transaction.atomic
def forget(project_ids: Iterable[int]) -> int:
    """Drop the standings of projects that are about to be discarded, and take them out of the sums."""
    ids = sorted(set(project_ids))
    old = list(Standing.objects.select_for_update().filter(project_id__in=ids).order_by("pk"))
    totals.add(cells.difference(old, []))
    Standing.objects.filter(project_id__in=ids).delete()
    return len(old)
