"""What the trail keeps of an entry; whom it names."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.http import Http404

from milepost.accounts import permissions as account_permissions
from milepost.accounts.models import Contact
from milepost.diary.models import Entry
from milepost.people.models import User
from milepost.trail import actions as trail


def told(entry: Entry) -> dict[str, object]:
    """Everything an entry says, with the ids of the people met."""
    return said(entry) | {"people": sorted(entry.people.values_list("pk", flat=True))}


def said(entry: Entry) -> dict[str, object]:
    """Everything an entry says but the people met, as plain values."""
    return {
        "kind": entry.kind,
        "happened_on": entry.happened_on.isoformat(),
        "text": entry.text,
        "outcome": entry.outcome,
        "with_roles": list(entry.with_roles),
        "next_step": entry.next_step,
        "next_on": entry.next_on.isoformat() if entry.next_on else None,
        "version": entry.version,
    }


def record(
    actor: User,
    now: dt.datetime,
    entry: Entry,
    action: str,
    before: Mapping[str, object] | None,
    after: Mapping[str, object],
    why: str = "",
) -> None:
    """Record a change of an entry in its project's chain."""
    trail.record(
        actor, now=now, action=action, kind="diary", object_id=entry.pk, project_id=entry.project_id,
        before=before, after=after, why=why,
    )  # fmt: skip


def set_people(actor: User, entry: Entry, people: Sequence[Contact]) -> None:
    """People met may be anybody the author sees: the customer's, an agency's, a design institute's."""
    ids = {person.pk for person in people}
    if ids and account_permissions.visible_contacts(actor).filter(pk__in=ids).count() != len(ids):
        raise Http404
    entry.people.set(people)
