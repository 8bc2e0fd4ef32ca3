"""Customers: made, changed, taken back."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from milepost.accounts import permissions, queries
from milepost.accounts.models import Customer
from milepost.accounts.rules import fields as rules
from milepost.accounts.rules import names
from milepost.kernel import merge
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import Grant, User
from milepost.search import actions as search
from milepost.trail import actions as trail
from milepost.trail import queries as trail_queries


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """A customer to be made. ``owner`` None: nobody yet; ``unit_path`` "" : the owner's."""

    name: str
    owner: User | None = None
    credit_code: str = ""
    industry: str = ""
    region: str = ""
    website: str = ""
    note: str = ""
    external_id: str = ""
    unit_path: str = ""


def create_customer(
    actor: User,
    *,
    now: dt.datetime,
    name: str,
    credit_code: str = "",
    industry: str = "",
    region: str = "",
    website: str = "",
    note: str = "",
    owner: User | None = None,
    external_id: str = "",
    is_sample: bool = False,
    knowing_same: bool = False,
) -> Customer:
    """Make one customer. One with the same name is refused unless ``knowing_same``."""
    clean = rules.customer_name(name)
    if not knowing_same:
        _refuse_same(actor, clean)
    new = NewCustomer(clean, owner or actor, credit_code, industry, region, website, note, external_id)
    return create_customers(actor, now=now, rows=[new], is_sample=is_sample)[0]


def _refuse_same(actor: User, name: str) -> None:
    same = queries.same_names([name]).get(names.normalise(name))
    if same is None:
        return
    owner = same.owner.name if same.owner else "—"
    raise Refused(
        Text(
            f"已有客户「{same.name}」（负责人：{owner}）。",
            f"There is already a customer “{same.name}” (owner: {owner}).",
        ),
        field="name",
    )


@transaction.atomic
def create_customers(
    actor: User, *, now: dt.datetime, rows: Sequence[NewCustomer], is_sample: bool = False
) -> list[Customer]:
    """Make many customers with few statements, in the order given. Names are checked, sameness is not."""
    permissions.require_role(actor)
    made = Customer.objects.bulk_create((_customer(row, actor, now, is_sample) for row in rows), batch_size=500)
    trail.record_many(actor, now=now, changes=[_created(customer) for customer in made])
    search.index_many(_findable(customer) for customer in made)
    return made


def _customer(row: NewCustomer, actor: User, now: dt.datetime, is_sample: bool) -> Customer:
    name = rules.customer_name(row.name)
    keeper = row.owner or actor
    return Customer(
        name=name,
        name_key=names.normalise(name),
        credit_code=rules.credit_code(row.credit_code),
        industry=row.industry.strip()[:40],
        region=row.region.strip()[:40],
        website=row.website.strip()[:200],
        note=row.note.strip(),
        owner=row.owner,
        unit_path=row.unit_path or (keeper.unit.path if keeper.unit else ""),
        external_id=row.external_id.strip()[:80],
        is_sample=is_sample,
        created_at=now,
    )


def _created(customer: Customer) -> trail.Change:
    after = {"name": customer.name, "credit_code": customer.credit_code, "owner": customer.owner_id, "version": 1}
    return trail.Change("customer.create", "customer", customer.pk, after=after)


def _findable(customer: Customer) -> search.Findable:
    words = f"{customer.name_key} {customer.credit_code} {customer.external_id}"
    return search.Findable("customer", customer.pk, customer.name, words)


@transaction.atomic
def edit_customer(
    actor: User, *, now: dt.datetime, customer: Customer, version: int, changes: Mapping[str, object]
) -> Customer:
    """Change fields of a customer as read at ``version``.

    What somebody else changed meanwhile in other fields stays; the same field raises Stale with both values.
    """
    current = Customer.objects.select_for_update().get(pk=customer.pk)
    permissions.require_edit(actor, current)
    wanted = rules.clean_customer(changes)
    if "owner" in wanted and not permissions.may_set_owner(actor, current):
        raise Refused(
            Text("只有负责人和他的上级能换负责人。", "Only the owner and those above him may change the owner."),
            field="owner",
        )
    if version != current.version:
        theirs = trail_queries.changed_since("customer", current.pk, version)
        wanted = merge.keep_mine(wanted, theirs, rules.CUSTOMER_LABELS)
    before = {key: rules.plain(getattr(current, rules.attribute(key))) for key in wanted}
    changed = {key: value for key, value in wanted.items() if before[key] != value}
    return _store_customer(actor, now, current, before, changed) if changed else current


def _store_customer(
    actor: User, now: dt.datetime, customer: Customer, before: Mapping[str, object], changed: Mapping[str, object]
) -> Customer:
    for key, value in changed.items():
        setattr(customer, rules.attribute(key), value)
    if "owner" in changed:
        keeper = customer.owner
        customer.unit_path = keeper.unit.path if keeper and keeper.unit else customer.unit_path
    customer.name_key = names.normalise(customer.name)
    customer.version += 1
    customer.save()
    trail.record(
        actor, now=now, action="customer.edit", kind="customer", object_id=customer.pk,
        before={key: before[key] for key in changed}, after={**changed, "version": customer.version},
    )  # fmt: skip
    search.index_many([_findable(customer)])
    if "name" in changed:
        trail.tell("customer.renamed", now=now, payload={"customer": customer.pk})
    return customer


@transaction.atomic
def discard_customers(actor: User, *, now: dt.datetime, customer_ids: Iterable[int], why: str) -> int:
    """Delete customers without contacts and projects that an undone import made."""
    gone = list(Customer.objects.filter(pk__in=list(customer_ids)))
    changes = [trail.Change("customer.discard", "customer", one.pk, before={"name": one.name}, why=why) for one in gone]
    trail.record_many(actor, now=now, changes=changes)
    search.remove("customer", [one.pk for one in gone])
    Grant.objects.filter(kind=permissions.GRANT, object_id__in=[one.pk for one in gone]).delete()
    Customer.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return len(gone)
