"""Addresses of approvals and declarations. The inbox of everything that waits stands with the gates."""

from django.urls import path

from milepost.approvals.web.asking import views as asking
from milepost.approvals.web.deciding import views as deciding
from milepost.approvals.web.declaring import views as declaring

urlpatterns = [
    path("projects/<int:pk>/approvals/ask/", asking.approval_ask, name="approval_ask"),
    path("approvals/<int:approval_pk>/", deciding.approval, name="approval"),
    path("approvals/<int:approval_pk>/grant/", deciding.approval_grant, name="approval_grant"),
    path("approvals/<int:approval_pk>/refuse/", deciding.approval_refuse, name="approval_refuse"),
    path("approvals/<int:approval_pk>/revoke/", deciding.approval_revoke, name="approval_revoke"),
    path("approvals/<int:approval_pk>/withdraw/", asking.approval_withdraw, name="approval_withdraw"),
    path("projects/<int:pk>/declare/", declaring.declare, name="declare"),
    path(
        "projects/<int:pk>/declarations/<int:declaration_pk>/close/",
        declaring.declaration_close,
        name="declaration_close",
    ),
]
ACCESS = {
    "approval_ask": "project-edit GET POST",
    "approval": "project-read",
    "approval_grant": "approval-decide POST",
    "approval_refuse": "approval-decide GET POST",
    "approval_revoke": "approval-decide GET POST",
    "approval_withdraw": "project-edit POST",
    "declare": "project-edit GET POST",
    "declaration_close": "project-read GET POST",
}
