"""The files room as a Django application."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """See the package's own words."""

    name = "milepost.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
