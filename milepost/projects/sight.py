"""Who sees a project: the one condition that every read of projects and of their satellites starts from."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q

from milepost.people import queries as people

if TYPE_CHECKING:
    from milepost.people.models import User


def sight_condition(user: "User", *, path: str, key: str) -> Q:
    """Condition for rows that carry a unit path column ``path`` and the project's id in ``key``.

    Who sees everything gets no condition at all; a seller only a list of his own projects.
    """
    sight = people.sight(user)
    if sight.everything:
        return Q()
    condition = Q(**{f"{key}__in": own_ids(user)})
    for low, high in sight.spans:
        condition |= Q(**{f"{path}__gte": low, f"{path}__lt": high})
    return condition


def own_ids(user: "User") -> object:
    """Ids of the projects the person works in or was granted, as a subquery."""
    member = apps.get_model("projects", "Member")
    mine = member.objects.filter(user=user, until_on=None).values_list("project_id", flat=True)
    return mine.union(people.granted_ids(user, "project"))
