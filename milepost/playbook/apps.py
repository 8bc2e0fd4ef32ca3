"""The playbook room as a Django application."""

from django.apps import AppConfig


class PlaybookConfig(AppConfig):
    """The method as data."""

    name = "milepost.playbook"
    label = "playbook"
    default_auto_field = "django.db.models.BigAutoField"
