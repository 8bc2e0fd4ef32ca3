"""The diary room as a Django application."""

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    """See the package's own words."""

    name = "milepost.diary"
    label = "diary"
    default_auto_field = "django.db.models.BigAutoField"
