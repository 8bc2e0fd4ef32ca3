"""Low-odds projects: an argued list from which a manager keeps or stops."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from milepost.control.queries import cards, narrowing
from milepost.control.queries.cards import Card
from milepost.control.rules import odds
from milepost.control.rules.cells import keys
from milepost.control.rules.filters import Filters
from milepost.control.rules.odds import Sign
from milepost.kernel.text import Text
from milepost.playbook import queries as playbooks
from milepost.projects.models import DateChange, Qualification

if TYPE_CHECKING:
    from milepost.people.models import User

LOOKED_AT = 300
SHOWN = 40
OUT_OF_REACH = "approver_unreachable"
COMMERCIAL = 4


@dataclass(frozen=True, slots=True)
class LowOdds:
    """One project to keep or to stop: the facts against it, and the walk-away conditions set beforehand."""

    card: Card
    signs: list[Sign]
    conditions: tuple[Text, ...]


def keep_kill(user: "User", chosen: Filters, today: dt.date) -> list[LowOdds]:
    """Open projects with enough signs against them, the strongest argued and largest first."""
    found = cards.in_order(_suspects(user, chosen, today))
    ids = [card.project for card in found]
    verdicts = {one.project_id: one for one in Qualification.objects.filter(project_id__in=ids)}
    slips = _slips(ids)
    made = [_weighed(card, verdicts.get(card.project), slips, today) for card in found]
    low = [one for one in made if odds.is_low(one.signs)]
    return sorted(low, key=lambda one: (-len(one.signs), -one.card.claimed_fen))[:SHOWN]


def _weighed(card: Card, verdict: Qualification | None, slips: dict[int, int], today: dt.date) -> LowOdds:
    return LowOdds(card, odds.signs(_facts(card, verdict, slips), today), _conditions(card, verdict))


def _suspects(user: "User", chosen: Filters, today: dt.date) -> list[int]:
    quiet = today - dt.timedelta(days=odds.SILENT_DAYS)
    suspicious = (
        Q(stage_limit_on__lt=today)
        | Q(last_contact_on__lt=quiet)
        | Q(last_contact_on=None, stage_entered_on__lt=quiet)
        | Q(project_id__in=Qualification.objects.filter(verdict__in=("stop", "wait")).values("project_id"))
    )
    narrowed = narrowing.narrowed(user, replace(chosen, status="open", kind="project"), today)
    rows = narrowed.filter(suspicious, on_hold=False).order_by("-amount_fen", "-project_id")
    return list(rows.values_list("project_id", flat=True)[:LOOKED_AT])


def _slips(ids: Sequence[int]) -> dict[int, int]:
    later = DateChange.objects.filter(project_id__in=ids, moved_days__gt=0).order_by()
    return dict(later.values_list("project_id").annotate(times=Count("pk")))


def _facts(card: Card, verdict: Qualification | None, slips: dict[int, int]) -> odds.Facts:
    return odds.Facts(
        stage_limit_on=card.stage_limit_on,
        last_contact_on=card.last_contact_on,
        stage_entered_on=card.stage_entered_on,
        claimed_weight=card.claimed_weight,
        earned_weight=card.earned_weight,
        verdict=verdict.verdict if verdict else "",
        out_of_reach=_out_of_reach(card, verdict),
        slips=slips.get(card.project, 0),
    )


def _out_of_reach(card: Card, verdict: Qualification | None) -> bool:
    """Whether the approver is still not met in the commercial stage, where that was to be a reason to stop."""
    if verdict is None or OUT_OF_REACH not in verdict.walk_away or card.stage_order < COMMERCIAL:
        return False
    return any(key.startswith("approver") for key in (*keys(card.missing), *keys(card.expired)))


def _conditions(card: Card, verdict: Qualification | None) -> tuple[Text, ...]:
    if verdict is None:
        return ()
    known = {one.key: one.name for one in playbooks.compiled(card.playbook).reasons.get("walk_away_conditions", ())}
    return tuple(known[key] for key in verdict.walk_away if key in known)
