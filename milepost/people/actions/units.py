"""The org tree: making, naming and moving units."""

import datetime as dt

from django.db import transaction

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import permissions
from milepost.people.models import Unit, User
from milepost.people.rules import paths
from milepost.trail import actions as trail


@transaction.atomic
def create_unit(
    actor: User | None, *, now: dt.datetime, name: str, parent: Unit | None = None, name_en: str = ""
) -> Unit:
    """Make a unit below ``parent`` (None: at the top). Without an actor only while there are no users."""
    _require(actor)
    name = _named(name)
    if Unit.objects.filter(parent=parent, name=name).exists():
        raise Refused(Text(f"这里已经有「{name}」。", f"There is already a unit called {name} here."), field="name")
    unit = Unit.objects.create(name=name, name_en=name_en.strip(), parent=parent, path=_free_path(parent))
    trail.record(actor, now=now, action="unit.create", kind="unit", object_id=unit.pk, after=_told(unit))
    return unit


@transaction.atomic
def rename_unit(actor: User, *, now: dt.datetime, unit: Unit, name: str, name_en: str = "") -> Unit:
    """Give a unit another name."""
    permissions.require_keeper(actor)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    before = _told(unit)
    unit.name, unit.name_en = _named(name), name_en.strip()
    unit.save(update_fields=["name", "name_en"])
    trail.record(actor, now=now, action="unit.rename", kind="unit", object_id=unit.pk, before=before, after=_told(unit))
    return unit


@transaction.atomic
def move_unit(actor: User, *, now: dt.datetime, unit: Unit, parent: Unit | None) -> Unit:
    """Hang a unit with everything below it under another one.

    Paths change; the rooms that keep a path hear "people.unit-moved" {old, new} and follow.
    """
    permissions.require_keeper(actor)
    units = list(Unit.objects.select_for_update().order_by("path"))
    unit = next(one for one in units if one.pk == unit.pk)
    if parent is not None and parent.path.startswith(unit.path):
        raise Refused(Text("部门不能挂到自己下面。", "A unit cannot be put below itself."), field="parent")
    if unit.parent_id == (parent.pk if parent else None):
        return unit
    old, new = unit.path, _free_path(parent)
    unit.parent = parent
    unit.save(update_fields=["parent"])
    below = [one for one in units if one.path.startswith(old)]
    for one in below:
        one.path = new + one.path[len(old) :]
    Unit.objects.bulk_update(below, ["path"])
    trail.record(
        actor, now=now, action="unit.move", kind="unit", object_id=unit.pk, before={"path": old}, after={"path": new}
    )
    trail.tell("people.unit-moved", now=now, payload={"old": old, "new": new})
    return unit


def _require(actor: User | None) -> None:
    if actor is not None:
        permissions.require_keeper(actor)
    elif User.objects.exists():
        raise Refused(Text("请由管理员新建部门。", "An administrator has to make units."))


def _named(name: str) -> str:
    name = name.strip()
    if not name:
        raise Refused(Text("请填写部门名称。", "Please give the unit a name."), field="name")
    return name


def _free_path(parent: Unit | None) -> str:
    above = parent.path if parent else ""
    siblings = Unit.objects.filter(parent=parent).values_list("path", flat=True)
    taken = [int(path[-paths.WIDTH :]) for path in siblings]
    return paths.child(above, max(taken, default=0) + 1)


def _told(unit: Unit) -> dict[str, object]:
    return {"name": unit.name, "name_en": unit.name_en, "path": unit.path}
