"""The order of stages and milestones, and what a wish to move means."""

from milepost.playbook.rules.model import Playbook, Stage


def following(playbook: Playbook, stage: Stage) -> Stage | None:
    """Where a project stands after ``stage`` is passed; None after the last milestone.

    Repeatable milestones (阶段回款) stand beside the path: they are passed by number at any time.
    """
    order = [one for one in playbook.all_stages if not one.repeatable or one is stage]
    place = order.index(stage) + 1
    return order[place] if place < len(order) else None


def between(playbook: Playbook, here: Stage, there: Stage) -> list[Stage]:
    """Stages passed over from ``here`` (included) to ``there`` (not included)."""
    order = [one for one in playbook.all_stages if not one.repeatable]
    return order[order.index(here) : order.index(there)]


def wish(playbook: Playbook, here: Stage, there: Stage) -> str:
    """``same``, ``back``, ``next`` or ``ahead``."""
    if here is there:
        return "same"
    order = list(playbook.all_stages)
    if order.index(there) < order.index(here):
        return "back"
    return "next" if following(playbook, here) is there else "ahead"


def is_last_selling(playbook: Playbook, stage: Stage) -> bool:
    """True for the stage whose verified exit means the project is won."""
    return stage is playbook.stages[-1]
