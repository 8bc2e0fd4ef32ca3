"""Who may do what with a project, and the only way a page gets one."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import queries as people
from milepost.people.models import User
from milepost.people.rules import paths
from milepost.people.rules.roles import LINE
from milepost.projects.models import Member, Project, Projects, Task

KEEPERS = frozenset({"sales_ops", "admin"})
"""Roles that keep every project's data."""
CREATORS = frozenset({"sales", "presales", "bid_specialist", *LINE, *KEEPERS})
_NOT_YOURS = Text(
    "只有项目负责人、团队和上级可以修改这个项目。", "Only the owner, the team and those above may change this project."
)
_NOT_LEAD = Text("只有项目负责人和他的上级可以这样做。", "Only the owner and those above him may do this.")
_NOT_ABOVE = Text("这要由项目负责人的上级来做。", "This is for somebody above the owner.")


def visible_to(user: User) -> QuerySet[Project]:
    """Every project the person sees; nothing for who left."""
    return Projects(Project).visible_to(user) if user.is_active else Project.objects.none()


def customers_seen(user: User) -> QuerySet[Project, int]:
    """Ids of the customers of every project the person sees: who works on a project knows its customer."""
    return visible_to(user).values_list("customer", flat=True)


def project_for(user: User, pk: int) -> Project:
    """The project with customer and owner, if the person sees it. Raises Http404 for a foreign or missing one."""
    return get_object_or_404(visible_to(user).select_related("customer", "owner", "playbook"), pk=pk)


def task_for(user: User, pk: int) -> Task:
    """A task of a project the person sees. Raises Http404 otherwise."""
    seen = visible_to(user).values("pk")
    return get_object_or_404(Task.objects.select_related("project", "project__owner", "owner"), pk=pk, project__in=seen)


def is_member(user: User, project: Project) -> bool:
    """True while the person is on the deal team."""
    return Member.objects.filter(project=project, user=user, until_on=None).exists()


def is_above(user: User, project: Project) -> bool:
    """True for a manager of the project's unit, and for those who keep every project's data."""
    if not user.is_active:
        return False
    places = paths.ancestors(project.unit_path)
    return any(
        held.role in KEEPERS or (held.role in LINE and (held.unit is None or held.unit.path in places))
        for held in people.held_roles(user)
    )


def may_lead(user: User, project: Project) -> bool:
    """Team, dates of the plan, hand-over, ending: the owner and those above him."""
    return user.is_active and (project.owner_id == user.pk or is_above(user, project))


def may_edit(user: User, project: Project) -> bool:
    """Facts, tasks, diary: whoever leads the project, and the deal team."""
    return may_lead(user, project) or (user.is_active and is_member(user, project))


def may_create(user: User) -> bool:
    """True for who may start a project."""
    return user.is_active and people.has_role(user, *CREATORS)


def may_assign(user: User) -> bool:
    """True for who may start a project for somebody else."""
    return people.has_role(user, *LINE, *KEEPERS)


def require_edit(user: User, project: Project) -> None:
    """Raises Http404 for a foreign project, Refused for one the person may only read."""
    _require(user, project, may_edit(user, project), _NOT_YOURS)


def require_lead(user: User, project: Project) -> None:
    """The same for what only the owner and those above him do."""
    _require(user, project, may_lead(user, project), _NOT_LEAD)


def require_above(user: User, project: Project) -> None:
    """The same for what the owner himself may not do."""
    _require(user, project, is_above(user, project), _NOT_ABOVE)


def _require(user: User, project: Project, allowed: bool, why_not: Text) -> None:
    if allowed:
        return
    if not visible_to(user).filter(pk=project.pk).exists():
        raise Http404
    raise Refused(why_not)
