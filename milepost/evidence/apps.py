"""The evidence room as a Django application."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """See the package's own words."""

    name = "milepost.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
