"""Who sees a customer, and the only way a page gets a customer or a contact."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from milepost.accounts.models import Contact, Customer
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import queries as people
from milepost.people.models import Grant, User
from milepost.people.rules.roles import EVERYWHERE

GRANT = "customer"
"""Kind of the grants that let one person see one customer."""
READERS_ONLY = frozenset({"compliance", "finance", "legal"})
Ids = Callable[[User], "QuerySet[Any, Any]"]
_further: list[Ids] = []


def let_see(ids: Ids) -> None:
    """A room above says whose customers its people see besides: a query of customer ids for one person."""
    if ids not in _further:
        _further.append(ids)


def visible_customers(user: User) -> QuerySet[Customer]:
    """Customers in the person's units, his own, those granted to him or his people, those rooms above let him see."""
    sight = people.sight(user)
    if sight.everything:
        return Customer.objects.all()
    granted = Q(user=user)
    condition = Q(owner=user)
    for low, high in sight.spans:
        condition |= Q(unit_path__gte=low, unit_path__lt=high)
        granted |= Q(user__unit__path__gte=low, user__unit__path__lt=high)
    for ids in _further:
        condition |= Q(pk__in=ids(user))
    grants = Grant.objects.filter(granted, kind=GRANT).values("object_id")
    return Customer.objects.filter(condition | Q(pk__in=grants))


def visible_contacts(user: User) -> QuerySet[Contact]:
    """Contacts of the customers a person sees."""
    if people.sight(user).everything:
        return Contact.objects.all()
    return Contact.objects.filter(customer__in=visible_customers(user))


def customer_for(user: User, pk: int) -> Customer:
    """The customer, if the person sees it. Raises Http404 for a foreign one just as for a missing one."""
    return get_object_or_404(visible_customers(user).select_related("owner"), pk=pk)


def contact_for(user: User, pk: int) -> Contact:
    """The contact, if the person sees his customer. Raises Http404 otherwise."""
    return get_object_or_404(visible_contacts(user).select_related("customer"), pk=pk)


def may_edit(user: User) -> bool:
    """True for who may change the customers he sees; pure reading roles may not."""
    roles = people.role_keys(user)
    return user.is_active and bool(roles - READERS_ONLY)


def may_set_owner(user: User, customer: Customer) -> bool:
    """True for the owner, those above him and those who keep the data."""
    return (
        customer.owner_id in (None, user.pk)
        or bool(people.role_keys(user) & (EVERYWHERE - READERS_ONLY))
        or _above(user)
    )


def _above(user: User) -> bool:
    return people.has_role(user, "sales_manager", "sales_director", "executive")


def require_edit(user: User, customer: Customer) -> None:
    """Raises Http404 when the person does not see the customer, Refused when he only reads."""
    if not visible_customers(user).filter(pk=customer.pk).exists():
        raise Http404
    require_role(user)


def require_role(user: User) -> None:
    """Raises Refused for a person who only reads customers."""
    if not may_edit(user):
        raise Refused(Text("您的角色只能查看客户。", "Your role may only read customers."))
