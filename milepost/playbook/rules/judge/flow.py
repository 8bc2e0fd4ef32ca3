"""How many ways lead from start to goal when every link may be used once."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable

START = "start"
GOAL = "goal"

Links = dict[Hashable, set[Hashable]]


def separate_ways(links: Iterable[tuple[Hashable, Hashable]]) -> int:
    """The largest number of ways without a common link (augmenting paths, unit capacity)."""
    free: Links = {}
    for one, two in links:
        free.setdefault(one, set()).add(two)
        free.setdefault(two, set())
    count = 0
    while _use_one_way(free):
        count += 1
    return count


def _use_one_way(free: Links) -> bool:
    """Find one more way and turn its links round, so that later ways may reroute it."""
    came: dict[Hashable, Hashable] = {START: START}
    queue: deque[Hashable] = deque([START])
    while queue and GOAL not in came:
        here = queue.popleft()
        for there in free.get(here, ()):
            if there not in came:
                came[there] = here
                queue.append(there)
    if GOAL not in came:
        return False
    step: Hashable = GOAL
    while step != START:
        before = came[step]
        free[before].discard(step)
        free[step].add(before)
        step = before
    return True
