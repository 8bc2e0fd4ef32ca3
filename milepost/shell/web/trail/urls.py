"""Routes of the trail's pages."""

from django.urls import path

from milepost.shell.web.trail import views

urlpatterns = [
    path("projects/<int:pk>/trail/", views.of_project, name="trail"),
    path("settings/trail/", views.company, name="company_trail"),
    path("settings/trail/<str:kind>/<int:object_id>/erase/", views.erase, name="erase_trail"),
]
ACCESS = {
    "trail": "project-read",
    "company_trail": "roles:admin,compliance",
    "erase_trail": "roles:admin,compliance GET POST",
}
