"""Who may look after people, and the only way a page gets a person, a token or an absence."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import queries
from milepost.people.models import Deputy, Token, Unit, User

KEEPERS = ("admin",)
"""Roles that invite people, give roles and draw the org tree."""
TRAIL_READERS = ("admin", "compliance")
"""Roles that read the trail of the whole company."""


def may_manage_people(user: User) -> bool:
    """True for an administrator who is still with us."""
    return user.is_active and queries.has_role(user, *KEEPERS)


def may_read_trail(user: User) -> bool:
    """True for who reads every change of the whole company."""
    return user.is_active and queries.has_role(user, *TRAIL_READERS)


def may_erase(user: User) -> bool:
    """True for who may erase personal data from the trail: those who read all of it."""
    return may_read_trail(user)


def user_for(user: User, pk: int) -> User:
    """The person to look after: oneself, or anybody for an administrator. Raises Http404 otherwise."""
    if pk != user.pk and not may_manage_people(user):
        raise Http404
    return get_object_or_404(User.objects.select_related("unit"), pk=pk)


def unit_for(user: User, pk: int) -> Unit:
    """A unit to rename or move. Raises Http404 for who does not look after the tree."""
    if not may_manage_people(user):
        raise Http404
    return get_object_or_404(Unit, pk=pk)


def token_for(user: User, pk: int) -> Token:
    """One's own live token. Raises Http404 for anybody else's."""
    return get_object_or_404(Token, pk=pk, user=user, revoked_at=None)


def absence_for(user: User, pk: int) -> Deputy:
    """An absence of one's own, or anybody's for an administrator. Raises Http404 otherwise."""
    absences = Deputy.objects.filter(ended_at=None).select_related("user", "deputy")
    if not may_manage_people(user):
        absences = absences.filter(user=user)
    return get_object_or_404(absences, pk=pk)


def require_keeper(actor: User) -> None:
    """Raises Refused unless the actor looks after people."""
    if not may_manage_people(actor):
        raise Refused(Text("只有管理员可以管理人员和部门。", "Only an administrator may look after people and units."))
