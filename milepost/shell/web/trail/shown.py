"""Entries of the trail as a reader sees them: who, when, what, and each value before and after."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from milepost.people.models import User
from milepost.shell.web.trail import hidden, meanings, words
from milepost.shell.web.trail.meanings import Meanings
from milepost.trail.models import Entry
from milepost.ui.text import say, t


@dataclass(frozen=True, slots=True)
class Row:
    """One line. ``changes`` holds (field, before, after) of what differs, ``facts`` (field, value) of the rest."""

    entry_id: int
    who: str
    at: dt.datetime
    what: str
    thing: str
    kind: str
    object_id: int
    project_id: int | None
    why: str
    changes: tuple[tuple[str, str, str], ...]
    facts: tuple[tuple[str, str], ...]
    erased: bool
    hidden: bool


def rows(reader: User, entries: Iterable[Entry]) -> list[Row]:
    """Lines for the page, with names looked up at once; what is confidential shows no values."""
    entries = list(entries)
    if not entries:
        return []
    closed = hidden.from_(reader, entries)
    known = meanings.of(entries)
    return [_row(entry, known, hide=entry.pk in closed) for entry in entries]


def _row(entry: Entry, known: Meanings, *, hide: bool) -> Row:
    return Row(
        entry_id=entry.pk,
        who=entry.actor_name or t("系统", "System"),
        at=entry.at,
        what=say(words.action(entry.action)),
        thing=say(words.kind(entry.kind)),
        kind=entry.kind,
        object_id=entry.object_id,
        project_id=entry.project_id,
        why="" if hide else entry.why,
        changes=() if hide else tuple(_changes(entry, known)),
        facts=() if hide else tuple(_facts(entry, known)),
        erased=entry.values.erased_at is not None,
        hidden=hide,
    )


def _changes(entry: Entry, known: Meanings) -> Iterable[tuple[str, str, str]]:
    """Fields that were recorded before and after and differ, and those that only stood before."""
    before, after = entry.values.before or {}, entry.values.after or {}
    for field in before:
        if field not in words.TECHNICAL:
            old, new = (known.written(field, side.get(field)) for side in (before, after))
            if old != new:
                yield say(words.field(field)), old, new


def _facts(entry: Entry, known: Meanings) -> Iterable[tuple[str, str]]:
    """Fields that were only recorded afterwards: what was made, or what the act was about."""
    before, after = entry.values.before or {}, entry.values.after or {}
    for field in after:
        text = known.written(field, after[field])
        if field not in before and field not in words.TECHNICAL and text:
            yield say(words.field(field)), text
