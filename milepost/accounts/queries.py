"""Reading customers and contacts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from milepost.accounts.models import Contact, Customer
from milepost.accounts.permissions import visible_customers
from milepost.accounts.rules import names
from milepost.people.models import User
from milepost.search import queries as search

_SORTS = {"name": "name", "industry": "industry", "region": "region", "owner": "owner__name", "newest": "created_at"}
SORTS = frozenset(_SORTS) | {f"-{key}" for key in _SORTS}
"""Sort keys a list may be asked for; a dash turns the order round."""
FILTERS = ("industry", "region", "owner")


@dataclass(frozen=True, slots=True)
class Similar:
    """A customer that may be the same. Of a foreign one only label and owner are told: ``pk`` is None."""

    pk: int | None
    label: str
    owner_name: str
    likeness: int
    mine: bool


def customers_visible(user: User) -> QuerySet[Customer]:
    """Customers the person sees, with their owners."""
    return visible_customers(user).select_related("owner")


def listed(
    user: User, *, query: str = "", sort: str = "name", filters: dict[str, str] | None = None
) -> QuerySet[Customer]:
    """The customer list: searched, filtered and sorted by allowed keys only; unknown keys are passed over."""
    rows = customers_visible(user)
    if query.strip():
        rows = rows.filter(pk__in=search.found("customer", query))
    for key, value in (filters or {}).items():
        if value and key in FILTERS:
            rows = rows.filter(**{f"{key}__name" if key == "owner" else key: value})
    key = sort if sort in SORTS else "name"
    dash = "-" if key.startswith("-") else ""
    return rows.order_by(dash + _SORTS[key.removeprefix("-")], f"{dash}pk")


def choices(user: User, field: str) -> list[str]:
    """Values of ``industry`` or ``region`` among the visible customers, for a filter."""
    if field not in ("industry", "region"):
        raise KeyError(field)
    values = visible_customers(user).exclude(**{field: ""}).values_list(field, flat=True).distinct()
    return sorted(values)[:200]


def contacts_of(customer: Customer) -> QuerySet[Contact]:
    """People of a customer, those who left last."""
    return Contact.objects.filter(customer=customer).order_by("left_on", "name", "pk")


def contact_counts(customer_ids: Iterable[int]) -> dict[int, int]:
    """Contacts still there, by customer."""
    rows = Contact.objects.filter(customer__in=list(customer_ids), left_on=None).values_list("customer")
    return dict(rows.annotate(count=Count("pk")))


def same_names(raw_names: Iterable[str]) -> dict[str, Customer]:
    """Customers with the same key as the given names, by key; the oldest where there are several."""
    keys = {names.normalise(name) for name in raw_names}
    found = Customer.objects.filter(name_key__in=keys).select_related("owner").order_by("-pk")
    return {customer.name_key: customer for customer in found}


def similar(user: User, name: str, limit: int = 5) -> list[Similar]:
    """Customers of the whole company that may be the one typed, likest first."""
    return [one for _, one in similar_with_ids(user, name, limit)]


def similar_with_ids(user: User, name: str, limit: int = 5) -> list[tuple[int, Similar]]:
    """The same with every id, foreign ones too: for the trail, never for a page."""
    key = names.normalise(name)
    if len(key) < 2:
        return []
    candidates = search.akin("customer", key)
    pool = Customer.objects.filter(Q(pk__in=candidates) | Q(name_key=key)).values_list("pk", "name", "owner__name")
    scored = sorted(((names.likeness(name, label), -pk, label, owner or "") for pk, label, owner in pool), reverse=True)
    close = [(score, -pk, label, owner) for score, pk, label, owner in scored if score >= names.ALIKE][:limit]
    mine = set(visible_customers(user).filter(pk__in=[row[1] for row in close]).values_list("pk", flat=True))
    return [
        (pk, Similar(pk if pk in mine else None, label, owner, score, pk in mine)) for score, pk, label, owner in close
    ]


def contact_numbered(pk: int) -> Contact | None:
    """The contact for whoever may erase everybody's data; pages of customers use ``permissions.contact_for``."""
    return Contact.objects.filter(pk=pk).first()
