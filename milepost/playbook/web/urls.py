"""Routes of the playbook."""

from django.urls import path, re_path

from milepost.playbook.web.handbook import views as handbook

urlpatterns = [
    path("handbook/", handbook.handbook, name="handbook"),
    re_path(r"^handbook/book\.(?P<form>pdf|html)$", handbook.printable, name="handbook_file"),
    path("handbook/tools/<slug:key>/", handbook.tool, name="tool"),
    path("handbook/tools/<slug:key>/template/", handbook.template, name="tool_template"),
]
ACCESS = {
    "handbook": "signed-in",
    "handbook_file": "signed-in",
    "tool": "signed-in",
    "tool_template": "signed-in",
}
