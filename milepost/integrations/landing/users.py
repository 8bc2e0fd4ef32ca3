"""Rows of people: accounts without a password (they come in by a welcome link), their units and managers."""

import re
from collections.abc import Iterable

from pypinyin import lazy_pinyin

from milepost.integrations.landing.desk import Desk, Outcome, good, reject, warn
from milepost.integrations.rules.numerals import plain
from milepost.integrations.rules.people import ROLES as NAMED_ROLES
from milepost.integrations.rules.rows import Row
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import actions as people_actions
from milepost.people.models import Unit, User
from milepost.people.rules.roles import ROLES

UNKNOWN_ROLE = Text("认不出的角色，先按销售", "Unknown role; sales for now")
MANAGER_MADE = Text("上级没有账号，已一并建立", "The manager had no account; one was made")


class Landing:
    """Lands rows of people."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._units = {unit.name: unit for unit in Unit.objects.order_by("-path")}

    def land(self, rows: Iterable[Row]) -> Outcome:
        """Land rows in the caller's transaction."""
        outcome = Outcome()
        for row in good(rows, outcome):
            try:
                self._one(row, outcome)
            except Refused as refusal:
                reject(outcome, row, refusal.field or "", row.values["name"], refusal.text)
        return outcome

    def _one(self, row: Row, outcome: Outcome) -> None:
        values = row.values
        known = self.desk.person(values.get("username") or values["name"])
        if known:
            self._complete(row, known[0], outcome)
        elif self.desk.dry:
            outcome.created += 0 if values["name"] in self.desk.seen else 1
            outcome.unchanged += 1 if values["name"] in self.desk.seen else 0
            self.desk.seen.add(values["name"])
        else:
            unit = self._unit(values.get("unit"), outcome)
            self._manager(row, unit, outcome)
            self._invite(
                values["name"],
                self._role(row, outcome),
                unit,
                outcome,
                values.get("username"),
                values.get("email") or "",
            )
            outcome.created += 1

    def _complete(self, row: Row, user: User, outcome: Outcome) -> None:
        values = row.values
        email, phone = values.get("email") or user.email, values.get("mobile") or user.phone
        unit_name = values.get("unit")
        moved = bool(unit_name) and (user.unit is None or user.unit.name != unit_name)
        if (email, phone) == (user.email, user.phone) and not moved:
            outcome.unchanged += 1
            return
        outcome.updated += 1
        if self.desk.dry:
            return
        before = {"email": user.email, "phone": user.phone, "unit": user.unit_id}
        unit = self._unit(unit_name, outcome) if moved else user.unit
        people_actions.edit(
            self.desk.actor, now=self.desk.now, user=user, name=user.name, email=email, phone=phone, unit=unit
        )
        outcome.changed.append(
            {
                "kind": "user",
                "id": user.pk,
                "version": 0,
                "before": before,
                "after": {"email": email, "phone": phone, "unit": unit.pk if unit else None},
            }
        )

    def _unit(self, name: str | None, outcome: Outcome) -> Unit | None:
        """The unit of that name, made below the top where there is none."""
        if not name:
            return self.desk.actor.unit
        if name not in self._units:
            top = Unit.objects.filter(parent=None).order_by("path").first()
            self._units[name] = people_actions.create_unit(self.desk.actor, now=self.desk.now, name=name, parent=top)
            outcome.made.append(("unit", self._units[name].pk))
        return self._units[name]

    def _manager(self, row: Row, unit: Unit | None, outcome: Outcome) -> None:
        name = row.values.get("manager")
        if name and not self.desk.person(name):
            self._invite(name, "sales_manager", unit, outcome)
            warn(outcome, row, "manager", name, MANAGER_MADE)

    def _role(self, row: Row, outcome: Outcome) -> str:
        said = plain(row.values.get("role") or "").casefold()
        if not said:
            return "sales"
        exact = next((key for key, label in ROLES.items() if said in (key, label.zh, label.en.casefold())), None)
        found = exact or NAMED_ROLES.get(said)
        if found is None:
            warn(outcome, row, "role", said, UNKNOWN_ROLE)
        # Nobody becomes an administrator by a line in a file.
        return "sales" if found in (None, "admin") else found

    def _invite(
        self, name: str, role: str, unit: Unit | None, outcome: Outcome, username: str | None = None, email: str = ""
    ) -> None:
        user = people_actions.invite(
            self.desk.actor, now=self.desk.now, username=username or _username(name), name=name, roles=[(role, unit)], unit=unit,
            email=email, language=self.desk.actor.language,
        )  # fmt: skip
        outcome.made.append(("user", user.pk))
        self.desk.learn_people()


def _username(name: str) -> str:
    """A free sign-in name: ``moses.frase``, ``zhangsan``, then with a number."""
    latin = name if name.isascii() else "".join(lazy_pinyin(name))
    base = re.sub(r"[^a-z0-9]+", ".", latin.casefold()).strip(".")[:50] or "user"
    taken = {
        one.casefold() for one in User.objects.filter(username__istartswith=base).values_list("username", flat=True)
    }
    number, candidate = 1, base
    while candidate in taken:
        number += 1
        candidate = f"{base}{number}"
    return candidate
