"""Sums per currency: claimed, proved, and how much of the proof was judged by hand."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum

from milepost.control.models import Standing, Total
from milepost.control.queries import narrowing
from milepost.control.rules.cells import NOTHING, Sums, keys
from milepost.control.rules.filters import Filters
from milepost.people import queries as people
from milepost.projects import sight

if TYPE_CHECKING:
    from milepost.people.models import User

COLUMNS = ("count", "amount_fen", "claimed_fen", "earned_fen", "hand_fen", "entered_days")
AMOUNTS = COLUMNS[1:5]
Grouped = dict[tuple[Any, ...], Sums]


@dataclass(frozen=True, slots=True)
class Line:
    """One currency's sums; ``share`` is the proved part of the claimed in whole percent, None for none claimed."""

    currency: str
    count: int
    amount_fen: int
    claimed_fen: int
    earned_fen: int
    hand_fen: int

    @property
    def share(self) -> int | None:
        """Proved in percent of claimed."""
        return self.earned_fen * 100 // self.claimed_fen if self.claimed_fen else None

    @property
    def gap_fen(self) -> int:
        """Claimed but not proved."""
        return self.claimed_fen - self.earned_fen


def lines(user: "User", chosen: Filters, today: dt.date) -> list[Line]:
    """One line per currency, the one with most projects first; empty when there is no project."""
    return as_lines(grouped(user, chosen, today, ()))


def as_lines(groups: Mapping[tuple[Any, ...], Sums]) -> list[Line]:
    """Lines out of groups whose last part is the currency; never summed across currencies."""
    found: dict[str, Sums] = defaultdict(lambda: NOTHING)
    for key, sums in groups.items():
        found[key[-1]] = found[key[-1]].plus(sums)
    made = [Line(currency, *sums[:5]) for currency, sums in found.items() if sums.count]
    return sorted(made, key=lambda line: (-line.count, line.currency))


def grouped(user: "User", chosen: Filters, today: dt.date, by: tuple[str, ...]) -> Grouped:
    """Sums of project selling by the columns ``by`` and, last, the currency.

    ``by`` names columns of ``Total``. Kept sums answer where they can; other filters are summed as asked.
    """
    groups = (*by, "currency")
    if chosen.kind not in ("", "project"):
        return {}
    if not chosen.kept():
        return _live(narrowing.narrowed(user, chosen, today), groups)
    found: Grouped = defaultdict(lambda: NOTHING)
    for part in (_kept(user, chosen, groups), _own(user, chosen, today, groups)):
        for key, sums in part.items():
            found[key] = found[key].plus(sums)
    return {key: sums for key, sums in found.items() if sums.count}


def _kept(user: "User", chosen: Filters, groups: tuple[str, ...]) -> Grouped:
    seen = people.sight(user)
    if not seen.everything and not seen.spans:
        return {}
    asked = Total.objects.filter(people.in_sight(seen, "unit_path"), _total_condition(user, chosen, groups))
    named = {name: Sum(name) for name in COLUMNS}
    rows = asked.order_by().values_list(*groups).annotate(**{f"sum_{k}": v for k, v in named.items()})
    return {row[: len(groups)]: Sums(*row[len(groups) :]) for row in rows}


def _total_condition(user: "User", chosen: Filters, groups: tuple[str, ...]) -> Q:
    found = narrowing.team(chosen.team) & Q(status__in=chosen.statuses())
    if "standard" not in groups or chosen.standard:
        found &= Q(standard=chosen.standard)
    else:
        found &= ~Q(standard="")
    owner = user.pk if chosen.mine else chosen.owner
    for name, value in (
        ("stage", chosen.stage),
        ("currency", chosen.currency),
        ("owner_id", owner),
        ("reached_order", chosen.reached),
    ):
        if value:
            found &= Q(**{name: value})
    return found & narrowing.beyond(chosen.beyond) if chosen.beyond else found


def _own(user: "User", chosen: Filters, today: dt.date, groups: tuple[str, ...]) -> Grouped:
    """Projects a person works in that lie outside the units he sees: few, so summed as asked."""
    seen = people.sight(user)
    if seen.everything:
        return {}
    mine = Standing.objects.filter(project_id__in=sight.own_ids(user)).exclude(people.in_sight(seen, "unit_path"))  # type: ignore[misc]
    asked = mine.filter(narrowing.condition(user, chosen, today), kind="project")
    return _by_standard(asked, groups) if "standard" in groups else _live(asked, groups)


def _live(asked: Any, groups: tuple[str, ...]) -> Grouped:
    sums = {f"sum_{name}": Sum(name) for name in AMOUNTS}
    rows = asked.filter(kind="project").order_by().values_list(*groups).annotate(sum_count=Count("pk"), **sums)
    return {row[: len(groups)]: Sums(*row[len(groups) :]) for row in rows}


def _by_standard(asked: Any, groups: tuple[str, ...]) -> Grouped:
    at = groups.index("standard")
    plain = [name for name in groups if name != "standard"]
    found: Grouped = defaultdict(lambda: NOTHING)
    for row in asked.values_list("missing", *AMOUNTS, *plain):
        rest = row[5:]
        for standard in keys(row[0]):
            key = (*rest[:at], standard, *rest[at:])
            found[key] = found[key].plus(Sums(1, *row[1:5]))
    return found


def total_of(lines_: Iterable[Line]) -> int:
    """How many projects the lines count."""
    return sum(line.count for line in lines_)
