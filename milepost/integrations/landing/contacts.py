"""Rows of contacts: people of customers, the customer made where it is missing."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404

from milepost.accounts import actions as account_actions
from milepost.accounts.models import Contact, Customer
from milepost.integrations.landing import naming
from milepost.integrations.landing.desk import Desk, Outcome, good, reject, warn
from milepost.integrations.rules.rows import Row
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User

FOREIGN = Text(
    "这位联系人的客户不在您的范围，没有改", "This contact's customer is outside your units; nothing was changed"
)
BAD_EMAIL = Text("邮箱格式不对，没有采用", "The e-mail address has a wrong form and was not taken")
Owned = list[tuple[Row, User]]


class Landing:
    """Lands rows of contacts."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def land(self, rows: Iterable[Row]) -> Outcome:
        """Land about a hundred rows in the caller's transaction."""
        outcome = Outcome()
        checked = [(row, owner) for row in good(rows, outcome) if (owner := self._owner(row, outcome))]
        customers = self._customers(checked, outcome)
        known = _Known(customers.values(), [row for row, _ in checked])
        for row, _owner in checked:
            self._one(row, customers[row.values.get("customer") or ""], known, outcome)
        outcome.incomplete += sum(1 for row, _ in checked if row.incomplete)
        return outcome

    def _owner(self, row: Row, outcome: Outcome) -> User | None:
        if len(row.values.get("customer") or "") > naming.LONGEST:
            reject(outcome, row, "customer", row.values["customer"], naming.TOO_LONG)
            return None
        return self.desk.owner(row.values.get("owner"), row, outcome)

    def _customers(self, checked: Owned, outcome: Outcome) -> dict[str, Customer]:
        wanted = [naming.Wanted(row.values["customer"], owner) for row, owner in checked if row.values.get("customer")]
        found = naming.customers(self.desk, wanted, outcome)
        if any(not row.values.get("customer") for row, _ in checked):
            found[""] = naming.unnamed(self.desk, outcome)
        return found

    def _one(self, row: Row, customer: Customer, known: "_Known", outcome: Outcome) -> None:
        _drop_bad_email(row, outcome)
        contact = known.contact(row, customer)
        if contact is not None:
            self._complete(row, contact, outcome)
            return
        outcome.created += 1
        if not self.desk.dry:
            made = self._make(row, customer)
            known.add(row, customer, made)
            outcome.made.append(("contact", made.pk))

    def _make(self, row: Row, customer: Customer) -> Contact:
        values = row.values
        new = account_actions.NewContact(
            customer, values["name"][:60], values.get("title") or "", values.get("department") or "",
            values.get("mobile") or values.get("phone") or "", values.get("email") or "", values.get("external_id") or "",
        )  # fmt: skip
        return account_actions.create_contacts(self.desk.actor, now=self.desk.now, rows=[new])[0]

    def _complete(self, row: Row, contact: Contact, outcome: Outcome) -> None:
        wanted = {key: value for key, value in _plain(row).items() if value and getattr(contact, key) != value}
        if not wanted:
            outcome.unchanged += 1
            return
        if not self.desk.dry:
            before = {key: getattr(contact, key) for key in wanted}
            try:
                edited = account_actions.edit_contact(
                    self.desk.actor, now=self.desk.now, contact=contact, version=contact.version, changes=wanted
                )
            except (Refused, Http404) as refusal:
                reject(outcome, row, "", contact.name, refusal.text if isinstance(refusal, Refused) else FOREIGN)
                return
            outcome.changed.append({"kind": "contact", "id": contact.pk, "version": edited.version, "before": before})
        outcome.updated += 1


def _drop_bad_email(row: Row, outcome: Outcome) -> None:
    """An address nobody can write to is left out with a warning."""
    said = row.values.get("email")
    if said:
        try:
            validate_email(said)
        except ValidationError:
            warn(outcome, row, "email", said, BAD_EMAIL)
            row.values["email"] = ""


def _plain(row: Row) -> dict[str, str]:
    values = row.values
    phone = values.get("mobile") or values.get("phone") or ""
    return {
        "post": (values.get("title") or "")[:60],
        "department": (values.get("department") or "")[:60],
        "phone": phone[:40],
        "email": values.get("email") or "",
    }


class _Known:
    """Contacts of the customers of a batch, by the other system's number and by name."""

    def __init__(self, customers: Iterable[Customer], rows: Sequence[Row]) -> None:
        ids = [row.values["external_id"] for row in rows if row.values.get("external_id")]
        self._by_id = (
            {one.external_id: one for one in Contact.objects.filter(external_id__in=ids).select_related("customer")}
            if ids
            else {}
        )
        here = Contact.objects.filter(
            customer__in=[one.pk for one in customers if one.pk], left_on=None
        ).select_related("customer")
        self._by_name = {(one.customer_id, one.name): one for one in here.order_by("-pk")}

    def contact(self, row: Row, customer: Customer) -> Contact | None:
        """The contact a row means, if it is known."""
        if row.values.get("external_id") in self._by_id:
            return self._by_id[row.values["external_id"]]
        return self._by_name.get((customer.pk, row.values["name"][:60])) if customer.pk else None

    def add(self, row: Row, customer: Customer, contact: Contact) -> None:
        """One made just now."""
        self._by_name[customer.pk, contact.name] = contact
        if row.values.get("external_id"):
            self._by_id[row.values["external_id"]] = contact
