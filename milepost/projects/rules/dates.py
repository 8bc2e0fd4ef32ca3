"""Dates of a pursuit: how far one moved, spreading due dates, days in a stage."""

import datetime as dt
from collections.abc import Iterable, Sequence

Pause = tuple[dt.date, dt.date | None]
"""First day and last day (None: still on) of a pause."""


def moved_days(old: dt.date | None, new: dt.date | None) -> int | None:
    """Days by which a date moved, positive when later; None when one side is unknown."""
    return None if old is None or new is None else (new - old).days


def spread(count: int, first: dt.date, last: dt.date) -> list[dt.date]:
    """``count`` due dates after ``first``, evenly up to ``last`` and never after it; all ``first`` when none is left."""
    span = max((last - first).days, 0)
    return [first + dt.timedelta(days=span * (place + 1) // count) for place in range(count)]


def paused_days(pauses: Iterable[Pause], first: dt.date, today: dt.date) -> int:
    """Days after ``first`` up to and including ``today`` on which the project was paused; overlaps count once."""
    days: set[int] = set()
    for start, end in pauses:
        low = max(start.toordinal() + 1, first.toordinal() + 1)
        high = min((end or today).toordinal(), today.toordinal())
        days.update(range(low, high + 1))
    return len(days)


def days_in(entered: dt.date, today: dt.date, pauses: Sequence[Pause] = ()) -> int:
    """Days after ``entered`` up to ``today`` less the paused ones; never negative."""
    return max((today - entered).days - paused_days(pauses, entered, today), 0)
