"""Letting one person see one object of a room above, and taking that back."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from milepost.people.models import Grant, User
from milepost.trail import actions as trail


@transaction.atomic
def grant(
    actor: User | None,
    *,
    now: dt.datetime,
    user: User,
    kind: str,
    object_id: int,
    why: str,
    until_on: dt.date | None = None,
) -> Grant:
    """Let ``user`` see the object because of ``why``; granting again only moves ``until_on``.

    The caller has checked that ``actor`` may do this: only he knows the object.
    """
    given, new = Grant.objects.get_or_create(
        user=user, kind=kind, object_id=object_id, why=why, defaults={"until_on": until_on}
    )
    if not new and given.until_on == until_on:
        return given
    if not new:
        given.until_on = until_on
        given.save(update_fields=["until_on"])
    trail.record(
        actor,
        now=now,
        action="grant.give",
        kind=kind,
        object_id=object_id,
        project_id=object_id if kind == "project" else None,
        after={"user": user.pk, "until_on": until_on.isoformat() if until_on else None},
        why=why,
    )
    return given


@transaction.atomic
def grant_many(actor: User | None, *, now: dt.datetime, given: Collection[tuple[int, str, int, str]]) -> int:
    """Grant many (user id, kind, object id, why) without an end, with few statements; returns how many are new.

    The caller has checked that ``actor`` may do this: only he knows the objects.
    """
    known: set[tuple[int, str, int, str]] = set()
    whys = sorted({why for *_, why in given})
    for start in range(0, len(whys), 500):
        held = Grant.objects.filter(why__in=whys[start : start + 500])
        known.update(held.values_list("user_id", "kind", "object_id", "why"))
    new = [one for one in dict.fromkeys(given) if one not in known]
    Grant.objects.bulk_create(
        [Grant(user_id=user, kind=kind, object_id=pk, why=why) for user, kind, pk, why in new], batch_size=500
    )
    changes = [
        trail.Change(
            "grant.give", kind, pk, pk if kind == "project" else None, after={"user": user, "until_on": None}, why=why
        )
        for user, kind, pk, why in new
    ]
    trail.record_many(actor, now=now, changes=changes)
    return len(new)


@transaction.atomic
def revoke_grants(
    actor: User | None, *, now: dt.datetime, kind: str, object_id: int, why: str, user: User | None = None
) -> int:
    """Take back what was granted on the object because of ``why`` (of one person, else of all). Returns how many."""
    held = Grant.objects.filter(kind=kind, object_id=object_id, why=why)
    if user is not None:
        held = held.filter(user=user)
    users = sorted(held.values_list("user_id", flat=True))
    if not users:
        return 0
    held.delete()
    trail.record(
        actor,
        now=now,
        action="grant.revoke",
        kind=kind,
        object_id=object_id,
        project_id=object_id if kind == "project" else None,
        before={"users": users},
        why=why,
    )
    return len(users)
