"""Addresses of the inbox."""

from django.urls import path

from milepost.inbox.web.notices import views

urlpatterns = [
    path("inbox/", views.notices, name="inbox"),
    path("inbox/<int:notice_pk>/open/", views.open_notice, name="notice_open"),
    path("inbox/read/", views.read_all, name="inbox_read"),
]
ACCESS = {"inbox": "signed-in", "notice_open": "own POST", "inbox_read": "signed-in POST"}
