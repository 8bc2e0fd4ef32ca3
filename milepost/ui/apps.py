"""The design system as a Django application: it owns static files, no table."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Page frame, components, islands."""

    name = "milepost.ui"
    label = "ui"
