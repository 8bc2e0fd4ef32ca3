"""Customers that rows name: found again, or made; and the one that stands where a row names none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from milepost.accounts import actions as account_actions
from milepost.accounts import queries as account_queries
from milepost.accounts.models import Customer
from milepost.accounts.rules import names
from milepost.integrations.landing.desk import Desk, Outcome
from milepost.kernel.text import Text
from milepost.people.models import User

UNNAMED_ID = "milepost:unnamed"
"""External number of the customer that stands for 待补: one for the whole company."""
UNNAMED = "待补客户"
LONGEST = 120
TOO_LONG = Text(f"客户名称最长 {LONGEST} 个字", f"A customer's name has at most {LONGEST} characters")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A customer a row speaks of, and what else the row knows about him."""

    name: str
    owner: User
    industry: str = ""
    region: str = ""


def customers(desk: Desk, wanted: Iterable[Wanted], outcome: Outcome) -> dict[str, Customer]:
    """Customers by the names given; missing ones are made (a dry run makes stand-ins without id)."""
    first: dict[str, Wanted] = {}
    for one in wanted:
        first.setdefault(one.name, one)
    by_id = {c.external_id: c for c in Customer.objects.filter(external_id__in=list(first)).exclude(external_id="")}
    by_key = account_queries.same_names(name for name in first if name not in by_id)
    known = {name: by_id.get(name) or by_key.get(names.normalise(name)) for name in first}
    missing = _one_per_key([one for name, one in first.items() if known[name] is None])
    made = _make(desk, missing, outcome)
    return {name: known[name] or made[names.normalise(name)] for name in first}


def _one_per_key(wanted: Iterable[Wanted]) -> dict[str, Wanted]:
    found: dict[str, Wanted] = {}
    for one in wanted:
        found.setdefault(names.normalise(one.name), one)
    return found


def _make(desk: Desk, missing: Mapping[str, Wanted], outcome: Outcome) -> dict[str, Customer]:
    if desk.dry:
        return {key: Customer(name=one.name, name_key=key) for key, one in missing.items()}
    rows = [
        account_actions.NewCustomer(one.name, one.owner, industry=one.industry, region=one.region)
        for one in missing.values()
    ]
    made = account_actions.create_customers(desk.actor, now=desk.now, rows=rows) if rows else []
    outcome.made += [("customer", customer.pk) for customer in made]
    return dict(zip(missing, made, strict=True))


def unnamed(desk: Desk, outcome: Outcome) -> Customer:
    """The customer of rows that name none."""
    found = Customer.objects.filter(external_id=UNNAMED_ID).first()
    if found is not None or desk.dry:
        return found or Customer(name=UNNAMED, external_id=UNNAMED_ID)
    new = account_actions.NewCustomer(UNNAMED, None, external_id=UNNAMED_ID)
    (made,) = account_actions.create_customers(desk.actor, now=desk.now, rows=[new])
    outcome.made.append(("customer", made.pk))
    return made
