"""The hour of things that happened on a day: office hours, each a little later than the one before."""

import datetime as dt

from django.utils import timezone

_FIRST = dt.time(9, 10)
_STEP = dt.timedelta(minutes=7)


class Clock:
    """Moments of one project, never running back and never past ``now``."""

    def __init__(self, now: dt.datetime) -> None:
        self._now = now
        self._last = dt.datetime.min.replace(tzinfo=dt.UTC)

    def at(self, day: dt.date) -> dt.datetime:
        """The next moment on a day (or right after the last one when that was later)."""
        morning = timezone.make_aware(dt.datetime.combine(day, _FIRST))
        moment = max(morning, self._last + _STEP) if self._last > morning else morning
        self._last = min(moment, self._now)
        return self._last
