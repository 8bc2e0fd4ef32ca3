"""Mending an entry, taking one back."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone

from milepost.accounts.models import Contact
from milepost.diary import permissions
from milepost.diary.actions import checking, keeping
from milepost.diary.models import Entry
from milepost.kernel import merge
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.projects.models import TenderDates
from milepost.trail import actions as trail
from milepost.trail import queries as trail_queries

LABELS = {
    "kind": Text("方式", "Kind"),
    "happened_on": Text("日期", "Day"),
    "text": Text("内容", "Text"),
    "outcome": Text("结果", "Outcome"),
    "with_roles": Text("对方角色", "Roles met"),
    "people": Text("联系人", "People"),
    "next_step": Text("下一步", "Next step"),
    "next_on": Text("下一步日期", "Next step on"),
}


@transaction.atomic
def edit(actor: User, *, now: dt.datetime, entry: Entry, version: int, changes: Mapping[str, object]) -> Entry:
    """Mend an entry as read at ``version``; the trail keeps what it said. Fields as in :func:`write`. May raise Stale."""
    current = Entry.objects.select_for_update(of=("self",)).select_related("project", "project__owner").get(pk=entry.pk)
    permissions.require_change(actor, current)
    _refuse_unknown(changes)
    if version != current.version:
        changes = merge.keep_mine(changes, trail_queries.changed_since("diary", current.pk, version), LABELS, _plain)
    before = keeping.told(current)
    people = changes.get("people")
    _apply(current, now, changes)
    after = keeping.told(current) | (
        {"people": sorted(one.pk for one in people)} if isinstance(people, list | tuple) else {}
    )
    new = {key: value for key, value in after.items() if key in changes and before[key] != value}
    if not new:
        return current
    current.version += 1
    current.save()
    if isinstance(people, list | tuple):
        keeping.set_people(actor, current, people)
    keeping.record(
        actor, now, current, "diary.edit", {key: before[key] for key in new}, new | {"version": current.version}
    )
    trail.tell(
        "diary.written", now=now, project_id=current.project_id, payload={"entry": current.pk, "kind": current.kind}
    )
    return current


def _plain(value: object) -> object:
    """A changed value as the trail keeps it: days in ISO form, people by their ids."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return sorted(one.pk for one in value) if value and isinstance(value[0], Contact) else list(value)
    return value


def _refuse_unknown(changes: Mapping[str, object]) -> None:
    for key in changes:
        if key not in LABELS:
            raise Refused(Text(f"没有字段「{key}」。", f"There is no field {key!r}."), field=key)


def _apply(entry: Entry, now: dt.datetime, changes: Mapping[str, object]) -> None:
    def stands(key: str) -> object:
        return changes.get(key, getattr(entry, key))

    playbook = playbooks.compiled(entry.project.playbook_id)
    tender = TenderDates.objects.filter(project=entry.project).first()
    roles, happened_on, next_on = stands("with_roles"), stands("happened_on"), stands("next_on")
    assert isinstance(roles, list | tuple)
    assert isinstance(happened_on, dt.date)
    assert next_on is None or isinstance(next_on, dt.date)
    kind = checking.kind(str(stands("kind")))
    entry.with_roles = checking.roles(roles, kind, playbook)
    entry.happened_on = checking.day(happened_on, timezone.localdate(now))
    checking.refuse_ban(kind, entry.happened_on, tender)
    entry.kind, entry.text = kind, checking.text(str(stands("text")))
    entry.outcome = checking.outcome(str(stands("outcome")), playbook)
    entry.next_step, entry.next_on = str(stands("next_step")).strip()[:200], next_on


@transaction.atomic
def withdraw(actor: User, *, now: dt.datetime, entry: Entry, why: str) -> Entry:
    """Take an entry back: it proves nothing any more, the trail keeps it."""
    current = Entry.objects.select_for_update(of=("self",)).select_related("project", "project__owner").get(pk=entry.pk)
    permissions.require_change(actor, current)
    if not why.strip():
        raise Refused(Text("请写明为什么撤回。", "Please say why it is withdrawn."), field="why")
    current.withdrawn_on = timezone.localdate(now)
    current.version += 1
    current.save(update_fields=["withdrawn_on", "version"])
    after = {"withdrawn_on": current.withdrawn_on.isoformat(), "version": current.version}
    keeping.record(actor, now, current, "diary.withdraw", None, after, why.strip())
    trail.tell(
        "diary.written", now=now, project_id=current.project_id, payload={"entry": current.pk, "kind": current.kind}
    )
    return current


@transaction.atomic
def discard_many(actor: User, *, now: dt.datetime, entry_ids: Collection[int], why: str) -> int:
    """Delete entries that an undone import wrote; the trail keeps what they said."""
    entries = list(Entry.objects.filter(pk__in=entry_ids))
    changes = [
        trail.Change("diary.discard", "diary", one.pk, one.project_id, before=keeping.told(one), why=why)
        for one in entries
    ]
    trail.record_many(actor, now=now, changes=changes)
    Entry.people.through.objects.filter(entry__in=entry_ids).delete()
    Entry.objects.filter(pk__in=[one.pk for one in entries]).delete()
    return len(entries)
