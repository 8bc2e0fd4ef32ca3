"""The one screen that says which room hears what, and what stands in the navigation."""

from dataclasses import dataclass

from milepost.kernel.text import Text
from milepost.trail.wires import Reaction


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation: ``roles`` empty means everybody."""

    key: str
    label: Text
    url: str
    icon: str
    roles: tuple[str, ...] = ()


NAVIGATION: tuple[Place, ...] = (
    Place("today", Text("今日", "Today"), "today", "sun"),
    Place("projects", Text("项目", "Projects"), "board", "layout-kanban"),
    Place("customers", Text("客户", "Customers"), "customers", "building"),
    Place("approvals", Text("审批", "Approvals"), "approvals", "checks"),
    Place("funnel", Text("漏斗", "Funnel"), "funnel", "filter"),
    Place("handbook", Text("流程手册", "Playbook"), "handbook", "book"),
    Place("settings", Text("设置", "Settings"), "settings", "settings", ("admin", "sales_ops", "sales_director")),
)

REACTIONS: dict[str, tuple[Reaction, ...]] = {}
