"""The three failure patterns: how far a project shows each of them."""

from __future__ import annotations

from milepost.playbook.rules.judge.alerts import facts_of
from milepost.playbook.rules.judge.engine import Engine, ReadyPattern
from milepost.playbook.rules.judge.expressions import Node
from milepost.playbook.rules.judge.now import Now
from milepost.playbook.rules.judge.verdict import IndicatorVerdict, PatternVerdict
from milepost.playbook.rules.judge.world import World


def patterns(engine: Engine, world: World, today: int, stage: str, level: str) -> dict[str, PatternVerdict]:
    """Every pattern by key; those that do not watch the stage have no score."""
    return {ready.pattern.key: _pattern(ready, world, today, stage, level) for ready in engine.patterns}


def _pattern(ready: ReadyPattern, world: World, today: int, stage: str, level: str) -> PatternVerdict:
    pattern = ready.pattern
    if stage not in pattern.watch_stages:
        return PatternVerdict(pattern.key, False)
    now = Now(today, world.stop, stage)
    counted: list[IndicatorVerdict] = []
    unjudged = 0
    for indicator, node in ready.indicators:
        if level not in indicator.levels:
            continue
        answer = node.truth(world, now)
        if answer is None and _nobody_answers(node, world, now):
            unjudged += indicator.weight
        elif answer is not False:
            facts = facts_of(node, world, now)
            counted.append(IndicatorVerdict(indicator.key, indicator.weight, answer is None, facts))
    score = sum(indicator.weight for indicator in counted)
    band = "alarm" if score >= pattern.alarm else ("warn" if score >= pattern.warn else None)
    return PatternVerdict(pattern.key, True, score, band, unjudged, tuple(counted))


def _nobody_answers(node: Node, world: World, now: Now) -> bool:
    """Ignorance is risk, but a missing room is not ignorance."""
    return any(leaf.truth(world, now) is None and leaf.unprovided(world) for leaf in node.leaves())
