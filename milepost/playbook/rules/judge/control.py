"""控单力: nine things seen clearly, three leads, one decision."""

from __future__ import annotations

from milepost.playbook.rules.judge.engine import Engine
from milepost.playbook.rules.judge.now import Now, Record
from milepost.playbook.rules.judge.selection import newest
from milepost.playbook.rules.judge.verdict import ControlScore
from milepost.playbook.rules.judge.world import World


def control_score(engine: Engine, world: World, today: int, stage: str) -> ControlScore:
    """An item with which the coach disagrees counts as not met."""
    now = Now(today, world.stop, stage)
    denied = _denied(world)
    met = [item for item, node in engine.control if item.key not in denied and node.truth(world, now)]
    counts = {group: sum(item.group == group for item in met) for group in ("clear", "lead", "win")}
    return ControlScore(counts["clear"], counts["lead"], counts["win"], tuple(item.key for item in met))


def _denied(world: World) -> set[str]:
    by_item: dict[str, list[Record]] = {}
    for mark in world.records.get("coach_marks", ()):
        by_item.setdefault(mark["item"], []).append(mark)
    return {item for item, marks in by_item.items() if newest(marks, 1)[0]["mark"] == "disagree"}
