"""Addresses of today, the board, the list, a project, the funnel and the palette."""

from django.urls import path

from milepost.shell.web.palette import views as palette

urlpatterns = [
    path("palette/", palette.palette, name="palette"),
]
ACCESS = {"palette": "signed-in"}
