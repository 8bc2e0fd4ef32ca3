"""The shell room as a Django application."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """See the package's own words."""

    name = "milepost.shell"
    label = "shell"
    default_auto_field = "django.db.models.BigAutoField"
