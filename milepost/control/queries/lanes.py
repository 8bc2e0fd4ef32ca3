"""The board: one lane per stage, one for what is being delivered, one for what has ended."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from milepost.control.models import Standings
from milepost.control.queries import cards, narrowing, sums
from milepost.control.queries.cards import Card
from milepost.control.queries.sums import Line
from milepost.control.rules.cells import NOTHING, Sums
from milepost.control.rules.filters import Filters

if TYPE_CHECKING:
    from milepost.people.models import User

CARDS = 20
AFTER_CARDS = 6
ORDER = ("-amount_fen", "-project_id")
WON, ENDED = "won", "closed"


@dataclass(frozen=True, slots=True)
class Lane:
    """One column: ``filters`` choose exactly its projects, ``more`` is the mark of the next cards."""

    key: str
    filters: Filters
    count: int
    lines: list[Line]
    cards: list[Card]
    more: str


def board(user: "User", chosen: Filters, stages: Sequence[str], today: dt.date) -> list[Lane]:
    """All lanes with their sums and first cards: four statements however many projects there are."""
    lanes = _lanes(chosen, stages)
    counted = _counted(user, chosen, today)
    asked = {
        key: [part.order_by(*ORDER)[: _shown(key) + 1] for part in narrowing.parts(user, one, today)]
        for key, one in lanes.items()
    }
    found = cards.first_of(asked, _key, {key: _shown(key) + 1 for key in lanes})
    return [
        _lane(key, one, counted[key], found[key][: _shown(key)], len(found[key]) > _shown(key))
        for key, one in lanes.items()
    ]


def _key(card: Card) -> tuple[int, int]:
    return -card.amount_fen, -card.project


def _shown(key: str) -> int:
    """How many cards a lane shows at first; what is behind us needs fewer."""
    return AFTER_CARDS if key in (WON, ENDED) else CARDS


def more(user: "User", lane: Filters, after: str, today: dt.date) -> tuple[list[Card], str]:
    """The next cards of a lane after the mark ``amount~project``, and the mark after them."""
    asked = [_after(part, after).order_by(*ORDER)[: CARDS + 1] for part in narrowing.parts(user, lane, today)]
    found = cards.first_of({"": asked}, _key, {"": CARDS + 1})[""]
    return found[:CARDS], _mark(found[:CARDS], len(found) > CARDS)


def _lanes(chosen: Filters, stages: Sequence[str]) -> dict[str, Filters]:
    own = replace(chosen, kind="project")
    lanes = {stage: replace(own, stage=stage, status="open") for stage in stages}
    # What was signed or has ended does not stand still, and lacks nothing any more.
    after = replace(own, stage="", still=False, expiring=False, standard="", sign="", gate="")
    return lanes | {WON: replace(after, status="won"), ENDED: replace(after, status="closed")}


def _counted(user: "User", chosen: Filters, today: dt.date) -> dict[str, dict[tuple[object, ...], Sums]]:
    lanes: dict[str, dict[tuple[object, ...], Sums]] = defaultdict(lambda: defaultdict(lambda: NOTHING))
    plain = replace(chosen, stage="", kind="project", status="all")
    for (status, stage, currency), found in sums.grouped(user, plain, today, ("status", "stage")).items():
        key = stage if status == "open" else WON if status == "won" else ENDED
        lanes[key][(currency,)] = lanes[key][(currency,)].plus(found)
    return lanes


def _after(rows: Standings, after: str) -> Standings:
    amount, _, project = after.partition("~")
    if not (amount.isdigit() and project.isdigit()):
        return rows
    return rows.filter(amount_fen__lte=int(amount)).exclude(amount_fen=int(amount), project_id__gte=int(project))


def _lane(key: str, chosen: Filters, counted: dict[tuple[object, ...], Sums], shown: list[Card], is_more: bool) -> Lane:
    lines = sums.as_lines(counted)
    return Lane(key, chosen, sums.total_of(lines), lines, shown, _mark(shown, is_more))


def _mark(shown: Sequence[Card], is_more: bool) -> str:
    return f"{shown[-1].amount_fen}~{shown[-1].project}" if is_more and shown else ""
