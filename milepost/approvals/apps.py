"""The approvals room as a Django application."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """See the package's own words."""

    name = "milepost.approvals"
    label = "approvals"
    default_auto_field = "django.db.models.BigAutoField"
