"""The accounts room as a Django application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See the package's own words."""

    name = "milepost.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
