"""How long the project has stood in its stage, waiting time left out."""

from __future__ import annotations

from fractions import Fraction

from milepost.playbook.rules.judge.now import Now, Record
from milepost.playbook.rules.judge.world import World


def compute(world: World, now: Now) -> Record | None:
    """age_days, and age_over_norm where the stage has a norm for the level.

    ``moves``: whether the age grows with time, or an open pause holds it.
    """
    project = world.records.get("project")
    if project is None:
        return None
    entered = project[0].get("stage_entered_on") if project else None
    if entered is None:
        return {"age_days": None, "age_over_norm": None}
    age = max(0, now.today - entered - _paused(world, entered, now.today))
    norm = world.norm_days
    return {
        "age_days": age,
        "age_over_norm": Fraction(age, norm) if norm else None,
        "moves": not _on_hold(world, now.today),
    }


def _on_hold(world: World, today: int) -> bool:
    pauses = world.records.get("pauses", ())
    return any(p.get("until_on") is None and p["from_on"] <= today for p in pauses)


def _paused(world: World, entered: int, today: int) -> int:
    """Days after ``entered`` up to today that lie in a pause; overlapping ones count once."""
    spans = sorted(
        (max(entered, p["from_on"]), min(today, p["until_on"] if p.get("until_on") else today))
        for p in world.records.get("pauses", ())
    )
    paused, reached = 0, entered
    for start, end in spans:
        start = max(start, reached)
        if end > start:
            paused += end - start
            reached = end
    return paused
