"""The moment of a judgement: its day, its age limits, and when something next turns.

Days are ordinals (``date.toordinal()``). While facts are judged, every condition
that time will change leaves the day on which it turns; so the last day on which
an answer holds is found by stepping from turn to turn, never day by day.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FAR = 10**9
Record = Mapping[str, Any]


class Now:
    """``today`` is the day judged; ``limit`` the day of the clock of age limits.

    ``valid``: valid_days of the standard; ``extra``: review days added to every
    age limit; ``lifted``: no age limits at all; ``rechecks``: recorded rechecks
    void a witness; ``stop``: the day on which the clock of age limits stops.
    """

    __slots__ = (
        "extra",
        "lifted",
        "limit",
        "rechecks",
        "stage",
        "stop",
        "today",
        "turn_limit",
        "turn_today",
        "valid",
    )  # fmt: skip

    def __init__(self, today: int, stop: int, stage: str, valid: int | None = None) -> None:
        self.stop = stop
        self.stage = stage
        self.valid = valid
        self.extra = 0
        self.lifted = False
        self.rechecks = True
        self.at(today)

    def at(self, day: int) -> None:
        """Move to ``day`` and forget the turns noted so far."""
        self.today = day
        self.limit = day if day < self.stop else self.stop
        self.turn_today = FAR
        self.turn_limit = FAR

    def next_turn(self) -> int | None:
        """The next day on which an answer may differ; None when time changes nothing."""
        aged = self.turn_limit if self.turn_limit <= self.stop else FAR
        turn = aged if aged < self.turn_today else self.turn_today
        return None if turn == FAR else turn

    def turns(self, day: int) -> None:
        """Something changes on ``day`` of the real calendar (ignored when it is past)."""
        if self.today < day < self.turn_today:
            self.turn_today = day

    def holds_through(self, last: int) -> bool:
        """Whether an age limit that ends with ``last`` still holds; notes its end."""
        if self.limit > last:
            return False
        if last < self.turn_limit - 1:
            self.turn_limit = last + 1
        return True

    def key(self) -> tuple[int, int, int | None, int, bool, bool]:
        """What a derived value depends on."""
        return (self.today, self.limit, self.valid, self.extra, self.lifted, self.rechecks)


def voided(record: Record, now: Now) -> bool:
    """Whether the record waits for a recheck (the person it rests on changed)."""
    since = record.get("recheck_since")
    if since is None or not now.rechecks:
        return False
    dated = record.get("dated_on")
    return dated is None or dated < since


def serves(record: Record, now: Now) -> bool:
    """Whether a record may still count for us: not voided, not too old."""
    if "recheck_since" in record and voided(record, now):
        return False
    if now.valid is None or now.lifted:
        return True
    dated = record.get("dated_on")
    return dated is not None and now.holds_through(dated + now.valid + now.extra)
