"""What the worker does by the clock: every entry of the timetable runs on an empty installation."""

import datetime as dt

import pytest
from django.utils import timezone

from milepost.config import wiring
from milepost.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", sorted(wiring.TIMETABLE))
def test_every_entry_runs(name: str) -> None:
    wiring.TIMETABLE[name][1](timezone.now())


def test_old_jobs_are_gone_after_a_day() -> None:
    now = timezone.now()
    old = now - dt.timedelta(days=61)
    Job.objects.create(kind="x", due_at=old, created_at=old, ended_at=old, state=Job.State.DONE)
    wiring.daily(now)
    assert not Job.objects.exists()
