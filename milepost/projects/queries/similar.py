"""Projects that may be the same as the one being typed."""

from dataclasses import dataclass

from django.db.models import Q

from milepost.accounts.rules import names
from milepost.people.models import User
from milepost.projects.models import Project
from milepost.projects.permissions import visible_to
from milepost.search import queries as search


@dataclass(frozen=True, slots=True)
class SimilarProject:
    """A project that may be the same. Of a foreign one only name and owner are told: ``pk`` is None."""

    pk: int | None
    label: str
    customer_name: str
    owner_name: str
    likeness: int
    mine: bool


def similar(user: User, customer_name: str, name: str = "", limit: int = 5) -> list[SimilarProject]:
    """Open projects of the same or a like customer, those with a like name first."""
    return [one for _, one in similar_with_ids(user, customer_name, name, limit)]


def similar_with_ids(
    user: User, customer_name: str, name: str = "", limit: int = 5
) -> list[tuple[int, SimilarProject]]:
    """The same with every id, foreign ones too: for the trail, never for a page."""
    if len(names.normalise(customer_name)) < 2:
        return []
    candidates = search.akin("project", f"{names.normalise(customer_name)} {name}")
    same = Q(pk__in=candidates) | Q(customer__name_key=names.normalise(customer_name))
    pool = Project.objects.filter(same, status=Project.Status.OPEN).values_list(
        "pk", "name", "customer__name", "owner__name"
    )[:200]
    scored = [
        (_likeness(customer_name, name, theirs, label), pk, label, theirs, owner) for pk, label, theirs, owner in pool
    ]
    close = sorted((row for row in scored if row[0] >= names.ALIKE), key=lambda row: (-row[0], row[1]))[:limit]
    mine = set(visible_to(user).filter(pk__in=[row[1] for row in close]).values_list("pk", flat=True))
    return [(row[1], _told(row, row[1] in mine)) for row in close]


def _told(row: tuple[int, int, str, str, str], mine: bool) -> SimilarProject:
    score, pk, label, customer, owner = row
    return SimilarProject(pk if mine else None, label, customer if mine else "", owner, score, mine)


def _likeness(customer_name: str, name: str, their_customer: str, their_name: str) -> int:
    customer = names.likeness(customer_name, their_customer)
    if customer < names.ALIKE:
        return 0
    return customer if not name.strip() else (customer + max(names.likeness(name, their_name), names.ALIKE)) // 2
