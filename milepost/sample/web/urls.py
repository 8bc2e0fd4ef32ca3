"""Routes of the sample company."""

from django.urls import path

from milepost.sample.web.settings import views

urlpatterns = [
    path("settings/sample/", views.sample, name="sample"),
    path("settings/sample/remove/", views.sample_remove, name="sample_remove"),
]
ACCESS = {"sample": "roles:admin", "sample_remove": "roles:admin POST"}
