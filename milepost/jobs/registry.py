"""Which function does which kind of job, and what runs by the timetable. Filled from the wiring screen."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from milepost.jobs.models import Job

Report = Callable[[int, int], None]
Handler = Callable[[Job, Report], dict[str, Any]]
Timed = Callable[[dt.datetime], object]

HANDLERS: dict[str, Handler] = {}
RHYTHMS: dict[str, tuple[dt.timedelta, Timed]] = {}
