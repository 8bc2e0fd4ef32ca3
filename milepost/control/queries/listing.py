"""The list: narrowed, ordered, a page at a time by marks, so that page 100 costs what page 1 costs."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from milepost.control.models import Standings
from milepost.control.queries import cards, narrowing
from milepost.control.queries.cards import Card
from milepost.control.rules import sorts
from milepost.control.rules.filters import Filters
from milepost.control.rules.sorts import Mark, Sort

if TYPE_CHECKING:
    from milepost.people.models import User

PAGE = 50
COUNTED_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list; ``more`` is the mark of the next, empty on the last."""

    cards: list[Card]
    more: str


def rows(user: "User", chosen: Filters, sort: str, after: str, today: dt.date, size: int = PAGE) -> Page:
    """``size`` rows after the mark ``after`` (empty: the first page). Unknown sorts and marks start afresh."""
    order = sorts.SORTS[sorts.chosen(sort)]
    mark = sorts.read_mark(after, order) if after else None
    ordered = [_ordered(part, order) for part in narrowing.parts(user, chosen, today)]
    asked = [(_beyond(part, order, mark) if mark else part)[: size + 1] for part in ordered]
    found = cards.first_of({"": asked}, lambda card: _rank(card, order), {"": size + 1})[""]
    shown = found[:size]
    return Page(shown, _mark(shown[-1], order).written() if len(found) > size else "")


def every_row(user: "User", chosen: Filters, sort: str, today: dt.date) -> Iterator[Card]:
    """All rows in order, fetched by the page: for exports."""
    after = ""
    while True:
        page = rows(user, chosen, sort, after, today, size=500)
        yield from page.cards
        if not page.more:
            return
        after = page.more


def count(user: "User", chosen: Filters, today: dt.date) -> int:
    """How many rows there are, counted no further than ``COUNTED_AT_MOST`` + 1."""
    return narrowing.narrowed(user, chosen, today).order_by()[: COUNTED_AT_MOST + 1].count()


def _key(order: Sort) -> str | Coalesce:
    return Coalesce(order.column, Value(sorts.FAR)) if order.dates else order.column


def _ordered(found: Standings, order: Sort) -> Standings:
    if order.dates:
        found = found.alias(at=_key(order))
        return found.order_by("at", "project_id")  # type: ignore[misc]
    sign = "-" if order.descending else ""
    return found.order_by(f"{sign}{order.column}", f"{sign}project_id")


def _beyond(found: Standings, order: Sort, mark: Mark) -> Standings:
    name = "at" if order.dates else order.column
    way = "lt" if order.descending else "gt"
    later = Q(**{f"{name}__{way}": mark.value}) | Q(**{name: mark.value, f"project_id__{way}": mark.project})
    # The first condition alone bounds the walk along the index; the second cuts exactly.
    return found.filter(**{f"{name}__{way}e": mark.value}).filter(later)


def _rank(card: Card, order: Sort) -> tuple[int, int]:
    """Where a card stands in the order, ascending."""
    mark = _mark(card, order)
    value = mark.value.toordinal() if isinstance(mark.value, dt.date) else mark.value
    return (-value, -mark.project) if order.descending else (value, mark.project)


def _mark(last: Card, order: Sort) -> Mark:
    value = last.project if order.column == "project_id" else getattr(last, order.column)
    return Mark(sorts.FAR if value is None else value, last.project)
