"""The worker: handles told events, does queued jobs, keeps the timetable. One loop, stoppable at any moment."""

import datetime as dt
import logging
import threading

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from milepost.jobs import actions as jobs
from milepost.trail import actions as trail

log = logging.getLogger(__name__)
IDLE_SECONDS = 2.0
TICK_EVERY = dt.timedelta(seconds=30)


def work(stop: threading.Event, *, once: bool = False) -> int:
    """Work until ``stop`` is set, or with ``once`` until nothing is left. Returns how many things were done."""
    done, next_tick = 0, timezone.now()
    while not stop.is_set():
        now = timezone.now()
        try:
            if now >= next_tick:
                jobs.tick(now)
                next_tick = now + TICK_EVERY
            did = step(now)
        except DatabaseError:  # the database restarts: wait for it rather than die
            log.exception("the database did not answer; trying again")
            close_old_connections()
            did = 0
        done += did
        if not did and once:
            return done
        if not did:
            stop.wait(IDLE_SECONDS)
    return done


def step(now: dt.datetime) -> int:
    """Handle waiting events and at most one job; returns how many things were done."""
    handled = trail.handle_waiting()
    job = jobs.take(now=now)
    if job is not None:
        jobs.run(job)
    close_old_connections()
    return handled + (job is not None)
