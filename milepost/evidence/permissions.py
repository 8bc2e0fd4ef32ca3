"""Who may see, add, accept and withdraw a piece of evidence."""

import datetime as dt

from django.http import Http404

from milepost.evidence.models import Piece, Pieces
from milepost.people import queries as people
from milepost.people.models import User
from milepost.people.rules import roles
from milepost.playbook import queries as playbooks
from milepost.projects import permissions as project_permissions
from milepost.projects.models import Project


def visible(user: User) -> Pieces:
    """Every piece the person may see."""
    return Pieces(Piece).visible_to(user)


def piece_for(user: User, pk: int) -> Piece:
    """The piece, or Http404 when it is missing or not for him."""
    found = (
        visible(user).filter(pk=pk).select_related("project", "file", "entry", "person", "by", "accepted_by").first()
    )
    if found is None:
        raise Http404
    return found


def may_add(user: User, project: Project) -> bool:
    """Whoever works on the project may add evidence."""
    return project_permissions.may_edit(user, project)


def line(project: Project) -> tuple[str, ...]:
    """Roles that may verify in the project: its level's gate approver and those above."""
    first = playbooks.compiled(project.playbook_id).level(project.level).gate_approver
    above = roles.LINE[roles.LINE.index(first) :] if first in roles.LINE else (first, *roles.LINE)
    return above


def may_verify(user: User, project: Project, today: dt.date) -> bool:
    """True for those in the line of command over the project and their deputies, never for its owner."""
    if user.pk == project.owner_id or not user.is_active:
        return False
    in_place_of = people.stands_for(user, today)
    return any(
        holder.pk in in_place_of and holder.pk != project.owner_id
        for role in line(project)
        for holder in people.holders(role, project.unit_path)
    )


def may_accept(user: User, piece: Piece, today: dt.date) -> bool:
    """He may verify in the project and did not add the piece himself."""
    return user.pk != piece.by_id and may_verify(user, piece.project, today)


def may_withdraw(user: User, piece: Piece, today: dt.date) -> bool:
    """Its author, the project's owner, or somebody who may verify."""
    return user.pk in {piece.by_id, piece.project.owner_id} or may_verify(user, piece.project, today)
