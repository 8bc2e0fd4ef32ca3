"""Writing, mending and withdrawing diary entries."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from milepost.accounts import permissions as account_permissions
from milepost.accounts.models import Contact
from milepost.diary import permissions
from milepost.diary.models import Entry
from milepost.diary.rules import ban, kinds
from milepost.kernel import merge
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.model import Playbook
from milepost.projects import permissions as project_permissions
from milepost.projects.models import Project, TenderDates
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
PROTECTED = "bid_evaluator"
LONGEST = 8000


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
    _set_people(actor, entry, people)
    _record(actor, now, entry, "diary.write", None, _told(entry))
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
            after=_said(one) | {"people": sorted(p.pk for p in row.people)},
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
    happened_on = _day(new.happened_on, timezone.localdate(now))
    roles = _roles(new.with_roles, new.kind, playbook)
    _refuse_ban(_kind(new.kind), happened_on, tender)
    return Entry(
        project=new.project,
        kind=new.kind,
        happened_on=happened_on,
        text=_text(new.text),
        outcome=_outcome(new.outcome, playbook),
        with_roles=roles,
        next_step=new.next_step.strip()[:200],
        next_on=new.next_on,
        by=by,
        at=now,
        external_id=new.external_id[:80],
    )


def _kind(kind: str) -> str:
    if kind not in kinds.KINDS:
        raise Refused(Text("请选择方式：拜访、电话、会议……", "Choose how: visit, call, meeting…"), field="kind")
    return kind


def _day(happened_on: dt.date | None, day: dt.date) -> dt.date:
    if happened_on is not None and happened_on > day:
        raise Refused(
            Text("还没发生的事请写成下一步。", "What has not happened yet is a next step."), field="happened_on"
        )
    return happened_on or day


def _text(text: str) -> str:
    clean = text.strip()
    if not clean:
        raise Refused(Text("请写一句发生了什么。", "Please write one sentence about what happened."), field="text")
    if len(clean) > LONGEST:
        raise Refused(Text(f"最长 {LONGEST} 个字。", f"At most {LONGEST} characters."), field="text")
    return clean


def _outcome(outcome: str, playbook: Playbook) -> str:
    if outcome and outcome not in playbook.words["call_outcomes"]:
        raise Refused(Text("请从列表中选择结果。", "Please choose an outcome from the list."), field="outcome")
    return outcome


def _roles(roles: Sequence[str], kind: str, playbook: Playbook) -> list[str]:
    if any(role not in playbook.words["buying_roles"] for role in roles):
        raise Refused(Text("请从列表中选择对方角色。", "Please choose the roles from the list."), field="with_roles")
    if PROTECTED in roles and kind != kinds.NOTE:
        raise Refused(
            Text(
                "评标专家不得接触，不能登记与其来往。",
                "Bid evaluators may not be contacted; no contact with them can be entered.",
            ),
            field="with_roles",
        )
    return list(dict.fromkeys(roles))


def _refuse_ban(kind: str, happened_on: dt.date, tender: TenderDates | None) -> None:
    if tender is None:
        return
    if ban.refuses(kind, happened_on, tender.deadline_at, tender.zone, tender.award_notice_on):
        raise Refused(
            Text(
                "投标截止到定标期间不得与客户谈实质内容；书面澄清请记为「消息」，内部情况请记为「内部记录」。",
                "From the bid deadline to the award nobody talks substance with the customer; enter a written clarification "
                "as a message, our own thoughts as an internal note.",
            ),
            field="kind",
        )


def _set_people(actor: User, entry: Entry, people: Sequence[Contact]) -> None:
    """People met may be anybody the author sees: the customer's, an agency's, a design institute's."""
    ids = {person.pk for person in people}
    if ids and account_permissions.visible_contacts(actor).filter(pk__in=ids).count() != len(ids):
        raise Http404
    entry.people.set(people)


@transaction.atomic
def edit(actor: User, *, now: dt.datetime, entry: Entry, version: int, changes: Mapping[str, object]) -> Entry:
    """Mend an entry as read at ``version``; the trail keeps what it said. Fields as in :func:`write`. May raise Stale."""
    current = Entry.objects.select_for_update(of=("self",)).select_related("project", "project__owner").get(pk=entry.pk)
    permissions.require_change(actor, current)
    _refuse_unknown(changes)
    if version != current.version:
        changes = merge.keep_mine(changes, trail_queries.changed_since("diary", current.pk, version), LABELS, _plain)
    before = _told(current)
    people = changes.get("people")
    _apply(current, now, changes)
    after = _told(current) | ({"people": sorted(one.pk for one in people)} if isinstance(people, list | tuple) else {})
    new = {key: value for key, value in after.items() if key in changes and before[key] != value}
    if not new:
        return current
    current.version += 1
    current.save()
    if isinstance(people, list | tuple):
        _set_people(actor, current, people)
    _record(actor, now, current, "diary.edit", {key: before[key] for key in new}, new | {"version": current.version})
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
    kind = _kind(str(stands("kind")))
    entry.with_roles = _roles(roles, kind, playbook)
    entry.happened_on = _day(happened_on, timezone.localdate(now))
    _refuse_ban(kind, entry.happened_on, tender)
    entry.kind, entry.text = kind, _text(str(stands("text")))
    entry.outcome = _outcome(str(stands("outcome")), playbook)
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
    _record(actor, now, current, "diary.withdraw", None, after, why.strip())
    trail.tell(
        "diary.written", now=now, project_id=current.project_id, payload={"entry": current.pk, "kind": current.kind}
    )
    return current


def _told(entry: Entry) -> dict[str, object]:
    """Everything an entry says, with the ids of the people met."""
    return _said(entry) | {"people": sorted(entry.people.values_list("pk", flat=True))}


def _said(entry: Entry) -> dict[str, object]:
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


def _record(
    actor: User,
    now: dt.datetime,
    entry: Entry,
    action: str,
    before: Mapping[str, object] | None,
    after: Mapping[str, object],
    why: str = "",
) -> None:
    trail.record(
        actor, now=now, action=action, kind="diary", object_id=entry.pk, project_id=entry.project_id,
        before=before, after=after, why=why,
    )  # fmt: skip


@transaction.atomic
def discard_many(actor: User, *, now: dt.datetime, entry_ids: Collection[int], why: str) -> int:
    """Delete entries that an undone import wrote; the trail keeps what they said."""
    entries = list(Entry.objects.filter(pk__in=entry_ids))
    changes = [
        trail.Change("diary.discard", "diary", one.pk, one.project_id, before=_told(one), why=why) for one in entries
    ]
    trail.record_many(actor, now=now, changes=changes)
    Entry.people.through.objects.filter(entry__in=entry_ids).delete()
    Entry.objects.filter(pk__in=[one.pk for one in entries]).delete()
    return len(entries)
