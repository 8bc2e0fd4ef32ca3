"""The sample room as a Django application."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    """See the package's own words."""

    name = "milepost.sample"
    label = "sample"
    default_auto_field = "django.db.models.BigAutoField"
