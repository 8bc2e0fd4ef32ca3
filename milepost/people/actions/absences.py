"""Deputies: who decides while somebody is away."""

import datetime as dt

from django.db import transaction

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import permissions
from milepost.people.models import Deputy, User
from milepost.trail import actions as trail


@transaction.atomic
def set_deputy(
    actor: User, *, now: dt.datetime, user: User, deputy: User, from_on: dt.date, until_on: dt.date
) -> Deputy:
    """While ``user`` is away, ``deputy`` decides in his place. Set by the person himself or an administrator."""
    _require(actor, user)
    _check(user, deputy, from_on, until_on)
    absence = Deputy.objects.create(user=user, deputy=deputy, from_on=from_on, until_on=until_on)
    trail.record(actor, now=now, action="deputy.set", kind="user", object_id=user.pk, after=_told(absence))
    return absence


@transaction.atomic
def end_deputy(actor: User, *, now: dt.datetime, absence: Deputy) -> Deputy:
    """The person is back; a second time changes nothing."""
    _require(actor, absence.user)
    if Deputy.objects.filter(pk=absence.pk, ended_at=None).update(ended_at=now):
        trail.record(actor, now=now, action="deputy.end", kind="user", object_id=absence.user_id, before=_told(absence))
    absence.refresh_from_db()
    return absence


def _require(actor: User, user: User) -> None:
    if actor.pk != user.pk:
        permissions.require_keeper(actor)


def _check(user: User, deputy: User, from_on: dt.date, until_on: dt.date) -> None:
    if user.pk == deputy.pk:
        raise Refused(Text("代理人不能是本人。", "The deputy has to be somebody else."), field="deputy")
    if not deputy.is_active:
        raise Refused(Text("代理人的账号已停用。", "The deputy's account is deactivated."), field="deputy")
    if until_on < from_on:
        raise Refused(Text("结束日期早于开始日期。", "The last day lies before the first day."), field="until_on")
    overlap = Deputy.objects.filter(user=user, ended_at=None, from_on__lte=until_on, until_on__gte=from_on)
    if overlap.exists():
        raise Refused(
            Text(
                "这段时间已经安排了代理人，请先结束原来的安排。",
                "These days already have a deputy; end that one first.",
            ),
            field="from_on",
        )


def _told(absence: Deputy) -> dict[str, object]:
    return {
        "deputy": absence.deputy_id,
        "from_on": absence.from_on.isoformat(),
        "until_on": absence.until_on.isoformat(),
    }
