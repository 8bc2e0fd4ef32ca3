"""Projects as a Django application."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Lets whoever sees a project see its customer."""

    name = "milepost.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand the customers of visible projects to the room below."""
        from milepost.accounts import permissions as account_permissions
        from milepost.projects import permissions

        account_permissions.let_see(permissions.customers_seen)
