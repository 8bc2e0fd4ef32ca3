"""How strictly gates hold: by unit and level."""

import datetime as dt

from django.db import transaction

from milepost.gates import permissions
from milepost.gates.models import Enforcement
from milepost.gates.rules import modes
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import Unit, User
from milepost.trail import actions as trail


@transaction.atomic
def set_enforcement(actor: User, *, now: dt.datetime, unit_path: str, level: str, mode: str) -> str:
    """Set off, warn or block for a level (A, B, C or imported) in a unit and below ("" is the whole company).

    "" as mode leaves it to the units above and the playbook. Gives the mode set.
    """
    unit = _check(actor, unit_path, level, mode)
    known = Enforcement.objects.select_for_update().filter(unit_path=unit_path, level=level).first()
    before = known.mode if known else ""
    if before == mode:
        return mode
    if not mode:
        Enforcement.objects.filter(unit_path=unit_path, level=level).delete()
    else:
        Enforcement.objects.update_or_create(unit_path=unit_path, level=level, defaults={"mode": mode})
    trail.record(
        actor,
        now=now,
        action="gate.enforce",
        kind="enforcement",
        object_id=unit.pk if unit else 0,
        before={"unit": unit_path, "level": level, "mode": before},
        after={"unit": unit_path, "level": level, "mode": mode},
    )
    return mode


def _check(actor: User, unit_path: str, level: str, mode: str) -> Unit | None:
    unit = Unit.objects.filter(path=unit_path).first()
    if unit_path and unit is None:
        raise Refused(Text("没有这个部门。", "There is no such unit."), field="unit")
    if level not in modes.LEVELS or mode not in {"", *modes.MODES}:
        raise Refused(Text("请选择级别和力度。", "Choose a level and how strictly it holds."), field="mode")
    if not permissions.may_set_enforcement(actor, unit_path):
        raise Refused(
            Text(
                "只有销售运营、管理员或本部门总监可以调整关卡力度。",
                "Only sales operations, administrators or the unit's director set this.",
            )
        )
    return unit
