"""The search room as a Django application."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """See the package's own words."""

    name = "milepost.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
