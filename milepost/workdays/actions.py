"""Changing the working-day table."""

import datetime as dt

from django.db import transaction

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.trail import actions as trail
from milepost.workdays import permissions, queries
from milepost.workdays.models import SpecialDay


@transaction.atomic
def ensure_shipped(*, now: dt.datetime) -> int:
    """Put the shipped days of years without any row into the table; returns how many came in.

    A year somebody has edited is left alone.
    """
    known = set(queries.known_years())
    new = [day for day in queries.shipped() if day.day.year not in known]
    SpecialDay.objects.bulk_create(new)
    if new:
        years = sorted({day.day.year for day in new})
        trail.record(None, now=now, action="workdays.seed", kind="workdays", object_id=0, after={"years": years})
    return len(new)


@transaction.atomic
def set_day(actor: User, *, now: dt.datetime, day: dt.date, works: bool, name: str = "") -> SpecialDay:
    """Say that people work, or do not, on a day that the plain week has otherwise."""
    _require_keeper(actor)
    if works == (day.weekday() < 5):
        raise Refused(
            Text(
                "这一天按平常的星期就是这样，不用登记。", "The plain week already says so; there is nothing to enter."
            ),
            field="day",
        )
    known = SpecialDay.objects.filter(day=day).first()
    before = {"works": known.works, "name": known.name} if known else None
    special, _ = SpecialDay.objects.update_or_create(day=day, defaults={"works": works, "name": name.strip()[:40]})
    _record(actor, now, special, before, {"works": works, "name": special.name})
    return special


@transaction.atomic
def clear_day(actor: User, *, now: dt.datetime, special: SpecialDay) -> None:
    """Let a day follow the plain week again; the last day of a year stays, else the year would be unknown."""
    _require_keeper(actor)
    if SpecialDay.objects.filter(day__year=special.day.year).count() == 1:
        raise Refused(
            Text(
                "这是该年最后一条，删掉后整年的工作日就无从计算。",
                "This is the year's last entry; without it the year's working days are unknown.",
            )
        )
    _record(actor, now, special, {"works": special.works, "name": special.name}, None)
    special.delete()


def _record(
    actor: User,
    now: dt.datetime,
    special: SpecialDay,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
) -> None:
    trail.record(
        actor, now=now, action="workdays.set", kind="workdays", object_id=special.pk, before=before,
        after={"day": special.day.isoformat(), **(after or {"cleared": True})},
    )  # fmt: skip


def _require_keeper(actor: User) -> None:
    if not permissions.may_edit(actor):
        raise Refused(
            Text(
                "只有管理员和销售运营可以改工作日表。",
                "Only administrators and sales operations change the working-day table.",
            )
        )
