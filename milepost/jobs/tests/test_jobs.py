"""Jobs: taken by a lease, tried again, stopped, and never run twice at once."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils import timezone

from milepost.jobs import actions, registry
from milepost.jobs.models import Job, Rhythm

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def kinds() -> Iterator[list[str]]:
    """Two kinds of work: one that reports and answers, one that fails."""
    seen: list[str] = []

    def good(job: Job, report: registry.Report) -> dict[str, int]:
        report(1, 2)
        seen.append(job.payload["word"])
        return {"ok": 1}

    def bad(job: Job, report: registry.Report) -> dict[str, int]:
        raise ZeroDivisionError("the disk went away")

    registry.HANDLERS.update(good=good, bad=bad)
    yield seen
    del registry.HANDLERS["good"], registry.HANDLERS["bad"]


def enqueue(kind: str = "good", **more: object) -> Job:
    return actions.enqueue(kind, {"word": "w"}, now=NOW, **more)  # type: ignore[arg-type]


def test_a_job_runs_and_keeps_its_answer(kinds: list[str]) -> None:
    enqueue()
    job = actions.take(now=NOW)
    assert job is not None
    actions.run(job)
    job.refresh_from_db()
    assert (job.state, job.result, job.done_units, job.all_units) == ("done", {"ok": 1}, 1, 2)
    assert kinds == ["w"]


def test_a_taken_job_is_not_taken_again_until_its_lease_runs_out() -> None:
    enqueue()
    assert actions.take(now=NOW) is not None
    assert actions.take(now=NOW + MINUTE) is None
    again = actions.take(now=NOW + actions.LEASE + MINUTE)
    assert again is not None
    assert again.attempts == 2


def test_a_job_waits_for_its_day() -> None:
    enqueue(due_at=NOW + dt.timedelta(days=1))
    assert actions.take(now=NOW) is None


def test_a_failure_is_kept_and_tried_again_later_five_times_at_most() -> None:
    made = enqueue("bad")
    for attempt in range(1, actions.MAX_ATTEMPTS + 1):
        job = actions.take(now=timezone.now() + dt.timedelta(days=attempt))
        assert job is not None
        assert job.attempts == attempt
        actions.run(job)
    made.refresh_from_db()
    assert made.state == "failed"
    assert "the disk went away" in made.error
    assert actions.take(now=timezone.now() + dt.timedelta(days=99)) is None


def test_a_cancelled_job_stops_at_its_next_report(kinds: list[str]) -> None:
    enqueue()
    job = actions.take(now=NOW)
    assert job is not None
    assert actions.cancel(job, now=NOW)
    actions.run(job)
    job.refresh_from_db()
    assert (job.state, kinds) == ("cancelled", [])
    assert not actions.cancel(job, now=NOW)


def test_progress_is_whole_percent() -> None:
    assert actions.progress(Job(done_units=1, all_units=3)) == 33
    assert actions.progress(Job(done_units=1, all_units=0)) == 0


def test_the_timetable_runs_each_entry_once_per_rhythm() -> None:
    ran: list[dt.datetime] = []
    registry.RHYTHMS["test"] = (dt.timedelta(hours=1), ran.append)
    try:
        assert actions.tick(NOW) >= 1
        actions.tick(NOW + MINUTE)
        actions.tick(NOW + dt.timedelta(hours=1))
    finally:
        del registry.RHYTHMS["test"]
    assert ran == [NOW, NOW + dt.timedelta(hours=1)]
    assert Rhythm.objects.get(name="test").last_at == NOW + dt.timedelta(hours=1)


def test_old_jobs_are_swept() -> None:
    job = enqueue()
    Job.objects.filter(pk=job.pk).update(ended_at=NOW - dt.timedelta(days=61))
    enqueue()
    assert actions.sweep(now=NOW) == 1
    assert Job.objects.count() == 1
