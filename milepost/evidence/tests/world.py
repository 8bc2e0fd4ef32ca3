"""A small company and its projects, made through the same actions that people use."""

import datetime as dt
import itertools
from dataclasses import dataclass, field
from typing import Any

from milepost.accounts import actions as account_actions
from milepost.accounts.models import Contact
from milepost.evidence import actions as evidence
from milepost.evidence.models import Piece
from milepost.files import actions as files
from milepost.people import actions as people
from milepost.people.models import Unit, User
from milepost.playbook import actions as playbooks
from milepost.projects import actions as projects
from milepost.projects.models import Project

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
"""A Monday morning in Shanghai."""
YUAN = 100
AMOUNTS = {"A": 5_000_000 * YUAN, "B": 1_000_000 * YUAN, "C": 300_000 * YUAN}
STAFF = (
    ("sales_manager", "north"),
    ("sales_director", "top"),
    ("executive", "top"),
    ("presales", "north"),
    ("bid_specialist", "top"),
    ("finance", "top"),
    ("legal", "top"),
    ("pm", "top"),
    ("sales_ops", "top"),
    ("compliance", "top"),
    ("support", "top"),
)


@dataclass
class World:
    """The company: ``people`` by role (and ``seller``, ``rival``, ``south_manager``), units, the clock.

    ``frozen``: days do not go by (for pages, which ask the real clock).
    """

    now: dt.datetime = NOW
    frozen: bool = False
    people: dict[str, User] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def __getattr__(self, name: str) -> User:
        try:
            found: User = self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None
        return found

    @property
    def today(self) -> dt.date:
        return self.now.date()

    def later(self, days: int) -> dt.datetime:
        """Let days go by; gives the new now."""
        if not self.frozen:
            self.now += dt.timedelta(days=days)
        return self.now

    def project(self, level: str = "C", **given: Any) -> Project:
        """A new project of the seller with the team of its level."""
        number, owner = next(self.numbers), given.pop("actor", self.seller)
        project = projects.create(
            owner,
            now=self.now,
            customer_name=given.pop("customer_name", f"第{number}医院"),
            name=f"项目{number}",
            amount_fen=AMOUNTS[level],
            strategic=level == "A",
            kind=given.pop("kind", "project"),
            **given,
        )
        for role in {
            "A": ("presales", "sales_manager", "executive"),
            "B": ("presales", "sales_manager"),
            "C": ("presales",),
        }[level]:
            projects.add_member(owner, now=self.now, project=project, user=self.people[role], role=role)
        project.refresh_from_db()
        assert project.level == level
        return project

    def contact(self, project: Project, name: str = "王处长") -> Contact:
        return account_actions.create_contact(
            self.seller, now=self.now, customer=project.customer, name=name, post="处长"
        )

    def piece(self, project: Project, type: str = "customer_message", **given: Any) -> Piece:
        """A pasted message (or a piece of another type) added by the seller."""
        given.setdefault("text", f"客户回复 {next(self.numbers)}")
        given.setdefault("happened_on", self.today)
        return evidence.add(given.pop("actor", self.seller), now=self.now, project=project, type=type, **given)

    def file(self, project: Project | None = None, data: bytes | None = None, name: str = "纪要.pdf") -> Any:
        """A stored file with content of its own unless given."""
        content = data if data is not None else b"%PDF-1.7 " + str(next(self.numbers)).encode()
        return files.store(
            self.seller, now=self.now, upload=content, name=name, project_id=project.pk if project else None
        )


def company() -> World:
    """Two sales units below the company, and one person of each role."""
    world = World()
    admin = people.invite(None, now=NOW, username="admin", name="管理员", roles=[("admin", None)], unit=None)
    playbooks.ensure_default(now=NOW)
    world.people["admin"] = admin
    top = people.create_unit(admin, now=NOW, name="华信集成")
    world.units["top"] = top
    for key, name in (("north", "华北"), ("south", "华南")):
        world.units[key] = people.create_unit(admin, now=NOW, name=name, parent=top)
    for role, unit in STAFF:
        world.people[role] = hire(world, role, [(role, world.units[unit])], unit)
    world.people["seller"] = hire(world, "seller", [("sales", world.units["north"])], "north")
    world.people["rival"] = hire(world, "rival", [("sales", world.units["south"])], "south")
    world.people["south_manager"] = hire(world, "south_manager", [("sales_manager", world.units["south"])], "south")
    return world


def hire(world: World, username: str, roles: list[tuple[str, Unit | None]], unit: str) -> User:
    """One more person."""
    return people.invite(
        world.people["admin"], now=NOW, username=username, name=f"{username}先生", roles=roles, unit=world.units[unit]
    )
