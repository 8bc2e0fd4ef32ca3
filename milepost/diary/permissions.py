"""Who reads and writes the diary, and the only way a page gets an entry."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from milepost.diary.models import Entry
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.projects import permissions as project_permissions


def visible_to(user: User) -> QuerySet[Entry]:
    """Entries of the projects a person sees, the withdrawn ones left out."""
    return Entry.objects.filter(project__in=project_permissions.visible_to(user).values("pk"), withdrawn_on=None)


def entry_for(user: User, pk: int) -> Entry:
    """The entry with project and author, if the person sees the project. Raises Http404 otherwise."""
    return get_object_or_404(visible_to(user).select_related("project", "project__owner", "by"), pk=pk)


def may_change(user: User, entry: Entry) -> bool:
    """True for the author while he works on the project, and for those above the owner."""
    if not project_permissions.may_edit(user, entry.project):
        return False
    return entry.by_id == user.pk or project_permissions.is_above(user, entry.project)


def require_change(user: User, entry: Entry) -> None:
    """Raises Http404 for a foreign entry, Refused for somebody else's."""
    if may_change(user, entry):
        return
    if not visible_to(user).filter(pk=entry.pk).exists():
        raise Http404
    raise Refused(Text("只能改自己写的日记。", "You can only change what you wrote."))
