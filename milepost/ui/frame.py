"""What the page frame shows around a page: navigation, create menu, bell, the person's menu.

The entries come from the module that ``settings.UI_WIRING`` names, so that this room knows no other.
That module gives

* ``NAVIGATION`` and ``CREATE``: tuples of places,
* ``ACCOUNT_MENU``: a tuple of places for the menu under the person's mark,
* ``may_see(user, place)``: whether a person is shown a place,
* ``notices(user)``: how many notices wait, and the route of the page that shows them,
* ``notes(user)``: one-line notes for the top of every page, such as the mark of sample data.
"""

from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any, Protocol

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from milepost.kernel.text import Text
from milepost.ui.text import LANGUAGES, language

PHONE_KEYS = ("today", "projects", "customers")


class PlaceLike(Protocol):
    """What an entry has; ``url`` is the name of a route. Read-only, any dataclass will do."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> Text: ...
    @property
    def url(self) -> str: ...
    @property
    def icon(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as the frame draws it: label spoken, address resolved."""

    key: str
    label: str
    words: str
    address: str
    icon: str
    current: bool
    sheet: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A line over the page: ``text``, and a link when there is something to do about it."""

    text: Text
    url: str = ""
    action: Text | None = None


def wiring() -> Any:
    """The module that joins the rooms, named by settings."""
    return import_module(settings.UI_WIRING)


class Frame:
    """Everything around the page for one request; computed when a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user = getattr(request, "user", None)

    @property
    def signed_in(self) -> bool:
        """Whether somebody is signed in; the frame is bare otherwise."""
        return bool(self.user and self.user.is_authenticated)

    @cached_property
    def navigation(self) -> list[Entry]:
        """The places this person is shown; the one whose address is nearest is current."""
        return self._entries(wiring().NAVIGATION)

    @cached_property
    def create(self) -> list[Entry]:
        """What `c` and the plus offer."""
        return self._entries(wiring().CREATE)

    @cached_property
    def account_menu(self) -> list[Entry]:
        """The menu under the person's mark."""
        return self._entries(wiring().ACCOUNT_MENU)

    @cached_property
    def phone(self) -> list[Entry]:
        """The entries of the bottom bar beside plus and 我."""
        return [entry for entry in self.navigation if entry.key in PHONE_KEYS]

    @cached_property
    def notices(self) -> tuple[int, str]:
        """How many notices wait and where they are; an empty address hides the bell."""
        count, route = wiring().notices(self.user)
        return count, reverse(route) if route else ""

    @cached_property
    def notes(self) -> list[Note]:
        """Lines over the page."""
        return list(wiring().notes(self.user)) if self.signed_in else []

    @cached_property
    def search(self) -> str:
        """Where the palette asks; empty while there is no search."""
        route = wiring().SEARCH
        return reverse(route) if route else ""

    @property
    def languages(self) -> list[tuple[str, str, bool]]:
        """Code, own name, whether it is the active one."""
        return [(code, name, code == language()) for code, name in LANGUAGES]

    def _entries(self, places: tuple[PlaceLike, ...]) -> list[Entry]:
        if not self.signed_in:
            return []
        allowed = [(place, address_of(place)) for place in places if wiring().may_see(self.user, place)]
        shown = [(place, address) for place, address in allowed if address]
        here = nearest([address for _, address in shown], self.request.path)
        return [self._entry(place, address, address == here) for place, address in shown]

    def _entry(self, place: PlaceLike, address: str, current: bool) -> Entry:
        words = f"{place.label.zh} {place.label.en}"
        sheet = bool(getattr(place, "sheet", False))
        label = place.label.in_(language())
        return Entry(place.key, label, words, address, place.icon, current, sheet)


def address_of(place: PlaceLike) -> str:
    """Address of a place; empty for one whose page does not exist, which is then left out.

    ``tests/architecture`` refuses a wiring that names such a place.
    """
    try:
        return reverse(place.url)
    except NoReverseMatch:
        return ""


def nearest(addresses: list[str], path: str) -> str:
    """The longest address that ``path`` starts with; the root only fits itself."""
    fitting = [a for a in addresses if path == a or (a != "/" and path.startswith(a))]
    return max(fitting, key=len, default="")


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``frame`` for the page frame, nothing computed yet."""
    return {"frame": Frame(request)}
