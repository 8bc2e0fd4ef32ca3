"""The projects room as a Django application."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """See the package's own words."""

    name = "milepost.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"
