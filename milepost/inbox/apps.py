"""The inbox room as a Django application."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """See the package's own words."""

    name = "milepost.inbox"
    label = "inbox"
    default_auto_field = "django.db.models.BigAutoField"
