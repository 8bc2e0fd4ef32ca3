"""The sample company's people and its customers."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import count, cycle
from typing import Any

from django.contrib.auth.hashers import make_password

from milepost.accounts import actions as accounts
from milepost.accounts.models import Contact, Customer
from milepost.gates import queries as gates
from milepost.people import actions as people
from milepost.people.models import Unit, User
from milepost.playbook import queries as playbooks
from milepost.playbook.rules import judge
from milepost.playbook.rules.model import Playbook
from milepost.sample.rules import source

PRESALES = {"health": "shen.yifei", "public": "han.xue", "industry": "tang.ming"}
SPONSOR, DELIVERS, BIDS = "dong.zhiqiang", "cao.yong", ("song.li", "feng.kai")


@dataclass(frozen=True, slots=True)
class Company:
    """Who works where, who the customers are, and what the playbook leaves to a person's judgement."""

    users: dict[str, User]
    teams: dict[str, str]
    customers: dict[str, Customer]
    contacts: dict[str, dict[str, Contact]]
    titles: dict[int, str]
    playbook: Playbook
    by_hand: frozenset[str]
    now: dt.datetime
    used: dict[Any, Any] = field(default_factory=dict)

    def presales_of(self, owner: str) -> User:
        """The presales engineer of an owner's team."""
        return self.users[PRESALES[self.teams[owner]]]

    def bidder_of(self, owner: str) -> User:
        """The bid specialist who works for an owner."""
        return self.users[BIDS[owner < "n"]]

    def manager_of(self, owner: str) -> User:
        """The manager of an owner's team."""
        return next(
            user for login, user in self.users.items() if self.teams[login] == self.teams[owner] and login in MANAGERS
        )

    def turn(self, pool: str, among: list[Any]) -> Any:
        """The next of a pool, so that each is used about as often as the others."""
        if pool not in self.used:
            self.used[pool] = cycle(among)
        return next(self.used[pool])


MANAGERS = {one["login"] for one in source.read("org")["people"] if "sales_manager" in one["roles"]}


def found(*, now: dt.datetime, start: dt.datetime, password: str) -> Company:
    """Units, people, customers and contacts, as of ``start``."""
    users = _people(start)
    # One hash for all: they share the first password, and hashing is slow on purpose.
    User.objects.filter(pk__in=[user.pk for user in users.values()]).update(password=make_password(password))
    customers = _customers(start, users)
    contacts, titles = _contacts(start, users, customers)
    return Company(
        users=users,
        teams={one["login"]: one["unit"] for one in source.read("org")["people"]},
        customers=customers,
        contacts=contacts,
        titles=titles,
        playbook=playbooks.live_playbook(),
        by_hand=frozenset(judge.by_hand_standards(playbooks.live_playbook(), set(gates.provided()))),
        now=now,
    )


def _people(start: dt.datetime) -> dict[str, User]:
    org = source.read("org")
    units: dict[str, Unit] = {}
    for one in org["units"]:
        parent = units.get(one.get("under", ""))
        units[one["key"]] = people.create_unit(None, now=start, name=one["name"], parent=parent, name_en=one["en"])
    users: dict[str, User] = {}
    # The administrator comes first: he invites the others.
    for one in sorted(org["people"], key=lambda one: "admin" not in one["roles"]):
        users[one["login"]] = people.invite(
            users.get(_admin(org)),
            now=start,
            username=one["login"],
            name=one["name"],
            roles=[(role, units.get(one.get("at", ""))) for role in one["roles"]],
            unit=units[one["unit"]],
            is_sample=True,
        )
    return users


def _admin(org: dict[str, Any]) -> str:
    return str(next(one["login"] for one in org["people"] if "admin" in one["roles"]))


def _customers(start: dt.datetime, users: dict[str, User]) -> dict[str, Customer]:
    data = source.read("customers")
    rows = [
        accounts.NewCustomer(
            name, owner=users[_owner(name)], industry=data["industries"][kind], region=_region(name, data)
        )
        for kind, names in data["customers"].items()
        for name in names
    ]
    actor = users[_admin(source.read("org"))]
    made = accounts.create_customers(actor, now=start, rows=rows, is_sample=True)
    return {customer.name: customer for customer in made}


def _owner(customer: str) -> str:
    """Who owns a customer: the owner of its first project."""
    return str(next(one["o"] for part in source.read("projects").values() for one in part if one["c"] == customer))


def _region(name: str, data: dict[str, Any]) -> str:
    return str(next((region for start, region in data["regions"].items() if name.startswith(start)), ""))


def _contacts(
    start: dt.datetime, users: dict[str, User], customers: dict[str, Customer]
) -> tuple[dict[str, dict[str, Contact]], dict[int, str]]:
    data, number = source.read("customers"), count()
    rows, roles, titles = [], [], []
    for name, customer in customers.items():
        for department, post, title, role in data["posts"][source.kind_of(name)]:
            at = next(number)
            surname = data["surnames"][at * 7 % len(data["surnames"])]
            rows.append(
                accounts.NewContact(customer, surname + data["given"][at * 11 % len(data["given"])], post, department)
            )
            roles.append((name, role))
            titles.append(surname + title)
    actor = users[_admin(source.read("org"))]
    made = accounts.create_contacts(actor, now=start, rows=rows, is_sample=True)
    by_customer: dict[str, dict[str, Contact]] = {name: {} for name in customers}
    for (name, role), contact in zip(roles, made, strict=True):
        by_customer[name][role] = contact
    return by_customer, {contact.pk: title for contact, title in zip(made, titles, strict=True)}
