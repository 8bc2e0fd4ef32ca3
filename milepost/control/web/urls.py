"""Routes of the control room: settings of the method."""

from django.urls import path

from milepost.control.web.method import views as method

urlpatterns = [
    path("settings/method/", method.method, name="method"),
    path("settings/method/edit/", method.edit_method, name="method_edit"),
    path("settings/method/upload/", method.upload, name="method_upload"),
    path("settings/method/move/", method.move, name="method_move"),
    path("settings/method/compare/<str:old>/<str:new>/", method.compare, name="method_compare"),
]
ACCESS = {
    "method": "roles:admin,sales_ops",
    "method_edit": "roles:admin,sales_ops GET POST",
    "method_upload": "roles:admin,sales_ops POST",
    "method_move": "roles:admin,sales_ops GET POST",
    "method_compare": "roles:admin,sales_ops",
}
