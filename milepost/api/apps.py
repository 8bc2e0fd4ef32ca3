"""The api room as a Django application."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """See the package's own words."""

    name = "milepost.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
