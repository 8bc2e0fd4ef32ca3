"""What keys and numbers in recorded values mean to a reader: names of people, units, stages, standards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from milepost.kernel.text import Text
from milepost.people.models import Unit, User
from milepost.people.rules.roles import ROLES
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.judge import labels
from milepost.playbook.rules.model import Playbook
from milepost.shell.web.trail import words
from milepost.trail.models import Entry
from milepost.ui import formats
from milepost.ui.text import say, t


@dataclass(frozen=True, slots=True)
class Meanings:
    """Names looked up once for a page of entries."""

    people: Mapping[int, str]
    units: Mapping[int, str]
    named: Mapping[str, Text]
    playbook: Playbook

    def written(self, field: str, value: object) -> str:
        """A value as people read it; empty for nothing."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return t("是", "yes") if value else t("否", "no")
        if field == "roles":
            return self._roles(value)
        if isinstance(value, list):
            return t("、", ", ").join(filter(None, (self.written(field, one) for one in value)))
        if isinstance(value, dict):
            return "; ".join(f"{say(words.field(name))} {self.written(name, one)}" for name, one in value.items())
        return self._plain(field, value)

    def _plain(self, field: str, value: object) -> str:
        if isinstance(value, int):
            if field.endswith("_fen"):
                return formats.money(value)
            if field in words.PEOPLE:
                return self.people.get(value, f"#{value}")
            if field == "unit":
                return self.units.get(value, f"#{value}")
        return say(self._word(str(value))) if field in words.KEYED else str(value)

    def _word(self, key: str) -> Text:
        tagged = labels.tag(key)
        known = words.VALUES.get(key) or ROLES.get(key) or self.named.get(key)
        return known or (tagged if tagged.zh != key else labels.word(key, self.playbook))

    def _roles(self, value: object) -> str:
        """``[["sales_manager", 3], …]``: roles with the units they are held in."""
        pairs = value if isinstance(value, list) else []
        return t("、", ", ").join(self._role(*one) for one in pairs if isinstance(one, list) and len(one) == 2)

    def _role(self, role: object, unit: object) -> str:
        name = say(ROLES.get(str(role), Text(str(role), str(role))))
        place = self.units.get(unit, "") if isinstance(unit, int) else ""
        return t(f"{name}（{place}）", f"{name} ({place})") if place else name


def of(entries: Iterable[Entry]) -> Meanings:
    """Everything the values of these entries speak of, in two questions and the live playbook."""
    people: set[int] = set()
    units: set[int] = set()
    for entry in entries:
        for side in (entry.values.before or {}, entry.values.after or {}):
            for key, value in side.items():
                found = {one for one in (value if isinstance(value, list) else [value]) if isinstance(one, int)}
                people |= found if key in words.PEOPLE else set()
                units |= found if key == "unit" else set()
                units |= {pair[1] for pair in value if isinstance(pair[1], int)} if key == "roles" else set()
    playbook = playbooks.live_playbook()
    return Meanings(_people(people), _units(units), _named(playbook), playbook)


def _people(ids: set[int]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))


def _units(ids: set[int]) -> dict[int, str]:
    return {unit.pk: t(unit.name, unit.name_en or unit.name) for unit in Unit.objects.filter(pk__in=ids)}


def _named(playbook: Playbook) -> dict[str, Text]:
    named: dict[str, Text] = {one.key: one.name for listed in playbook.reasons.values() for one in listed}
    for stage in playbook.all_stages:
        named[stage.key] = stage.name
        named |= {one.key: one.name for one in stage.standards}
        named |= {one.key: one.name for one in stage.tasks}
    return named
