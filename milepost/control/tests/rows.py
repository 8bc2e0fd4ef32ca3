"""Standings made directly: a company of one director, two teams and a few projects."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from milepost.accounts.models import Customer
from milepost.control.actions import totals
from milepost.control.models import Standing
from milepost.people.models import RoleHeld, Unit, User
from milepost.playbook.models import PlaybookVersion
from milepost.playbook.rules.load import DEFAULT_FILE
from milepost.projects.models import Member, Project

STAGES = ("discovery", "contact", "technical", "commercial", "bidding", "contract")
WEIGHTS = (5, 25, 50, 80, 95, 100)
TODAY = dt.date(2026, 11, 25)


@dataclass
class Company:
    """People by short name, units by path, and the projects made so far."""

    people: dict[str, User] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    made: list[Project] = field(default_factory=list)

    def person(self, name: str, role: str, path: str) -> User:
        """A person with one role in a unit."""
        user = User.objects.create(username=name, name=name, unit=self.units[path], joined_at=timezone.now())
        RoleHeld.objects.create(user=user, role=role, unit=self.units[path])
        self.people[name] = user
        return user

    def project(self, owner: str, stage: int = 1, amount: int = 100, proved: int = 0, **columns: Any) -> Standing:
        """A project (amount in yuan) standing in stage ``stage`` with the stages up to ``proved`` verified."""
        return add(self, owner, stage, amount, proved, columns)


def company() -> Company:
    """华东 with two teams: director 周总, managers 孙 and 钱, sellers 林, 何 (team 1) and 赵 (team 2)."""
    made = Company()
    for path, name, name_en in (
        ("0001", "总部", "Head office"),
        ("00010001", "一部", "Team one"),
        ("00010002", "二部", "Team two"),
    ):
        parent = made.units.get(path[:-4])
        made.units[path] = Unit.objects.create(path=path, name=name, name_en=name_en, parent=parent)
    made.person("zhou", "sales_director", "0001")
    made.person("sun", "sales_manager", "00010001")
    made.person("qian", "sales_manager", "00010002")
    made.person("lin", "sales", "00010001")
    made.person("he", "sales", "00010001")
    made.person("zhao", "sales", "00010002")
    PlaybookVersion.objects.create(
        key="default",
        version="1",
        text=DEFAULT_FILE.read_text(encoding="utf-8"),
        digest="x",
        published_at=timezone.now(),
    )
    Customer.objects.create(name="江城大学", name_key="江城大学", unit_path="0001", created_at=timezone.now())
    return made


def add(made: Company, owner: str, stage: int, amount: int, proved: int, columns: dict[str, Any]) -> Standing:
    """The project with its owner on the team, its standing, and the kept sums rebuilt."""
    user = made.people[owner]
    number = len(made.made) + 1
    common = {
        "owner": user, "unit_path": user.unit.path if user.unit else "", "stage": STAGES[stage - 1], "level": "B",
        "status": columns.pop("status", "open"), "kind": columns.pop("kind", "project"),
        "amount_fen": amount * 100, "currency": columns.pop("currency", "CNY"),
    }  # fmt: skip
    project = Project.objects.create(
        code=f"P-{number:05d}", name=columns.pop("name", f"项目{number}"), customer=Customer.objects.get(),
        playbook=PlaybookVersion.objects.get(), **common,
    )  # fmt: skip
    Member.objects.create(project=project, user=user, role="sales", since_on=TODAY)
    made.made.append(project)
    earned = WEIGHTS[proved - 1] if proved else 0
    given = {
        "stage_order": stage, "reached_order": stage, "claimed_weight": WEIGHTS[stage - 1], "earned_weight": earned,
        "claimed_fen": amount * WEIGHTS[stage - 1], "earned_fen": amount * earned, "stage_entered_on": TODAY,
    }  # fmt: skip
    standing = Standing.objects.create(project=project, computed_at=timezone.now(), **{**common, **given, **columns})
    totals.rebuild()
    return standing
