"""The trail as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _install_triggers(sender: object, using: str, **kwargs: object) -> None:
    from django.db import connections

    from milepost.trail import triggers

    connection = connections[using]
    if set(triggers.TABLES) <= set(connection.introspection.table_names()):
        triggers.install(connection)


class TrailConfig(AppConfig):
    """Installs the append-only triggers after every migrate."""

    name = "milepost.trail"
    label = "trail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear the end of a migrate; the one Django signal in the house, since only Django tells it."""
        post_migrate.connect(_install_triggers, sender=self)
