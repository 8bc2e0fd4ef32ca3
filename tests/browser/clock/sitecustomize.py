"""Loaded by every Python process of a site whose clock a test moves: shifts time by the days in a file.

The folder stands on ``PYTHONPATH`` of such a site alone (``site.running(..., clock=True)``), so that the
server's own processes and the worker all read the same clock. The product knows nothing of it.
"""

import datetime as dt
import os
import threading
import time
from pathlib import Path

import time_machine

LOOK_EVERY = 0.1
CLOCK = Path(os.environ["BROWSER_TEST_CLOCK"])


def seconds_ahead() -> float:
    """What the file says now; a file being written counts as unchanged."""
    try:
        return float(CLOCK.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0.0


def follow() -> None:
    """Move this process's clock whenever the file says more."""
    ahead = 0.0
    while True:
        wanted = seconds_ahead()
        if wanted > ahead:
            TRAVEL.shift(dt.timedelta(seconds=wanted - ahead))
            ahead = wanted
        time.sleep(LOOK_EVERY)


def start_following() -> None:
    """In this process, and again in one it forks."""
    threading.Thread(target=follow, daemon=True).start()


TRAVEL = time_machine.travel(dt.datetime.now(dt.UTC), tick=True).start()
start_following()
os.register_at_fork(after_in_child=start_following)
