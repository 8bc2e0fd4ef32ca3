"""How roles and units are written on pages."""

from collections.abc import Iterable

from milepost.people.models import RoleHeld, Unit
from milepost.people.rules.roles import ROLES
from milepost.ui.text import say, t


def unit_name(unit: Unit | None) -> str:
    """The unit's name in the reader's language; the whole company for None."""
    if unit is None:
        return t("全公司", "Whole company")
    return t(unit.name, unit.name_en or unit.name)


def role_names(held: Iterable[RoleHeld]) -> list[str]:
    """``销售经理（华东）``: roles with the unit they are held in, where they are."""
    return [_role_name(one) for one in held]


def _role_name(held: RoleHeld) -> str:
    name = say(ROLES[held.role])
    if held.unit is None:
        return name
    return t(f"{name}（{held.unit.name}）", f"{name} ({held.unit.name_en or held.unit.name})")
