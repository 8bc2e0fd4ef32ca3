"""The list of projects with its envelope, from the standings."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.db.models import Count, Sum
from django.http import Http404

from milepost.api import paging
from milepost.control import queries
from milepost.control.queries import Card, narrowing
from milepost.control.rules import sorts
from milepost.control.rules.cells import keys
from milepost.control.rules.filters import Filters
from milepost.people.models import User

_FILTERS = frozenset(field.name for field in fields(Filters))
_AMOUNTS = ("amount_fen", "claimed_fen", "earned_fen")


def page(user: User, asked: Mapping[str, Any], today: dt.date) -> dict[str, Any]:
    """One page; ``asked`` holds the filters and ``sort``, ``limit``, ``cursor``."""
    chosen = Filters(**{name: value for name, value in asked.items() if name in _FILTERS})
    mark = paging.unwrapped(asked["cursor"]) if asked["cursor"] else ""
    if mark and sorts.read_mark(mark, sorts.SORTS[asked["sort"]]) is None:
        raise paging.wrong()
    found = queries.rows(user, chosen, asked["sort"], mark, today, size=asked["limit"])
    sums = _sums(user, chosen, today)
    return {
        "count": sum(line["count"] for line in sums),
        "sums": sums,
        "next": paging.wrapped(found.more),
        "items": [row(card) for card in found.cards],
    }


def _sums(user: User, chosen: Filters, today: dt.date) -> list[dict[str, Any]]:
    rows = narrowing.narrowed(user, chosen, today).order_by().values_list("currency")
    added = rows.annotate(Count("pk"), *(Sum(name) for name in _AMOUNTS)).order_by("currency")
    return [dict(zip(("currency", "count", *_AMOUNTS), line, strict=True)) for line in added]


def one(project_id: int) -> dict[str, Any]:
    """The row of one project that the caller has found through its permission."""
    card = queries.by_ids([project_id]).get(project_id)
    if card is None:
        raise Http404
    return row(card)


def row(card: Card) -> dict[str, Any]:
    """A card as the API shows it."""
    return {
        "id": card.project,
        "owner": {"id": card.owner_id, "name": card.owner},
        **{name: keys(getattr(card, name)) for name in ("missing", "expiring", "expired")},
        **{name: getattr(card, name) for name in _PLAIN},
    }


_PLAIN = (
    "code", "name", "customer", "kind", "status", "stage", "level", "amount_fen", "currency", "claimed_weight",
    "earned_weight", "claimed_fen", "earned_fen", "expected_sign_on", "stage_entered_on", "stage_limit_on", "required",
    "counting", "by_hand", "next_step", "next_on", "last_contact_on", "gate_state", "on_hold", "incomplete",
)  # fmt: skip
