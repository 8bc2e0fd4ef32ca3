"""Which reactions hear which event. Filled once at start from the wiring screen in ``config``."""

from collections.abc import Callable

from milepost.trail.models import Event

Reaction = Callable[[Event], None]
REACTIONS: dict[str, tuple[Reaction, ...]] = {}


def name(reaction: Reaction) -> str:
    """Stable name of a reaction, used to run it once per event."""
    return f"{reaction.__module__}.{reaction.__qualname__}"
