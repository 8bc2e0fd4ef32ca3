"""What every kind of row needs while it lands: who imports, who is who, and what came of it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from milepost.integrations import permissions
from milepost.integrations.rules.people import Person
from milepost.integrations.rules.problems import Problem
from milepost.integrations.rules.rows import Row
from milepost.kernel.text import Text
from milepost.people.models import User

UNKNOWN_OWNER = Text("没有这个人，负责人暂为导入者", "Nobody has this name; the importer owns it for now")
TWO_OWNERS = Text("有重名，负责人暂为导入者", "Several people have this name; the importer owns it for now")
OTHER_UNIT = Text("负责人不在您的部门，不能替他导入", "The owner is not in your units; you cannot import for him")


@dataclass(slots=True)
class Outcome:
    """What came of a chunk. Every row is in exactly one of created, updated, unchanged, rejected."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    incomplete: int = 0
    rejected: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    made: list[tuple[str, int]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    """Ids of projects whose standing has to be computed anew."""


@dataclass(slots=True)
class Desk:
    """The desk rows land on. ``dry``: everything is decided, nothing written."""

    actor: User
    now: dt.datetime
    today: dt.date
    file_name: str
    dry: bool = False
    _people: dict[str, list[User]] = field(default_factory=dict)
    used: dict[Any, int] = field(default_factory=lambda: defaultdict(int))
    """How many rows of this file have taken an object of the same key."""
    seen: set[Any] = field(default_factory=set)
    """Keys a dry run would have created by now."""

    def learn_people(self) -> None:
        """Read everybody once; names, sign-in names and addresses all count."""
        self._people = defaultdict(list)
        for user in User.objects.filter(Q(is_active=True)).select_related("unit"):
            for key in {user.name.casefold(), user.username.casefold(), user.email.casefold()} - {""}:
                self._people[key].append(user)

    def person(self, name: str) -> list[User]:
        """Active people of that name."""
        return self._people.get(" ".join(name.split()).casefold(), [])

    def owner(self, named: Person | None, row: Row, outcome: Outcome) -> User | None:
        """Who owns the row: the named person, else the importer with a warning; None when the row is rejected for it."""
        if named is None:
            return self.actor
        found = self.person(named.name)
        if len(found) != 1:
            warn(outcome, row, "owner", named.name, TWO_OWNERS if found else UNKNOWN_OWNER)
            return self.actor
        if not permissions.may_own_here(self.actor, found[0]):
            reject(outcome, row, "owner", named.name, OTHER_UNIT)
            return None
        return found[0]


def warn(outcome: Outcome, row: Row, column: str, value: str, reason: Text) -> None:
    """The row lands; this was assumed."""
    outcome.warnings.append(Problem(row.number, row.titles.get(column, column), value[:200], reason, row.sheet))


def reject(outcome: Outcome, row: Row, column: str, value: str, reason: Text) -> None:
    """The row cannot land."""
    outcome.rejected.append(Problem(row.number, row.titles.get(column, column), value[:200], reason, row.sheet))


def good(rows: Iterable[Row], outcome: Outcome) -> list[Row]:
    """Count the rows, put the rejected ones and all warnings aside, and give the others."""
    kept = []
    for row in rows:
        outcome.rows += 1
        if row.rejected is None:
            outcome.warnings += row.warnings
            kept.append(row)
        else:
            outcome.rejected.append(row.rejected)
    return kept


def add(whole: Outcome, part: Outcome) -> None:
    """Add what came of some rows to what came of all."""
    for key in ("rows", "created", "updated", "unchanged", "incomplete"):
        setattr(whole, key, getattr(whole, key) + getattr(part, key))
    for name in ("rejected", "warnings", "made", "changed"):
        getattr(whole, name).extend(getattr(part, name))
    whole.touched |= part.touched
