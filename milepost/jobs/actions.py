"""Putting work into the queue, taking it by a lease, and the timetable."""

import datetime as dt
import logging
import traceback
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from milepost.jobs import registry
from milepost.jobs.models import Job, Rhythm
from milepost.people.models import User

log = logging.getLogger(__name__)
LEASE = dt.timedelta(minutes=5)
MAX_ATTEMPTS = 5


def enqueue(
    kind: str,
    payload: Mapping[str, Any],
    *,
    now: dt.datetime,
    user: User | None = None,
    due_at: dt.datetime | None = None,
    all_units: int = 0,
) -> Job:
    """Put a job into the queue, in the caller's transaction."""
    return Job.objects.create(
        kind=kind, payload=dict(payload), user=user, due_at=due_at or now, created_at=now, all_units=all_units
    )


def cancel(job: Job, *, now: dt.datetime) -> bool:
    """Ask a job to stop: a waiting one never starts, a running one stops at its next report. False when it has ended."""
    unended = Job.objects.filter(pk=job.pk, state__in=[Job.State.WAITING, Job.State.RUNNING])
    return bool(unended.update(state=Job.State.CANCELLED, ended_at=now, lease_until=None))


@transaction.atomic
def take(*, now: dt.datetime) -> Job | None:
    """Take the next due job (or one whose lease ran out); None when nothing is due."""
    due = Q(state=Job.State.WAITING, due_at__lte=now) | Q(state=Job.State.RUNNING, lease_until__lt=now)
    job = Job.objects.select_for_update(skip_locked=True).filter(due).order_by("due_at", "pk").first()
    if job is None:
        return None
    job.state, job.lease_until, job.attempts = Job.State.RUNNING, now + LEASE, job.attempts + 1
    job.save(update_fields=["state", "lease_until", "attempts"])
    return job


class Cancelled(Exception):
    """The job was cancelled while it ran."""


def run(job: Job) -> None:
    """Do a taken job; a failure puts it back with growing patience, five times at most."""
    try:
        result = registry.HANDLERS[job.kind](job, lambda done, total: _report(job, done, total))
    except Cancelled:
        return
    except Exception as error:  # any room's work may fail in any way; the job keeps the story
        _failed(job, error)
        return
    _running(job).update(state=Job.State.DONE, result=result, ended_at=timezone.now(), lease_until=None, error="")


def _running(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING)


def _report(job: Job, done: int, total: int) -> None:
    alive = _running(job).update(done_units=done, all_units=total, lease_until=timezone.now() + LEASE)
    if not alive:
        raise Cancelled


def _failed(job: Job, error: Exception) -> None:
    log.exception("job %s (%s) failed", job.pk, job.kind)
    over = job.attempts >= MAX_ATTEMPTS
    _running(job).update(
        state=Job.State.FAILED if over else Job.State.WAITING,
        error="".join(traceback.format_exception_only(error))[:2000],
        due_at=timezone.now() + dt.timedelta(seconds=15 * 4 ** (job.attempts - 1)),
        lease_until=None,
        ended_at=timezone.now() if over else None,
    )


def tick(now: dt.datetime) -> int:
    """Run what the timetable says is due; each entry at most once per rhythm. Returns how many ran."""
    return sum(_run_if_due(name, every, timed, now) for name, (every, timed) in registry.RHYTHMS.items())


def _run_if_due(name: str, every: dt.timedelta, timed: registry.Timed, now: dt.datetime) -> bool:
    Rhythm.objects.get_or_create(name=name, defaults={"last_at": dt.datetime.min.replace(year=2000, tzinfo=dt.UTC)})
    mine = Rhythm.objects.filter(name=name, last_at__lte=now - every).update(last_at=now)
    if mine:
        timed(now)
    return bool(mine)


def sweep(*, now: dt.datetime, keep: dt.timedelta = dt.timedelta(days=60)) -> int:
    """Forget jobs that ended long ago. Returns how many."""
    return Job.objects.filter(ended_at__lt=now - keep).delete()[0]


def progress(job: Job) -> int:
    """Whole percent done, 0 when the size is not known yet."""
    return min(100, 100 * job.done_units // job.all_units) if job.all_units else 0
