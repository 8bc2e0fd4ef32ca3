"""The gates room as a Django application."""

from django.apps import AppConfig


class GatesConfig(AppConfig):
    """See the package's own words."""

    name = "milepost.gates"
    label = "gates"
    default_auto_field = "django.db.models.BigAutoField"
