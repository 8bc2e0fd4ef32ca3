"""The bar of filters that board, list and funnel share, and the tabs between them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from milepost.control.rules.filters import Filters
from milepost.people import queries as people
from milepost.people.models import Unit, User
from milepost.people.rules import paths
from milepost.ui.text import t

CHIPS = (
    ("mine", "我的", "Mine"),
    ("still", "停滞", "Standing still"),
    ("sign", "本月签", "Signing this month"),
    ("expiring", "证据要过期", "Proof expiring"),
    ("unproved", "一条未证明", "Nothing proved"),
    ("incomplete", "信息待补", "To complete"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """What the filter bar draws: chips with their addresses, units to choose from, hidden values to keep."""

    chips: list[tuple[str, str, bool]]
    units: list[tuple[str, str]]
    chosen: Filters
    kept: list[tuple[str, str]]


def bar(user: User, chosen: Filters) -> Bar:
    """Chips turn one filter on or off and keep the others."""
    chips = [
        (t(zh, en), f"?{_toggled(chosen, key)}", _is_on(chosen, key))
        for key, zh, en in CHIPS
        if key != "mine" or _leads(user)
    ]
    return Bar(chips, units(user), chosen, _kept(chosen))


def _leads(user: User) -> bool:
    """Whether the person sees more than what he works in, so that 我的 means something."""
    seen = people.sight(user)
    return seen.everything or bool(seen.spans)


def _toggled(chosen: Filters, key: str) -> str:
    if key == "sign":
        return chosen.query(sign="" if chosen.sign == "month" else "month")
    return chosen.query(**{key: not getattr(chosen, key)})


def _is_on(chosen: Filters, key: str) -> bool:
    return chosen.sign == "month" if key == "sign" else bool(getattr(chosen, key))


def _kept(chosen: Filters) -> list[tuple[str, str]]:
    """Filters the form has no field for; they stay when it is sent."""
    rest = replace(chosen, q="", team="", level="")
    return [tuple(pair.split("=", 1)) for pair in rest.query().split("&") if pair]  # type: ignore[misc]


def units(user: User, known: Sequence[Unit] | None = None) -> list[tuple[str, str]]:
    """Units in sight as choices, indented by level; none where there is only one. ``known``: all, if read already."""
    seen = people.sight(user)
    if not seen.everything and not seen.spans:
        return []
    found = [
        unit
        for unit in (people.units_in_order() if known is None else known)
        if seen.everything or any(low <= unit.path < high for low, high in seen.spans)
    ]
    if len(found) < 2:
        return []
    top = min(len(unit.path) for unit in found)
    return [("", t("全部团队", "All teams")), *[(unit.path, _indented(unit, top)) for unit in found]]


def _indented(unit: Unit, top: int) -> str:
    depth = (len(unit.path) - top) // paths.WIDTH
    return "　" * depth + t(unit.name, unit.name_en or unit.name)


def views(now: str, chosen: Filters) -> list[tuple[Any, ...]]:
    """Tabs between board, list, funnel and the low-odds list; the filters go along."""
    query = replace(chosen, stage="", standard="", status="open", beyond=0, reached=0).query()
    names = (
        ("board", t("看板", "Board"), "board"),
        ("list", t("列表", "List"), "project_list"),
        ("funnel", t("漏斗", "Funnel"), "funnel"),
        ("odds", t("去留", "Keep or stop"), "low_odds"),
    )
    return [(label, reverse(route) + (f"?{query}" if query else ""), now == key) for key, label, route in names]
