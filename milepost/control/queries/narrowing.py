"""Filters turned into conditions on standings."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import DateField, Q, Value
from django.db.models.functions import Coalesce

from milepost.control.models import Standing, Standings
from milepost.control.rules import filters as rule
from milepost.control.rules.filters import Filters
from milepost.people import queries as people
from milepost.people.rules import paths
from milepost.projects import sight
from milepost.search import queries as search

if TYPE_CHECKING:
    from milepost.people.models import User

SEARCHED_AT_MOST = 500


def narrowed(user: "User", chosen: Filters, today: dt.date) -> Standings:
    """The standings a person sees that answer the filters."""
    seen: Standings = Standing.objects.visible_to(user)
    return seen.filter(condition(user, chosen, today))


def parts(user: "User", chosen: Filters, today: dt.date) -> list[Standings]:
    """The same rows as ``narrowed``, cut into querysets that an index each serves in order; some may overlap.

    One per status, and one for each of the units a person sees and for what he works in: to be read together
    by ``cards.first_of``.
    """
    # As expressions, place and day of signing are looked at while an index is walked in order. As columns they
    # would lure the planner to another index and to sorting a quarter of all rows for the first twenty.
    rows = Standing.objects.alias(
        place=Coalesce("unit_path", Value("")), sign_day=Coalesce("expected_sign_on", Value(None, DateField()))
    )
    rows = rows.filter(condition(user, replace(chosen, status="all"), today, "sign_day"))
    return [rows.filter(half, status=status) for status in chosen.statuses() for half in _halves(user)]


def _halves(user: "User") -> list[Q]:
    seen = people.sight(user)
    if seen.everything:
        return [Q()]
    own = Q(project_id__in=sight.own_ids(user))
    return [own, *(Q(place__gte=low, place__lt=high) for low, high in seen.spans)]


def condition(user: "User", chosen: Filters, today: dt.date, sign_day: str = "expected_sign_on") -> Q:
    """The filters as one condition (without sight); ``sign_day`` names what holds the day of signing."""
    found = _status(chosen) & _place(user, chosen) & _proof(chosen) & _dates(chosen, today, sign_day)
    if chosen.q:
        found &= Q(project_id__in=search.find_ids("project", chosen.q, limit=SEARCHED_AT_MOST))
    return found


def _status(chosen: Filters) -> Q:
    wanted = chosen.statuses()
    if wanted == rule.STATUSES:
        return Q()
    return Q(status=wanted[0]) if len(wanted) == 1 else Q(status__in=wanted)


def _place(user: "User", chosen: Filters) -> Q:
    equal: dict[str, Any] = {
        "stage": chosen.stage,
        "owner_id": user.pk if chosen.mine else chosen.owner,
        "level": chosen.level,
        "kind": chosen.kind,
        "currency": chosen.currency,
        "gate_state": chosen.gate,
    }
    found = Q(**{name: value for name, value in equal.items() if value})
    if chosen.mine and chosen.owner and chosen.owner != user.pk:
        found &= Q(owner_id=chosen.owner)
    return found & team(chosen.team)


def team(path: str, field: str = "unit_path") -> Q:
    """Condition for one unit and everything below it; none for an empty path."""
    if not path:
        return Q()
    low, high = paths.span(path)
    return Q(**{f"{field}__gte": low, f"{field}__lt": high})


def _proof(chosen: Filters) -> Q:
    found = Q()
    if chosen.standard:
        found &= Q(missing__contains=f",{chosen.standard},")
    if chosen.beyond:
        found &= beyond(chosen.beyond)
    if chosen.reached:
        found &= Q(reached_order=chosen.reached)
    if chosen.expiring:
        found &= ~Q(expiring="") | ~Q(expired="")
    if chosen.unproved:
        found &= Q(earned_weight=0)
    if chosen.proved:
        found &= Q(earned_weight__gt=0)
    if chosen.incomplete:
        found &= Q(incomplete=True)
    return found


def beyond(order: int) -> Q:
    """Projects that went past the stage of this order, or won."""
    return Q(reached_order__gt=order) | Q(status__in=("won", "delivered"))


def _dates(chosen: Filters, today: dt.date, sign_day: str) -> Q:
    found = Q()
    if chosen.still:
        found &= Q(stage_limit_on__lt=today, on_hold=False)
    if chosen.held:
        found &= Q(on_hold=True)
    if chosen.amount_min:
        found &= Q(amount_fen__gte=chosen.amount_min * 100)
    if chosen.amount_max:
        found &= Q(amount_fen__lte=chosen.amount_max * 100)
    return found & _sign(chosen.sign, today, sign_day)


def _sign(sign: str, today: dt.date, sign_day: str) -> Q:
    if not sign:
        return Q()
    if sign == "none":
        return Q(**{sign_day: None})
    first, last = rule.sign_span(sign, today)
    found = Q(**{f"{sign_day}__lte": last})
    return found & Q(**{f"{sign_day}__gte": first}) if first else found
