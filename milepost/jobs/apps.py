"""The jobs room as a Django application."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """See the package's own words."""

    name = "milepost.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
