"""Values the engine computes from the facts, unless they are given instead.

``record`` answers with the single record of a derived collection on the day of
``now``; shares are exact fractions, null where nothing can be computed.
"""

from __future__ import annotations

from collections.abc import Callable

from milepost.playbook.rules.judge.derive import depth, power, stage
from milepost.playbook.rules.judge.now import FAR, Now, Record
from milepost.playbook.rules.judge.world import World

_COMPUTE: dict[str, Callable[[World, Now], Record | None]] = {
    "stage": stage.compute,
    "power_balance": power.compute,
    "relation_depth": depth.compute,
}

_SOURCES: dict[tuple[str, str], tuple[str, ...]] = {
    ("power_balance", "delta_45d"): ("stakeholders", "ratings"),
    ("relation_depth", "missing_links"): ("stakeholders", "relations"),
}
_BASE = {"stage": ("project",), "power_balance": ("stakeholders",), "relation_depth": ("stakeholders",)}


def sources(name: str, field: str) -> tuple[str, ...]:
    """The collections from which a derived field is computed."""
    return _SOURCES.get((name, field), _BASE[name])


def base_sources(name: str) -> tuple[str, ...]:
    """The collections a derived collection rests on as a whole."""
    return _BASE[name]


def record(name: str, world: World, now: Now) -> Record | None:
    """The derived record; None when its sources have no provider."""
    if name in world.records:
        return world.one(name)
    memo = (name, now.key())
    known = world.memo.get(memo)
    if known is None:
        known = _fresh(name, world, now)
        world.memo[memo] = known
    value, today, limit = known
    now.turn_today = min(now.turn_today, today)
    now.turn_limit = min(now.turn_limit, limit)
    found: Record | None = value
    return found


def _fresh(name: str, world: World, now: Now) -> tuple[Record | None, int, int]:
    """The value with the days on which it turns, so that it can be remembered."""
    before = now.turn_today, now.turn_limit
    now.turn_today = now.turn_limit = FAR
    value = _COMPUTE[name](world, now)
    turned = now.turn_today, now.turn_limit
    now.turn_today, now.turn_limit = before
    return value, *turned


__all__ = ["base_sources", "record", "sources"]
