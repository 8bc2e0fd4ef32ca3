"""What control does when something happens to a project."""

from milepost.control import actions
from milepost.trail.models import Event


def standing_of(event: Event) -> None:
    """Judge the project of the event again."""
    if event.project_id:
        actions.recompute([event.project_id], now=event.at)


def follow_unit(event: Event) -> None:
    """A unit was hung elsewhere ("people.unit-moved"): standings and their sums keep to their unit."""
    actions.move_unit(event.payload["old"], event.payload["new"])
