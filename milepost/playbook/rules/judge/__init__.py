"""Judge the facts of one project by a playbook. Pure: no database, no clock.

``facts`` is ``{collection: [record]}`` after the catalogue; a collection left out
has no provider. Dates are ``datetime.date`` (or ISO strings), instants are aware
``datetime`` (or ISO strings with offset), money is whole fen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date
from typing import Any

from milepost.playbook.rules import grammar
from milepost.playbook.rules.catalogue import catalogue
from milepost.playbook.rules.judge import (
    alerts,
    control,
    derive,
    gates,
    paths,
    patterns,
    states,
    weights,
)
from milepost.playbook.rules.judge.checks.numbers import plain
from milepost.playbook.rules.judge.engine import Engine, engine
from milepost.playbook.rules.judge.expressions import Reason
from milepost.playbook.rules.judge.now import Now
from milepost.playbook.rules.judge.reading import Input, Refusal, read
from milepost.playbook.rules.judge.schemas import schema
from milepost.playbook.rules.judge.verdict import (
    AlertVerdict,
    ControlScore,
    Fragility,
    GateVerdict,
    IndicatorVerdict,
    PatternVerdict,
    StandardVerdict,
    Verdict,
    Weight,
)
from milepost.playbook.rules.judge.wording import HAND, change_text, reason_text, requirement_text
from milepost.playbook.rules.judge.workdays import Calendar, product_calendar
from milepost.playbook.rules.judge.world import World
from milepost.playbook.rules.model import Playbook, Standard

Facts = Mapping[str, Sequence[Mapping[str, Any]]]


def judge(
    playbook: Playbook,
    *,
    stage: str,
    level: str,
    today: date,
    facts: Facts,
    occurrence: int | None = None,
    calendar: Calendar | None = None,
    method: str | None = None,
) -> Verdict:
    """Everything that can be said: standards, gate, weight, alerts, patterns, scores, path.

    ``stage``: a stage or delivery milestone; ``occurrence``: the number of the payment,
    for a repeatable milestone; ``method``: the procurement method, else the project's.
    """
    ready = engine(playbook)
    world = _world(ready, facts, stage, level, occurrence, calendar, method)
    day = today.toordinal()
    verdicts = _standards(ready, world, day, stage, level)
    now = Now(day, world.stop, stage)
    people = paths.net(world, now)
    return Verdict(
        playbook=playbook.ref,
        stage=stage,
        level=level,
        today=today,
        standards=verdicts,
        gate=gates.gate(playbook, level, verdicts, world),
        weight=weights.weight(ready, world, day, stage, level),
        alerts=alerts.alerts(ready, world, day, stage),
        patterns=patterns.patterns(ready, world, day, stage, level),
        control_score=control.control_score(ready, world, day, stage),
        power_balance=_power(world, now),
        path=paths.path(people) if people else None,
        fragility=paths.fragility(people, world, now) if people else None,
    )


def standards(
    playbook: Playbook,
    *,
    stage: str,
    level: str,
    today: date,
    facts: Facts,
    occurrence: int | None = None,
    calendar: Calendar | None = None,
    method: str | None = None,
) -> list[StandardVerdict]:
    """Only the standards of one stage, required at ``level`` or not."""
    ready = engine(playbook)
    world = _world(ready, facts, stage, level, occurrence, calendar, method)
    return list(_standards(ready, world, today.toordinal(), stage, level))


def gate(
    playbook: Playbook,
    *,
    stage: str,
    level: str,
    today: date,
    facts: Facts,
    occurrence: int | None = None,
    calendar: Calendar | None = None,
    method: str | None = None,
) -> GateVerdict:
    """Only whether the stage may be passed."""
    ready = engine(playbook)
    world = _world(ready, facts, stage, level, occurrence, calendar, method)
    verdicts = _standards(ready, world, today.toordinal(), stage, level)
    return gates.gate(playbook, level, verdicts, world)


def weight(
    playbook: Playbook,
    *,
    level: str,
    today: date,
    facts: Facts,
    stage: str | None = None,
    calendar: Calendar | None = None,
    method: str | None = None,
) -> Weight | None:
    """Claimed and earned weight; None when the facts hold no ``passes``.

    Without ``stage`` the project is taken to stand in the stage after the last verified one.
    """
    ready = engine(playbook)
    here = stage or _next_stage(ready, facts)
    world = _world(ready, facts, here, level, None, calendar, method)
    return weights.weight(ready, world, today.toordinal(), here, level)


def by_hand_standards(playbook: Playbook, provided: Set[str]) -> list[str]:
    """Keys of standards that need a person's judgement while only ``provided`` have rooms."""
    return [
        standard.key for stage in playbook.all_stages for standard in stage.standards if _needs_hand(standard, provided)
    ]


def needed_collections(standard: Standard) -> set[str]:
    """The collections a standard rests on, derived ones replaced by their sources."""
    asked: set[str] = set()
    for name in grammar.collections(standard.check):
        asked |= set(derive.base_sources(name)) if catalogue()[name].derived else {name}
    return asked - {"judgements"}


def _needs_hand(standard: Standard, provided: Set[str]) -> bool:
    manual = any(check.name == "manual" for check in grammar.checks(standard.check))
    return manual or not needed_collections(standard) <= provided


def _world(
    ready: Engine,
    facts: Facts,
    stage: str,
    level: str,
    occurrence: int | None,
    calendar: Calendar | None,
    method: str | None,
) -> World:
    playbook = ready.playbook
    world = World(
        facts,
        powers=ready.powers,
        decay=ready.decay,
        occurrence=occurrence,
        calendar=calendar,
        clock_stops_at=playbook.gate.clock_stops_at,
    )
    world.norm_days = ready.stages[stage].stage.norm_days.get(level)
    project = world.one("project")
    variant = playbook.variant(method or (project.get("procurement_method") if project else None))
    world.skipped = frozenset(variant.skip_standards) if variant else frozenset()
    return world


def _standards(ready: Engine, world: World, today: int, stage: str, level: str) -> tuple[StandardVerdict, ...]:
    return tuple(
        states.judged(standard, world, today, stage, level, ready.playbook)
        for standard in ready.stages[stage].standards
    )


def _next_stage(ready: Engine, facts: Facts) -> str:
    results = {(p["stage"], p["result"]) for p in facts.get("passes", ())}
    order = [stage.key for stage in ready.playbook.stages]
    done = [index for index, key in enumerate(order) if (key, "verified") in results]
    return order[min(max(done, default=-1) + 1, len(order) - 1)]


def _power(world: World, now: Now) -> dict[str, float | None] | None:
    record = derive.record("power_balance", world, now)
    if record is None:
        return None
    return {name: plain(record.get(name)) for name in ("our_share", "lead_over_best_rival", "delta_45d")}


__all__ = [
    "HAND",
    "AlertVerdict",
    "Calendar",
    "ControlScore",
    "Facts",
    "Fragility",
    "GateVerdict",
    "IndicatorVerdict",
    "Input",
    "PatternVerdict",
    "Reason",
    "Refusal",
    "StandardVerdict",
    "Verdict",
    "Weight",
    "by_hand_standards",
    "change_text",
    "gate",
    "judge",
    "needed_collections",
    "product_calendar",
    "read",
    "reason_text",
    "requirement_text",
    "schema",
    "standards",
    "weight",
]
