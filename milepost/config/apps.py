"""The room that wires the others together."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Connects reactions to events once all rooms are loaded."""

    name = "milepost.config"
    label = "config"

    def ready(self) -> None:
        """Hang the wiring screen's reactions on their events."""
        from milepost.config import wiring
        from milepost.jobs import registry
        from milepost.sample import queries as sample
        from milepost.shell import exports, stories
        from milepost.trail import wires

        wires.REACTIONS.update(wiring.REACTIONS)
        registry.RHYTHMS.update(wiring.TIMETABLE)
        registry.HANDLERS.update(wiring.JOBS)
        exports.use(wiring.spreadsheet)
        stories.use(sample.told_to)
