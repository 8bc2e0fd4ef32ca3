"""Routes of the working-day table."""

from django.urls import path

from milepost.workdays.web.days import views

urlpatterns = [
    path("settings/workdays/", views.workdays, name="workdays"),
    path("settings/workdays/day/", views.workday_set, name="workday_set"),
    path("settings/workdays/<int:day_pk>/clear/", views.workday_clear, name="workday_clear"),
]
ACCESS = {
    "workdays": "signed-in",
    "workday_set": "signed-in GET POST",
    "workday_clear": "roles:admin,sales_ops POST",
}
