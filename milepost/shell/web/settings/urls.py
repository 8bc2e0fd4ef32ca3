"""Route of the settings."""

from django.urls import path

from milepost.shell.web.settings import views

urlpatterns = [path("settings/", views.settings, name="settings")]
ACCESS = {"settings": "signed-in"}
