"""Which project a row speaks of: by the other system's number, else our code, else customer and name."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from milepost.accounts.rules import names
from milepost.integrations.landing.desk import Desk
from milepost.integrations.landing.naming import UNNAMED_ID
from milepost.integrations.rules.rows import Row
from milepost.projects import permissions as project_permissions
from milepost.projects.models import Origin, Project

Key = tuple[str, ...]


def key_of(row: Row) -> Key:
    """What identifies the row's project, strongest first."""
    values = row.values
    if values.get("external_id"):
        return ("id", values["external_id"])
    if values.get("code"):
        return ("code", values["code"])
    return ("name", names.normalise(values["customer"]) if values.get("customer") else "", values["name"])


class Known:
    """Projects the importer sees that rows of a batch may mean, read with three queries."""

    def __init__(self, desk: Desk, rows: Sequence[Row]) -> None:
        keys = [key_of(row) for row in rows]
        seen = project_permissions.visible_to(desk.actor).select_related("customer", "owner", "owner__unit")
        self._desk = desk
        self._found: dict[Key, list[Project]] = defaultdict(list)
        self._by_id(seen, {key[1] for key in keys if key[0] == "id"})
        for project in seen.filter(code__in=[key[1] for key in keys if key[0] == "code"]):
            self._found["code", project.code].append(project)
        named = [key for key in keys if key[0] == "name"]
        for project in seen.filter(name__in={key[2] for key in named}).order_by("pk") if named else ():
            self._found["name", _customer_key(project), project.name].append(project)

    def _by_id(self, seen: QuerySet[Project], ids: Collection[str]) -> None:
        numbers = (
            dict(Origin.objects.filter(external_id__in=ids).values_list("project_id", "external_id")) if ids else {}
        )
        for project in seen.filter(pk__in=numbers).order_by("pk") if numbers else ():
            self._found["id", numbers[project.pk]].append(project)

    def project_of(self, row: Row) -> Project | None:
        """The project, or None for a new one. Of several with the same name the n-th row means the n-th."""
        key = key_of(row)
        found = self._found[key]
        if key[0] != "name":
            return found[0] if found else None
        place = self._desk.used[key]
        self._desk.used[key] += 1
        return found[place] if place < len(found) else None


def _customer_key(project: Project) -> str:
    return "" if project.customer.external_id == UNNAMED_ID else project.customer.name_key
