"""Contacts: made, changed, gone, taken back."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from milepost.accounts import permissions
from milepost.accounts.models import Contact, Customer
from milepost.accounts.rules import fields as rules
from milepost.kernel import merge
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import permissions as people
from milepost.people.models import User
from milepost.search import actions as search
from milepost.trail import actions as trail
from milepost.trail import queries as trail_queries


@dataclass(frozen=True, slots=True)
class NewContact:
    """A person to be made; two fields are enough."""

    customer: Customer
    name: str
    post: str = ""
    department: str = ""
    phone: str = ""
    email: str = ""
    external_id: str = ""


def create_contact(
    actor: User,
    *,
    now: dt.datetime,
    customer: Customer,
    name: str,
    post: str = "",
    department: str = "",
    phone: str = "",
    email: str = "",
    external_id: str = "",
    is_sample: bool = False,
) -> Contact:
    """Make one contact of a customer the actor sees. The same name and post twice is refused."""
    permissions.require_edit(actor, customer)
    clean = rules.contact_name(name)
    if Contact.objects.filter(customer=customer, name=clean, post=post.strip(), left_on=None).exists():
        raise Refused(Text(f"{clean}已经在联系人里。", f"{clean} is already among the contacts."), field="name")
    new = NewContact(customer, clean, post, department, phone, email, external_id)
    return create_contacts(actor, now=now, rows=[new], is_sample=is_sample)[0]


@transaction.atomic
def create_contacts(
    actor: User, *, now: dt.datetime, rows: Sequence[NewContact], is_sample: bool = False
) -> list[Contact]:
    """Make many contacts with few statements, in the order given; the caller checked the customers' sight."""
    permissions.require_role(actor)
    made = Contact.objects.bulk_create((_contact(row, now, is_sample) for row in rows), batch_size=500)
    trail.record_many(actor, now=now, changes=[_contact_created(one) for one in made])
    _index_contacts(made)
    return made


def _contact(row: NewContact, now: dt.datetime, is_sample: bool) -> Contact:
    return Contact(
        customer=row.customer,
        name=rules.contact_name(row.name),
        post=row.post.strip()[:60],
        department=row.department.strip()[:60],
        phone=row.phone.strip()[:40],
        email=_email(row.email),
        external_id=row.external_id.strip()[:80],
        is_sample=is_sample,
        created_at=now,
    )


def _email(raw: str) -> str:
    text = raw.strip()
    if text:
        try:
            validate_email(text)
        except ValidationError as error:
            raise Refused(Text("邮箱格式不对。", "This is not an e-mail address."), field="email") from error
    return text


def _contact_created(contact: Contact) -> trail.Change:
    after = {"name": contact.name, "post": contact.post, "customer": contact.customer_id, "version": 1}
    return trail.Change("contact.create", "contact", contact.pk, after=after)


def _index_contacts(contacts: Iterable[Contact]) -> None:
    search.index_many(
        search.Findable("contact", one.pk, one.name, f"{one.post} {one.department} {one.customer.name}")
        for one in contacts
    )


@transaction.atomic
def edit_contact(
    actor: User, *, now: dt.datetime, contact: Contact, version: int, changes: Mapping[str, object]
) -> Contact:
    """Change fields of a contact as read at ``version``; ``left_on`` says that he is gone. Stale as for customers."""
    current = Contact.objects.select_for_update(of=("self",)).select_related("customer").get(pk=contact.pk)
    permissions.require_edit(actor, current.customer)
    wanted = rules.clean_contact(changes)
    if "email" in wanted:
        wanted["email"] = _email(str(wanted["email"]))
    if version != current.version:
        theirs = trail_queries.changed_since("contact", current.pk, version)
        wanted = merge.keep_mine(wanted, theirs, rules.CONTACT_LABELS, rules.plain)
    before = {key: rules.plain(getattr(current, key)) for key in wanted}
    changed = {key: value for key, value in wanted.items() if before[key] != rules.plain(value)}
    if not changed:
        return current
    for key, value in changed.items():
        setattr(current, key, value)
    current.version += 1
    current.save()
    after = {key: rules.plain(value) for key, value in changed.items()}
    trail.record(
        actor, now=now, action="contact.edit", kind="contact", object_id=current.pk,
        before={key: before[key] for key in changed}, after={**after, "version": current.version},
    )  # fmt: skip
    _index_contacts([current])
    return current


@transaction.atomic
def discard_contacts(actor: User, *, now: dt.datetime, contact_ids: Iterable[int], why: str) -> int:
    """Delete contacts that an undone import made; rooms above have checked that nothing speaks of them."""
    gone = list(Contact.objects.filter(pk__in=list(contact_ids)))
    changes = [trail.Change("contact.discard", "contact", one.pk, before={"name": one.name}, why=why) for one in gone]
    trail.record_many(actor, now=now, changes=changes)
    search.remove("contact", [one.pk for one in gone])
    Contact.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return len(gone)


@transaction.atomic
def erase_contact(actor: User, *, now: dt.datetime, contact: Contact, why: str) -> int:
    """Erase a person's data: name, post and addresses here, and every value the trail keeps of him.

    His number stays, so that diary and evidence still know that it was one and the same person. What was written
    about him in free text stays with its project. Returns in how many entries of the trail.
    """
    if not people.may_erase(actor):
        raise Refused(Text("只有管理员或合规可以清除个人信息。", "Only an administrator or compliance may erase it."))
    current = Contact.objects.select_for_update().get(pk=contact.pk)
    current.name = f"#{current.pk}"
    current.post = current.department = current.phone = current.email = current.external_id = ""
    current.version += 1
    current.save()
    search.remove("contact", [current.pk])
    return trail.erase(actor, now=now, kind="contact", object_id=current.pk, why=why)
