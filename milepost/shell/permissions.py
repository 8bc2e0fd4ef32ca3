"""Whose saved views these are."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from milepost.people.models import User
from milepost.shell.models import SavedView


def views_of(user: User, page: str) -> QuerySet[SavedView]:
    """One's own views of a page, and those shared by people of the same unit."""
    near = Q(user=user)
    if user.unit_id is not None:
        near |= Q(shared=True, user__unit=user.unit_id)
    return SavedView.objects.filter(near, page=page).select_related("user").order_by("name", "pk")


def view_for(user: User, pk: int) -> SavedView:
    """One's own view. Raises Http404 for anybody else's."""
    return get_object_or_404(SavedView, pk=pk, user=user)
