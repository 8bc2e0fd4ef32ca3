"""People as a Django application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users, units and roles."""

    name = "milepost.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of second steps switched on and off."""
        from milepost.people import second_step

        second_step.listen()
