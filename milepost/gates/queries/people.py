"""Who decides a gate."""

import datetime as dt

from milepost.people import queries as people
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.projects.models import Project

SKIP_ROLE = "sales_director"
"""A skip is the director's to grant, whatever the level."""


def gate_role(project: Project, *, skip: bool = False) -> str:
    """Role that passes the project's gates."""
    return SKIP_ROLE if skip else playbooks.compiled(project.playbook_id).level(project.level).gate_approver


def approvers_of(project: Project, requester: User, today: dt.date, *, skip: bool = False) -> list[User]:
    """Who may decide, the nearest first; never the requester nor the owner, one level up where nobody is left."""
    never = frozenset({requester.pk, project.owner_id})
    return people.deciders(gate_role(project, skip=skip), project.unit_path, today=today, never=never)


def approver_of(project: Project, requester: User, today: dt.date, *, skip: bool = False) -> User | None:
    """The person who is asked; None when nobody in the company may decide."""
    found = approvers_of(project, requester, today, skip=skip)
    return found[0] if found else None
