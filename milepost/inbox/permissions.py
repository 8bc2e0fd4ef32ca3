"""Whose notices these are, and the only way a page gets one."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from milepost.inbox.models import Notice
from milepost.people.models import User
from milepost.projects import permissions as project_permissions


def notices_of(user: User) -> QuerySet[Notice]:
    """A person's notices, those of projects he no longer sees left out."""
    seen = Q(project=None) | Q(project__in=project_permissions.visible_to(user).values("pk"))
    return Notice.objects.filter(seen, user=user)


def notice_for(user: User, pk: int) -> Notice:
    """The person's own notice. Raises Http404 for a foreign one, and for one whose project he no longer sees."""
    return get_object_or_404(notices_of(user), pk=pk)
