"""Projects that stand still, and low-odds projects to keep or to stop."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from milepost.control.models import Standings
from milepost.control.queries import cards, names, narrowing
from milepost.control.queries.cards import Card
from milepost.control.rules import still
from milepost.control.rules.filters import Filters
from milepost.kernel.text import Text

if TYPE_CHECKING:
    from milepost.people.models import User

LOOKED_AT = 60
LATEST_COUNTED = 90


@dataclass(frozen=True, slots=True)
class Stalled:
    """One project that stands still: why in one line, what next."""

    card: Card
    why: Text
    next: Text


def candidates(user: "User", chosen: Filters, today: dt.date) -> Standings:
    """The largest projects beyond their stage's norm."""
    narrowed = narrowing.narrowed(user, replace(chosen, status="open", still=True, kind="project"), today)
    return narrowed.order_by("-amount_fen", "-project_id")[:LOOKED_AT]


def stalled(user: "User", chosen: Filters, today: dt.date, limit: int = 3) -> list[Stalled]:
    """The projects that stand still, those first where amount times lateness is largest."""
    ids = list(candidates(user, chosen, today).values_list("project_id", flat=True))
    return explained(cards.in_order(ids), today, limit)


def explained(found: Sequence[Card], today: dt.date, limit: int) -> list[Stalled]:
    """The worst ``limit`` of the cards, each with its reason and its next move."""
    worst = sorted(found, key=lambda card: -card.claimed_fen * min(card.over_days(today), LATEST_COUNTED))
    return [_explain(card, today) for card in worst[:limit]]


def _explain(card: Card, today: dt.date) -> Stalled:
    lacking = names.first_missing(card)
    return Stalled(card, still.why(card, lacking, today), still.what_next(card, lacking, today))
