"""Who may ask for, decide, judge and waive."""

import datetime as dt

from django.http import Http404

from milepost.approvals.rules import matrix
from milepost.gates.models import GateRequest, Waiver
from milepost.people import queries as people
from milepost.people.models import User
from milepost.people.rules import roles
from milepost.projects import permissions as project_permissions
from milepost.projects.models import Project

KEEPERS = ("admin", "sales_ops")


def request_for(user: User, pk: int) -> GateRequest:
    """The gate request, or Http404 when it is missing or of a project he does not see."""
    found = GateRequest.objects.filter(pk=pk).select_related("project", "requester", "approver", "decided_by").first()
    if found is None:
        raise Http404
    _see(user, found.project)
    return found


def waiver_for(user: User, pk: int) -> Waiver:
    """The waiver, or Http404 when it is missing or of a project he does not see."""
    found = Waiver.objects.filter(pk=pk).select_related("project", "requester", "approver", "decided_by").first()
    if found is None:
        raise Http404
    _see(user, found.project)
    return found


def _see(user: User, project: Project) -> None:
    if not project_permissions.visible_to(user).filter(pk=project.pk).exists():
        raise Http404


def may_ask(user: User, project: Project) -> bool:
    """Whoever works on the project may ask for its gate."""
    return project_permissions.may_edit(user, project)


def may_decide(user: User, request: GateRequest, today: dt.date) -> bool:
    """The one asked, his deputy, a holder of the role or one above; never requester or owner."""
    return _may(user, request.project, request.requester_id, request.approver_id, request.role, today)


def may_decide_waiver(user: User, waiver: Waiver, today: dt.date) -> bool:
    """The same for a waiver."""
    return _may(user, waiver.project, waiver.requester_id, waiver.approver_id, waiver.role, today)


def _may(user: User, project: Project, requester_id: int, approver_id: int, role: str, today: dt.date) -> bool:
    if not user.is_active or user.pk in {requester_id, project.owner_id}:
        return False
    places = people.stands_for(user, today)
    return approver_id in places or _holds(places, matrix.may_act_as(role), project)


def _holds(places: frozenset[int], wanted: tuple[str, ...], project: Project) -> bool:
    return any(holder.pk in places for role in wanted for holder in people.holders(role, project.unit_path))


def may_judge(user: User, project: Project, today: dt.date) -> bool:
    """A verifier by hand: anyone in the line of command over the project, or his deputy; never its owner."""
    if not user.is_active or user.pk == project.owner_id:
        return False
    return _holds(people.stands_for(user, today), roles.LINE, project)


def may_set_enforcement(user: User, path: str) -> bool:
    """Keepers for every unit; a director or executive for his own unit and below."""
    if people.has_role(user, *KEEPERS):
        return True
    return any(
        held.role in {"sales_director", "executive"}
        and (held.unit is None or (path != "" and path.startswith(held.unit.path)))
        for held in people.held_roles(user)
    )
