"""Who may see, ask for and decide an approval."""

import datetime as dt

from django.http import Http404

from milepost.approvals.models import Approval, Approvals, Declaration
from milepost.approvals.rules import matrix
from milepost.people import queries as people
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.projects import permissions as project_permissions
from milepost.projects.models import Project


def visible(user: User) -> Approvals:
    """Every approval the person may see."""
    return Approvals(Approval).visible_to(user)


def approval_for(user: User, pk: int) -> Approval:
    """The approval, or Http404 when it is missing or not for him (his deputy and his seniors see it too)."""
    found = Approval.objects.filter(pk=pk).select_related("project", "requester", "approver", "decided_by").first()
    if found is None or not (visible(user).filter(pk=pk).exists() or _in_line(user, found)):
        raise Http404
    return found


def _in_line(user: User, approval: Approval) -> bool:
    return any(user.pk == holder.pk for holder in _holders(approval))


def declaration_for(user: User, pk: int) -> Declaration:
    """The declaration, or Http404 when it is missing or of a project he does not see."""
    found = Declaration.objects.filter(pk=pk).select_related("project", "by").first()
    if found is None:
        raise Http404
    project_permissions.project_for(user, found.project_id)
    return found


def never(project: Project, requester: User, kind: str) -> frozenset[int]:
    """Who may not decide: the requester, the project's owner, and who decided the other half of a two-person check."""
    playbook = playbooks.compiled(project.playbook_id)
    others = Approval.objects.filter(project=project, kind__in=matrix.apart(playbook, kind), state="granted")
    first = set(others.values_list("decided_by_id", flat=True))
    return frozenset({requester.pk, project.owner_id, *first})


def may_decide(user: User, approval: Approval, today: dt.date) -> bool:
    """The one asked, his deputy, another holder of the role, or somebody above in the line; nobody twice."""
    if not user.is_active or user.pk in never(approval.project, approval.requester, approval.kind):
        return False
    in_place_of = people.stands_for(user, today)
    if approval.approver_id in in_place_of:
        return True
    return not approval.confidential and any(holder.pk in in_place_of for holder in _holders(approval))


def _holders(approval: Approval) -> list[User]:
    roles = matrix.may_act_as(approval.role)
    return [holder for role in roles for holder in people.holders(role, approval.project.unit_path)]


def may_ask(user: User, project: Project) -> bool:
    """Whoever works on the project may ask."""
    return project_permissions.may_edit(user, project)


def may_close_declaration(user: User, declaration: Declaration) -> bool:
    """Compliance, legal or the line above settles a blocking declaration; never the one who made it."""
    return user.pk not in {declaration.by_id, declaration.project.owner_id} and people.has_role(
        user, "compliance", "legal", "sales_director", "executive"
    )
