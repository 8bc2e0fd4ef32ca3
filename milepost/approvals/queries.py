"""Reading requests for a decision."""

import datetime as dt

from django.db.models import Q

from milepost.approvals import permissions
from milepost.approvals.models import Approval, Declaration
from milepost.people import queries as people
from milepost.people.models import User
from milepost.projects.models import Project


def waiting_for(user: User, today: dt.date) -> list[Approval]:
    """Requests that wait for the person, or for somebody whose place he takes today; the longest wait first."""
    asked = Approval.objects.filter(approver__in=people.stands_for(user, today), state="pending")
    found = asked.exclude(requester=user).select_related("project", "project__customer", "requester", "approver")
    return list(found.order_by("asked_at", "id"))


def asked_by(user: User) -> list[Approval]:
    """Requests of the person's own that are still open."""
    found = Approval.objects.filter(requester=user, state="pending").select_related("project", "approver")
    return list(found.order_by("asked_at", "id"))


def decided_by(user: User, since: dt.datetime) -> list[Approval]:
    """What the person has decided since ``since``, the newest first."""
    found = Approval.objects.filter(decided_by=user, decided_at__gte=since).select_related("project", "requester")
    return list(found.order_by("-decided_at")[:50])


def of_project(project: Project, user: User) -> list[Approval]:
    """Approvals of a project that the person may see, the newest first."""
    found = permissions.visible(user).filter(project=project).select_related("requester", "approver", "decided_by")
    return list(found.order_by("-id"))


def pending(project: Project) -> list[Approval]:
    """Every open request of a project."""
    found = Approval.objects.filter(project=project, state="pending")
    return list(found.select_related("project", "requester", "approver").order_by("id"))


def newest(project: Project) -> dict[str, Approval]:
    """The newest request or decision of each kind; those withdrawn before a decision left out."""
    found = Approval.objects.filter(project=project).exclude(state="withdrawn", decided_by=None)
    return {approval.kind: approval for approval in found.order_by("id")}


def kinds_open(project: Project) -> list[str]:
    """Kinds with a request that waits."""
    return list(
        Approval.objects.filter(project=project, state="pending").order_by("kind").values_list("kind", flat=True)
    )


def declarations(project: Project) -> list[Declaration]:
    """Declarations of a project, open blocking ones first, then the newest."""
    found = Declaration.objects.filter(project=project).select_related("by", "closed_by").order_by("-id")
    return sorted(found, key=lambda one: not (one.answer == "blocking" and one.closed_on is None))


def waiting_days(approval: Approval, now: dt.datetime) -> int:
    """Whole days a request has waited."""
    return max(0, (now - approval.asked_at).days)


def overdue(today: dt.date) -> list[int]:
    """Ids of requests past their day."""
    found = Approval.objects.filter(Q(state="pending") & Q(due_on__lt=today))
    return list(found.order_by("id").values_list("pk", flat=True))
