"""Writing entries: one, or thousands from an import."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from milepost.accounts.models import Contact
from milepost.diary.actions import checking, keeping
from milepost.diary.models import Entry
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.model import Playbook
from milepost.projects import permissions as project_permissions
from milepost.projects.models import Project, TenderDates
from milepost.trail import actions as trail


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to be written; ``at`` and ``by`` are for imported ones."""

    project: Project
    text: str
    kind: str = "visit"
    happened_on: dt.date | None = None
    outcome: str = ""
    with_roles: Sequence[str] = ()
    people: Sequence[Contact] = ()
    next_step: str = ""
    next_on: dt.date | None = None
    by: User | None = None
    external_id: str = ""


@transaction.atomic
def write(
    actor: User,
    *,
    now: dt.datetime,
    project: Project,
    text: str,
    kind: str = "visit",
    happened_on: dt.date | None = None,
    people: Sequence[Contact] = (),
    outcome: str = "",
    with_roles: Sequence[str] = (),
    next_step: str = "",
    next_on: dt.date | None = None,
) -> Entry:
    """Write what happened with the customer, or (``note``) what only we should know.

    Refused for a day in the future, for contact with a bid evaluator, and for contact on substance between the
    bid deadline and the award.
    """
    project_permissions.require_edit(actor, project)
    new = NewEntry(project, text, kind, happened_on, outcome, with_roles, people, next_step, next_on)
    tender = TenderDates.objects.filter(project=project).first()
    entry = _entry(actor, now, new, playbooks.compiled(project.playbook_id), tender)
    entry.save()
    keeping.set_people(actor, entry, people)
    keeping.record(actor, now, entry, "diary.write", None, keeping.told(entry))
    trail.tell("diary.written", now=now, project_id=project.pk, payload={"entry": entry.pk, "kind": entry.kind})
    return entry


@transaction.atomic
def write_many(actor: User, *, now: dt.datetime, rows: Sequence[NewEntry], tell_each: bool = True) -> list[Entry]:
    """Write many entries with few statements (an import); the caller has checked that the actor may.

    With ``tell_each`` false the caller recomputes what follows by himself.
    """
    tenders = {one.project_id: one for one in TenderDates.objects.filter(project__in={row.project.pk for row in rows})}
    entries = [
        _entry(row.by or actor, now, row, playbooks.compiled(row.project.playbook_id), tenders.get(row.project.pk))
        for row in rows
    ]
    made = Entry.objects.bulk_create(entries, batch_size=500)
    links = [
        Entry.people.through(entry_id=entry.pk, contact_id=person.pk)
        for entry, row in zip(made, rows, strict=True)
        for person in row.people
    ]
    Entry.people.through.objects.bulk_create(links, batch_size=500)
    changes = [
        trail.Change(
            "diary.write",
            "diary",
            one.pk,
            one.project_id,
            after=keeping.said(one) | {"people": sorted(p.pk for p in row.people)},
        )
        for one, row in zip(made, rows, strict=True)
    ]
    trail.record_many(actor, now=now, changes=changes)
    if tell_each:
        for entry in made:
            trail.tell(
                "diary.written", now=now, project_id=entry.project_id, payload={"entry": entry.pk, "kind": entry.kind}
            )
    return made


def _entry(by: User, now: dt.datetime, new: NewEntry, playbook: Playbook, tender: TenderDates | None) -> Entry:
    happened_on = checking.day(new.happened_on, timezone.localdate(now))
    roles = checking.roles(new.with_roles, new.kind, playbook)
    checking.refuse_ban(checking.kind(new.kind), happened_on, tender)
    return Entry(
        project=new.project,
        kind=new.kind,
        happened_on=happened_on,
        text=checking.text(new.text),
        outcome=checking.outcome(new.outcome, playbook),
        with_roles=roles,
        next_step=new.next_step.strip()[:200],
        next_on=new.next_on,
        by=by,
        at=now,
        external_id=new.external_id[:80],
    )
