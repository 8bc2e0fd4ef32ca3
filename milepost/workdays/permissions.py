"""Who keeps the working-day table, and the only way a page gets a day of it."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from milepost.people import queries as people
from milepost.people.models import User
from milepost.workdays.models import SpecialDay

KEEPERS = ("admin", "sales_ops")


def may_edit(user: User) -> bool:
    """True for who keeps the table."""
    return user.is_active and people.has_role(user, *KEEPERS)


def day_for(user: User, pk: int) -> SpecialDay:
    """A day to change. Raises Http404 for who does not keep the table."""
    if not may_edit(user):
        raise Http404
    return get_object_or_404(SpecialDay, pk=pk)
