"""The integrations room as a Django application."""

from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    """Import and export."""

    name = "milepost.integrations"
    label = "integrations"
    default_auto_field = "django.db.models.BigAutoField"
