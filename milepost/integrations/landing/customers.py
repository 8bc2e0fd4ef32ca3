"""Rows of customers: made, or completed where they are known. Their contact and remarks come along."""

from collections.abc import Iterable, Mapping, Sequence

from django.http import Http404

from milepost.accounts import actions as account_actions
from milepost.accounts import queries as account_queries
from milepost.accounts.models import Customer
from milepost.accounts.rules import fields as account_fields
from milepost.accounts.rules import names
from milepost.integrations.landing import naming
from milepost.integrations.landing.desk import Desk, Outcome, good, reject, warn
from milepost.integrations.rules import fields
from milepost.integrations.rules.rows import Row
from milepost.kernel.errors import Refused
from milepost.kernel.money import plain
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.ui.text import say, t

BAD_CODE = Text("统一社会信用代码格式不对，没有采用", "The credit code has a wrong form and was not taken")
FOREIGN = Text(
    "已有同名客户，但不在您的范围，没有改", "A customer of this name exists outside your units; it was not changed"
)
_KEPT = ("phone", "address", "employees", "parent", "kind", "short_name", "level")
Owned = list[tuple[Row, User]]


class Landing:
    """Lands rows of customers."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def land(self, rows: Iterable[Row]) -> Outcome:
        """Land about a hundred rows in the caller's transaction."""
        outcome = Outcome()
        checked = [(row, owner) for row in good(rows, outcome) if (owner := self._owner(row, outcome))]
        for batch in _batches(checked):
            self._batch(batch, outcome)
        return outcome

    def _owner(self, row: Row, outcome: Outcome) -> User | None:
        if len(row.values["name"]) > naming.LONGEST:
            reject(outcome, row, "name", row.values["name"], naming.TOO_LONG)
            return None
        return self.desk.owner(row.values.get("owner"), row, outcome)

    def _batch(self, batch: Owned, outcome: Outcome) -> None:
        known = _known([row for row, _ in batch])
        found = [(row, owner, known.get(_key(row))) for row, owner in batch]
        for row, _owner, customer in found:
            if customer is not None:
                self._complete(row, customer, outcome)
        fresh = [(row, owner) for row, owner, customer in found if customer is None and not self._met(row)]
        outcome.created += len(fresh)
        outcome.unchanged += sum(1 for _, _, customer in found if customer is None) - len(fresh)
        if not self.desk.dry and fresh:
            self._make(fresh, outcome)

    def _met(self, row: Row) -> bool:
        """Whether a dry run would have made it by now."""
        met = _key(row) in self.desk.seen
        if self.desk.dry:
            self.desk.seen.add(_key(row))
        return met

    def _make(self, fresh: Owned, outcome: Outcome) -> None:
        rows = [_new(row, owner, outcome) for row, owner in fresh]
        made = account_actions.create_customers(self.desk.actor, now=self.desk.now, rows=rows)
        outcome.made += [("customer", customer.pk) for customer in made]
        people = [
            account_actions.NewContact(customer, row.values["contact"][:60])
            for (row, _), customer in zip(fresh, made, strict=True)
            if row.values.get("contact")
        ]
        contacts = account_actions.create_contacts(self.desk.actor, now=self.desk.now, rows=people) if people else []
        outcome.made += [("contact", contact.pk) for contact in contacts]

    def _complete(self, row: Row, customer: Customer, outcome: Outcome) -> None:
        wanted = {key: value for key, value in _plain(row).items() if value and getattr(customer, key) != value}
        if not wanted:
            outcome.unchanged += 1
            return
        if not self.desk.dry:
            try:
                _edit(self.desk, customer, wanted, outcome)
            except Http404:
                warn(outcome, row, "name", customer.name, FOREIGN)
                outcome.unchanged += 1
                return
            except Refused as refusal:
                reject(outcome, row, refusal.field or "", row.values["name"], refusal.text)
                return
        outcome.updated += 1


def _edit(desk: Desk, customer: Customer, wanted: Mapping[str, object], outcome: Outcome) -> None:
    before = {key: getattr(customer, key) for key in wanted}
    edited = account_actions.edit_customer(
        desk.actor, now=desk.now, customer=customer, version=customer.version, changes=wanted
    )
    outcome.changed.append({"kind": "customer", "id": customer.pk, "version": edited.version, "before": before})


def _plain(row: Row) -> dict[str, str]:
    """Columns an update may touch; free notes are written once, at the beginning."""
    values = row.values
    found = {
        "industry": (values.get("industry") or "")[:40],
        "region": (values.get("region") or "")[:40],
        "website": (values.get("website") or "")[:200],
    }
    if values.get("external_id"):
        found["name"] = values["name"]
    return found


def _new(row: Row, owner: User, outcome: Outcome) -> account_actions.NewCustomer:
    values = row.values
    return account_actions.NewCustomer(
        name=values["name"],
        owner=owner,
        credit_code=_credit_code(row, outcome),
        industry=values.get("industry") or "",
        region=values.get("region") or "",
        website=values.get("website") or "",
        note=_note(row),
        external_id=values.get("external_id") or "",
    )


def _credit_code(row: Row, outcome: Outcome) -> str:
    said = row.values.get("credit_code") or ""
    try:
        return account_fields.credit_code(said)
    except Refused:
        warn(outcome, row, "credit_code", said, BAD_CODE)
        return ""


def _note(row: Row) -> str:
    values = row.values
    lines = [
        f"{say(each.label)}：{values[each.key]}"
        for each in fields.FIELDS["customers"]
        if each.key in _KEPT and values.get(each.key)
    ]
    if values.get("revenue"):
        lines.append(t(f"营业额：{plain(values['revenue'].fen)}", f"Revenue: {plain(values['revenue'].fen)}"))
    lines += [f"{line.on.isoformat()} {line.text}" for line in values.get("diary", ())]
    return "\n".join([*lines, *([values["remarks"]] if values.get("remarks") else [])])[:4000]


def _key(row: Row) -> tuple[str, str]:
    if row.values.get("external_id"):
        return ("id", row.values["external_id"])
    return ("name", names.normalise(row.values["name"]))


def _known(rows: Sequence[Row]) -> dict[tuple[str, str], Customer]:
    keys = [_key(row) for row in rows]
    by_id = Customer.objects.filter(external_id__in=[key[1] for key in keys if key[0] == "id"])
    by_name = account_queries.same_names(row.values["name"] for row in rows if not row.values.get("external_id"))
    return {("id", one.external_id): one for one in by_id} | {("name", key): one for key, one in by_name.items()}


def _batches(rows: Owned) -> Iterable[Owned]:
    batch: Owned = []
    seen = set[tuple[str, str]]()
    for row, owner in rows:
        if _key(row) in seen:
            yield batch
            batch, seen = [], set()
        batch.append((row, owner))
        seen.add(_key(row))
    if batch:
        yield batch
