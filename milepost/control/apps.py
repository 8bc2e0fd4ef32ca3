"""The control room as a Django application."""

from django.apps import AppConfig


class ControlConfig(AppConfig):
    """See the package's own words."""

    name = "milepost.control"
    label = "control"
    default_auto_field = "django.db.models.BigAutoField"
