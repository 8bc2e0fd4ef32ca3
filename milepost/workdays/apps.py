"""The workdays room as a Django application."""

from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    """See the package's own words."""

    name = "milepost.workdays"
    label = "workdays"
    default_auto_field = "django.db.models.BigAutoField"
