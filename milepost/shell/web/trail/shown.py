"""Entries of the trail as a reader sees them: who, when, what, and each value before and after."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from milepost.people.models import User
from milepost.shell.web.trail import hidden, words
from milepost.trail.models import Entry
from milepost.ui import formats
from milepost.ui.text import say, t


@dataclass(frozen=True, slots=True)
class Row:
    """One line. ``changes`` holds (field, before, after) of what differs."""

    entry_id: int
    who: str
    at: dt.datetime
    what: str
    thing: str
    kind: str
    object_id: int
    why: str
    changes: tuple[tuple[str, str, str], ...]
    erased: bool
    hidden: bool


def rows(reader: User, entries: Iterable[Entry]) -> list[Row]:
    """Lines for the page, with the names of people looked up at once; what is confidential shows no values."""
    entries = list(entries)
    closed = hidden.from_(reader, entries)
    names = _names(entries)
    return [_row(entry, names, hide=entry.pk in closed) for entry in entries]


def _row(entry: Entry, names: Mapping[int, str], *, hide: bool) -> Row:
    values = entry.values
    return Row(
        entry_id=entry.pk,
        who=entry.actor_name or t("系统", "System"),
        at=entry.at,
        what=say(words.action(entry.action)),
        thing=say(words.kind(entry.kind)),
        kind=entry.kind,
        object_id=entry.object_id,
        why="" if hide else entry.why,
        changes=() if hide else tuple(_changes(values.before or {}, values.after or {}, names)),
        erased=values.erased_at is not None,
        hidden=hide,
    )


def _changes(
    before: Mapping[str, object], after: Mapping[str, object], names: Mapping[int, str]
) -> Iterable[tuple[str, str, str]]:
    for key in dict.fromkeys([*before, *after]):
        old, new = (_written(key, side.get(key), names) for side in (before, after))
        if old != new:
            yield say(words.field(key)), old, new


def _written(key: str, value: object, names: Mapping[int, str]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return t("是", "yes") if value else t("否", "no")
    if isinstance(value, list):
        return t("、", ", ").join(filter(None, (_written(key, one, names) for one in value)))
    if isinstance(value, dict):
        return "; ".join(f"{say(words.field(name))} {_written(name, one, names)}" for name, one in value.items())
    if isinstance(value, int) and key.endswith("_fen"):
        return formats.money(value)
    if isinstance(value, int) and key in words.PEOPLE:
        return names.get(value, f"#{value}")
    return str(value)


def _names(entries: list[Entry]) -> dict[int, str]:
    wanted: set[int] = set()
    for entry in entries:
        for side in (entry.values.before or {}, entry.values.after or {}):
            for key in words.PEOPLE & side.keys():
                value = side[key]
                wanted.update(one for one in (value if isinstance(value, list) else [value]) if isinstance(one, int))
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "name"))
