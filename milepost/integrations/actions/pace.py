"""How fast a long run may go, so that nobody's save waits longer than a second beside it.

SQLite has one writer. Who waits for it looks again at most every 100 milliseconds, so a run has to leave the
lock alone for longer than that, and must not hold it for long before.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

_MOST, _FEWEST = 100, 10
_HELD = 0.25
"""Seconds one step should hold the lock; the next one takes more or fewer rows accordingly."""
_REST_AFTER, _REST = 0.3, 0.12


class Pace:
    """Rows for the next step, and the rests between; with many writers at once (PostgreSQL) there is nothing to spare."""

    def __init__(self, one_writer: bool) -> None:
        self._one_writer = one_writer
        self._held = 0.0
        self.rows = 50 if one_writer else _MOST

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Time one step."""
        begun = time.monotonic()
        yield
        took = time.monotonic() - begun
        self._held += took
        if self._one_writer:
            self.rows = max(_FEWEST, min(_MOST, int(self.rows * _HELD / max(took, 0.001))))

    def rest(self) -> None:
        """Let others save, once the lock was held for long enough."""
        if self._one_writer and self._held >= _REST_AFTER:
            time.sleep(_REST)
            self._held = 0.0
