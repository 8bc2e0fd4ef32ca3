"""Who works on a project."""

from django.db.models import Q, QuerySet

from milepost.people.models import User
from milepost.people.rules.roles import LINE
from milepost.playbook.rules.model import Playbook
from milepost.projects.models import Member, Project

SPONSOR = "executive"


def team(project: Project) -> list[Member]:
    """Active members with their users, the owner first."""
    members = Member.objects.filter(project=project, until_on=None).select_related("user").order_by("since_on", "pk")
    return sorted(members, key=lambda member: member.user_id != project.owner_id or member.role != "sales")


def team_by_role(project: Project) -> dict[str, list[User]]:
    """Active members by role; the owner stands first among 销售."""
    by_role: dict[str, list[User]] = {}
    for member in team(project):
        by_role.setdefault(member.role, []).append(member.user)
    return by_role


def missing_roles(project: Project, playbook: Playbook) -> list[str]:
    """Roles the level asks for that nobody on the team holds; none outside the gated playbook."""
    if project.kind != Project.Kind.PROJECT:
        return []
    held = set(Member.objects.filter(project=project, until_on=None).values_list("role", flat=True))
    return [role for role in playbook.level(project.level).team if role not in held]


def people_for(role: str, query: str = "") -> QuerySet[User]:
    """Active people who may take a role on a team, by name; a higher one in the line may stand in."""
    roles = LINE[LINE.index(role) :] if role in LINE else (role,)
    people = User.objects.filter(is_active=True)
    if role != "sales":
        people = people.filter(roles_held__role__in=roles)
    if query.strip():
        people = people.filter(Q(name__icontains=query.strip()) | Q(username__icontains=query.strip()))
    return people.distinct().order_by("name", "pk")
