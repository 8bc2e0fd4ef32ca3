"""What a director sees first: claimed and proved, where the proof lacks, what stands still, what is due."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from milepost.control.models import Standing
from milepost.control.queries import cards, names, narrowing, steps, still, sums
from milepost.control.queries.cards import Card
from milepost.control.queries.steps import Part
from milepost.control.queries.still import Stalled
from milepost.control.queries.sums import Line
from milepost.control.rules.cells import NOTHING, Sums
from milepost.control.rules.filters import Filters
from milepost.kernel.text import Text

if TYPE_CHECKING:
    from milepost.people.models import Unit, User

AHEAD_DAYS = 30
OF_EACH = 12
GAPS = 3
WHATS = ("bid_on", "expected_sign_on", "expires_on")


@dataclass(frozen=True, slots=True)
class Gap:
    """A standard that open projects lack in their stage, with what they claim and have not proved."""

    standard: str
    name: Text
    count: int
    lines: list[Line]
    filters: Filters


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that is coming: ``what`` is ``bid_on``, ``expected_sign_on`` or ``expires_on``."""

    on: dt.date
    what: str
    card: Card


@dataclass(frozen=True, slots=True)
class Landing:
    """Everything on the director's first screen except what waits for him (the gates room shows that)."""

    lines: list[Line]
    count: int
    filters: Filters
    gaps: list[Gap]
    stalled: list[Stalled]
    deadlines: list[Deadline]
    parts: list[Part]
    by_owner: bool


def landing(user: "User", chosen: Filters, today: dt.date, units: Sequence["Unit"] | None = None) -> Landing:
    """The first screen for the projects in sight, narrowed by team or owner; ``units`` if the caller has read them."""
    own = replace(chosen, status="open", kind="project")
    groups = sums.grouped(user, own, today, ("unit_path", "owner_id"))
    parts, by_owner = steps.split(groups, own, units)
    lines = sums.as_lines(groups)
    still_ids, *due_ids = cards.first_ids([still.candidates(user, own, today), *_due(user, own, today)])  # type: ignore[list-item]
    found = cards.by_ids([*still_ids, *(one for part in due_ids for one in part)])
    return Landing(
        lines=lines,
        count=sums.total_of(lines),
        filters=own,
        gaps=gaps(user, own, today, version=max((card.playbook for card in found.values()), default=0)),
        stalled=still.explained([found[one] for one in still_ids if one in found], today, 3),
        deadlines=_deadlines(found, due_ids),
        parts=parts,
        by_owner=by_owner,
    )


def gaps(user: "User", chosen: Filters, today: dt.date, limit: int = GAPS, version: int = 0) -> list[Gap]:
    """The standards that hold back most of what is claimed but not proved, in the currency most projects use.

    ``version`` is the playbook version that names them; 0 for the live one.
    """
    by_standard: dict[str, dict[tuple[object, ...], Sums]] = defaultdict(lambda: defaultdict(lambda: NOTHING))
    for (standard, currency), value in sums.grouped(user, chosen, today, ("standard",)).items():
        by_standard[standard][(currency,)] = value
    if not by_standard:
        return []
    version = version or names.live_version()
    made = [_gap(version, standard, sums.as_lines(groups), chosen) for standard, groups in by_standard.items()]
    used: Counter[str] = Counter()
    for gap in made:
        used.update({line.currency: line.count for line in gap.lines})
    main = used.most_common(1)[0][0]
    return sorted(made, key=lambda gap: (-_gap_in(gap, main), -gap.count, gap.standard))[:limit]


def _gap_in(gap: Gap, currency: str) -> int:
    return sum(line.gap_fen for line in gap.lines if line.currency == currency)


def _gap(version: int, standard: str, lines: list[Line], chosen: Filters) -> Gap:
    name = names.standard(version, standard)
    return Gap(standard, name, sums.total_of(lines), lines, replace(chosen, standard=standard))


def _due(user: "User", chosen: Filters, today: dt.date) -> list[QuerySet[Standing]]:
    ahead = today + dt.timedelta(days=AHEAD_DAYS)
    seen = narrowing.narrowed(user, chosen, today)
    return [
        seen.filter(**{f"{what}__gte": today, f"{what}__lte": ahead}).order_by(what, "project_id")[:OF_EACH]
        for what in WHATS
    ]


def deadlines(user: "User", chosen: Filters, today: dt.date) -> list[Deadline]:
    """Bids, signings and expiring proofs of the next thirty days, soonest first."""
    due_ids = cards.first_ids(_due(user, replace(chosen, status="open", kind="project"), today))  # type: ignore[arg-type]
    return _deadlines(cards.by_ids([one for part in due_ids for one in part]), due_ids)


def _deadlines(found: dict[int, Card], due_ids: list[list[int]]) -> list[Deadline]:
    made = [
        Deadline(getattr(found[one], what), what, found[one])
        for what, ids in zip(WHATS, due_ids, strict=True)
        for one in ids
        if one in found
    ]
    return sorted(made, key=lambda due: (due.on, due.card.project))
