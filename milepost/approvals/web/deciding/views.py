"""One approval: what is asked, granting by one click, refusing and taking back with a reason."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.approvals import actions, panels, permissions
from milepost.approvals.models import Approval
from milepost.approvals.web.deciding.forms import ReasonForm
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.people.who import me
from milepost.ui import form_sheets, pages
from milepost.ui.refusals import refusable
from milepost.ui.text import t


@require_GET
def approval(request: HttpRequest, approval_pk: int) -> HttpResponse:
    """The request and, for who may decide, the two buttons."""
    user = me(request)
    found = permissions.approval_for(user, approval_pk)
    context = {
        "one": panels.approval(found, timezone.now()),
        "project": found.project,
        "may_decide": found.state == "pending" and permissions.may_decide(user, found, timezone.localdate()),
        "may_withdraw": found.state == "pending" and user.pk in {found.requester_id, found.project.owner_id},
        "may_revoke": found.state == "granted" and _may_revoke(user, found),
    }
    return pages.sheet(request, "approvals/web/deciding/_sheet.html", context)


@require_POST
@refusable
def approval_grant(request: HttpRequest, approval_pk: int) -> HttpResponse:
    """One click: yes."""
    user = me(request)
    found = permissions.approval_for(user, approval_pk)
    version = request.POST.get("version", "")
    actions.grant(
        user,
        now=timezone.now(),
        approval=found,
        reason=request.POST.get("reason", ""),
        version=int(version) if version.isdigit() else None,
    )
    return pages.go(request, _back(request), t("已批准", "Granted"))


@require_http_methods(["GET", "POST"])
@refusable
def approval_refuse(request: HttpRequest, approval_pk: int) -> HttpResponse:
    """No, with a reason."""
    user = me(request)
    found = permissions.approval_for(user, approval_pk)
    if found.state == "pending" and not permissions.may_decide(user, found, timezone.localdate()):
        raise Refused(
            Text(f"这项审批由 {found.approver.name} 决定。", f"This request is for {found.approver.name} to decide.")
        )
    return _reason(
        request,
        found,
        title=t("退回这项审批", "Refuse this request"),
        submit=t("退回", "Refuse"),
        save=lambda data: actions.refuse(user, now=timezone.now(), approval=found, **data),
        done=t("已退回", "Refused"),
    )


@require_http_methods(["GET", "POST"])
@refusable
def approval_revoke(request: HttpRequest, approval_pk: int) -> HttpResponse:
    """Take a granted decision back, with a reason."""
    user = me(request)
    found = permissions.approval_for(user, approval_pk)
    if not _may_revoke(user, found):
        raise Refused(Text("只有审批人可以收回批准。", "Only an approver may take a decision back."))
    return _reason(
        request,
        found,
        title=t("收回批准", "Take the decision back"),
        submit=t("收回", "Take back"),
        save=lambda data: actions.revoke(user, now=timezone.now(), approval=found, reason=data["reason"]),
        done=t("已收回批准", "The decision was taken back"),
    )


def _may_revoke(user: User, found: Approval) -> bool:
    return user.pk == found.decided_by_id or permissions.may_decide(user, found, timezone.localdate())


def _reason(
    request: HttpRequest,
    found: Approval,
    *,
    title: str,
    submit: str,
    save: Callable[[dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    return form_sheets.answer(
        request,
        ReasonForm(request.POST if request.method == "POST" else None, initial={"version": found.version}),
        title=title,
        note=panels.approval(found, timezone.now())["name"],
        action=request.path,
        submit=submit,
        save=save,
        to=_back(request),
        done=done,
        version=lambda: Approval.objects.get(pk=found.pk).version,
    )


def _back(request: HttpRequest) -> str:
    """To the inbox: who was only asked may no longer see the project."""
    came_from = form_sheets.where_from(request, "")
    return came_from if came_from.startswith(reverse("approvals")) and "?" not in came_from else reverse("approvals")
