"""Ask one expression about some facts, without a playbook around it."""

from __future__ import annotations

from datetime import date
from typing import Any

from milepost.playbook.rules import grammar, load
from milepost.playbook.rules.judge.checks import Setting
from milepost.playbook.rules.judge.expressions import compiled
from milepost.playbook.rules.judge.now import Now
from milepost.playbook.rules.judge.workdays import Calendar
from milepost.playbook.rules.judge.world import World

TODAY = date(2026, 11, 23)  # a Monday


def day(text: str) -> date:
    return date.fromisoformat(text)


def answer(
    expr: Any,
    facts: dict[str, list[dict[str, Any]]],
    *,
    today: date = TODAY,
    standard: str | None = None,
    min_strength: int = 0,
    valid_days: int | None = None,
    occurrence: int | None = None,
    calendar: Calendar | None = None,
    for_us: bool = True,
    **moment: Any,
) -> bool | None:
    """True, false or None (unknown) on ``today``; ``moment`` sets extra, lifted or rechecks."""
    strengths = {kind.key: kind.strength for kind in load.default().evidence_types}
    node = compiled(grammar.parse(expr), Setting(strengths, standard, min_strength), for_us)
    world = World(
        facts,
        powers={"technical_evaluator": "veto", "approver": "decide", "user": "influence"},
        decay=45,
        occurrence=occurrence,
        calendar=calendar,
        clock_stops_at="tender.deadline_at",
    )
    world.norm_days = 30
    now = Now(today.toordinal(), world.stop, "contact", valid_days)
    for name, value in moment.items():
        setattr(now, name, value)
    return node.truth(world, now)
