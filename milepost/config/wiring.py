"""The one screen that says which room hears what, and what stands in the navigation."""

from dataclasses import dataclass

from django.utils import timezone

from milepost.kernel.text import Text
from milepost.people import queries as people_queries
from milepost.people.actions import members as people_members
from milepost.people.models import User
from milepost.trail import context
from milepost.trail.wires import Reaction
from milepost.ui.frame import Note


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation: ``roles`` empty means everybody."""

    key: str
    label: Text
    url: str
    icon: str
    roles: tuple[str, ...] = ()
    sheet: bool = False


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

CREATE: tuple[Place, ...] = ()
ACCOUNT_MENU: tuple[Place, ...] = ()
SEARCH = ""
"""Route the palette asks while one types; empty while there is none."""


def may_see(user: User, place: Place) -> bool:
    """Whether a person is shown a place of the navigation."""
    return not place.roles or people_queries.has_role(user, *place.roles)


def notices(user: User) -> tuple[int, str]:
    """How many notices wait, and the route of the page with them; no route hides the bell."""
    return 0, ""


def notes(user: User) -> list[Note]:
    """Lines over every page of this person."""
    return []


def remember_language(user: User, language: str) -> None:
    """A person chose the language he reads in."""
    people_members.set_preferences(actor=user, language=language, now=timezone.now())


def request_number() -> str:
    """The number of the request at hand, as the trail keeps it."""
    return context.request_id.get()


def may_see_styleguide(user: User) -> bool:
    """The page of all components is for administrators."""
    return people_queries.has_role(user, "admin")
