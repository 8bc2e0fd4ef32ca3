"""Alerts of a stage that fire."""

from __future__ import annotations

from milepost.playbook.rules.judge.engine import Engine, ReadyAlert
from milepost.playbook.rules.judge.expressions import Node
from milepost.playbook.rules.judge.now import Now
from milepost.playbook.rules.judge.verdict import AlertVerdict
from milepost.playbook.rules.judge.world import World


def alerts(engine: Engine, world: World, today: int, stage: str) -> tuple[AlertVerdict, ...]:
    """Only true fires: what nobody knows raises no alarm."""
    now = Now(today, world.stop, stage)
    return tuple(_fired(ready, world, now) for ready in engine.stages[stage].alerts if ready.node.truth(world, now))


def _fired(ready: ReadyAlert, world: World, now: Now) -> AlertVerdict:
    alert = ready.alert
    step = next((days for days, node in ready.steps if node.truth(world, now)), None)
    return AlertVerdict(alert.key, alert.severity, alert.notify, facts_of(ready.node, world, now), step)


def facts_of(node: Node, world: World, now: Now) -> tuple[str, ...]:
    """The ids of the facts behind an answer, each once, in the order of the checks."""
    found: dict[str, None] = {}
    for reason in node.reasons(world, now, 0):
        if reason.alternative == 0 or reason.result == "true":
            found.update(dict.fromkeys(reason.facts))
    return tuple(found)
