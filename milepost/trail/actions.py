"""Writing the trail and telling events; handling what was told."""

import datetime as dt
import logging
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from milepost.trail import context, wires
from milepost.trail.models import Author, ChainHead, Entry, Event, Handled, Values
from milepost.trail.rules import chain as chains

log = logging.getLogger(__name__)
ERASE, ERASE_NAME = "trail.erase", "trail.erase-name"
MAX_ATTEMPTS = 8


class Actor(Protocol):
    """Whoever acts: a user, seen without knowing the people room."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change to be recorded. ``before`` and ``after`` hold plain JSON values only."""

    action: str
    kind: str
    object_id: int
    project_id: int | None = None
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None
    why: str = ""
    chain: str = field(default="")

    def chain_name(self) -> str:
        """The chain the change belongs to: its project's, else its object's."""
        return self.chain or (f"project:{self.project_id}" if self.project_id else f"{self.kind}:{self.object_id}")


Written = tuple[Actor | None, dt.datetime, Change]
"""A change with who made it and when."""


def record(
    actor: Actor | None,
    *,
    now: dt.datetime,
    action: str,
    kind: str,
    object_id: int,
    project_id: int | None = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    why: str = "",
) -> None:
    """Append one change in the caller's transaction; ``actor`` None means the system itself."""
    record_many(actor, now=now, changes=[Change(action, kind, object_id, project_id, before, after, why)])


@transaction.atomic
def record_many(actor: Actor | None, *, now: dt.datetime, changes: Iterable[Change]) -> None:
    """Append many changes with few statements: the heads are locked in one order, so writers never deadlock."""
    written = [(actor, now, change) for change in changes]
    kept: Gathered | None = context.gathering.get()
    if kept is not None:
        kept.changes += written
        return
    _append(written)


def _append(written: Sequence[Written]) -> None:
    heads = _lock_heads({change.chain_name() for _, _, change in written})
    actors = {actor.pk: actor for actor, _, _ in written if actor is not None}
    authors = {pk: _author(actor) for pk, actor in actors.items()}
    rows = [
        _link(heads[change.chain_name()], change, authors[actor.pk] if actor else None, now)
        for actor, now, change in written
    ]
    Entry.objects.bulk_create([entry for entry, _ in rows], batch_size=500)
    Values.objects.bulk_create([_attach(entry, values) for entry, values in rows], batch_size=500)
    ChainHead.objects.bulk_update(heads.values(), ["position", "digest"], batch_size=400)


@dataclass(slots=True)
class Gathered:
    """Changes and events kept back until the end of :func:`gathered`."""

    changes: list[Written] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


@contextmanager
def gathered() -> Iterator[None]:
    """One transaction in which changes and events are kept in order and written together at its end.

    For building very much at once. Nothing inside may read the trail; reactions run afterwards, by the worker.
    """
    if context.gathering.get() is not None:
        yield
        return
    kept = Gathered()
    token = context.gathering.set(kept)
    try:
        with transaction.atomic():
            yield
            context.gathering.set(None)
            _append(kept.changes)
            Event.objects.bulk_create(kept.events, batch_size=500)
    finally:
        context.gathering.reset(token)


def _lock_heads(names: set[str]) -> dict[str, ChainHead]:
    ordered = sorted(names)
    ChainHead.objects.bulk_create([ChainHead(chain=name) for name in ordered], ignore_conflicts=True, batch_size=500)
    heads: dict[str, ChainHead] = {}
    for start in range(0, len(ordered), 500):
        part = ChainHead.objects.select_for_update().filter(chain__in=ordered[start : start + 500]).order_by("chain")
        heads.update((head.chain, head) for head in part)
    return heads


def _author(actor: Actor | None) -> Author | None:
    """The row of the actor under his present name; two at once are harmless, each carries its own salt."""
    if actor is None:
        return None
    known = Author.objects.filter(actor_id=actor.pk, name=actor.name).first()
    if known is not None:
        return known
    salt = secrets.token_hex(16)
    mark = chains.author_mark(salt, actor.pk, actor.name)
    return Author.objects.create(actor_id=actor.pk, name=actor.name, salt=salt, mark=mark)


def _link(head: ChainHead, change: Change, author: Author | None, now: dt.datetime) -> tuple[Entry, Values]:
    salt = secrets.token_hex(16)
    entry = Entry(
        chain=head.chain,
        position=head.position + 1,
        at=now,
        actor_id=author.actor_id if author else None,
        author=author,
        action=change.action,
        kind=change.kind,
        object_id=change.object_id,
        project_id=change.project_id,
        request_id=context.request_id.get(),
        values_digest=chains.values_digest(salt, change.before, change.after, change.why),
    )
    entry.digest = chains.entry_digest(_key(), head.digest, columns(entry))
    head.position, head.digest = entry.position, entry.digest
    return entry, Values(salt=salt, before=change.before, after=change.after, why=change.why)


def _attach(entry: Entry, values: Values) -> Values:
    values.entry = entry
    return values


def columns(entry: Entry) -> dict[str, object]:
    """The columns of an entry that its digest covers."""
    names = ("chain", "position", "actor_id", "action", "kind", "object_id", "project_id", "request_id")
    covered: dict[str, object] = {name: getattr(entry, name) for name in names}
    covered["author"] = entry.author.mark if entry.author else None
    return covered | {"at": entry.at.astimezone(dt.UTC).isoformat(), "values": entry.values_digest}


def _key() -> bytes:
    return settings.SECRET_KEY.encode()


@transaction.atomic
def erase(actor: Actor, *, now: dt.datetime, kind: str, object_id: int, why: str) -> int:
    """Erase the values recorded about one object; the erasure is itself recorded. Returns how many entries."""
    about = Entry.objects.filter(kind=kind, object_id=object_id).exclude(action__in=[ERASE, ERASE_NAME])
    kept = Values.objects.filter(entry__in=about, erased_at=None)
    count = kept.update(salt=None, before=None, after=None, why=None, erased_at=now)
    record(actor, now=now, action=ERASE, kind=kind, object_id=object_id, why=why, after={"entries": count})
    return count


@transaction.atomic
def erase_name(actor: Actor, *, now: dt.datetime, actor_id: int, why: str) -> int:
    """Erase the name under which somebody acted; his number stays. Returns how many names."""
    count = Author.objects.filter(actor_id=actor_id, erased_at=None).update(name=None, salt=None, erased_at=now)
    record(actor, now=now, action=ERASE_NAME, kind="user", object_id=actor_id, why=why, after={"names": count})
    return count


def tell(
    kind: str, *, now: dt.datetime, project_id: int | None = None, payload: Mapping[str, object] | None = None
) -> None:
    """Put an event into the outbox within the caller's transaction; it is handled after the commit."""
    event = Event(kind=kind, project_id=project_id, payload=dict(payload or {}), at=now)
    kept: Gathered | None = context.gathering.get()
    if kept is not None:
        kept.events.append(event)
        return
    event.save()
    if settings.MILEPOST_REACT_IN_PROCESS:
        transaction.on_commit(lambda: handle(event.pk), robust=True)


def handle(event_id: int) -> bool:
    """Run every reaction that has not yet answered the event. False when one failed; it is tried again later."""
    event = Event.objects.filter(pk=event_id, handled_at=None).first()
    if event is None:
        return True
    try:
        for reaction in wires.REACTIONS.get(event.kind, ()):
            _react_once(event, reaction)
    except Exception as error:  # a reaction of any room may fail in any way; the event stays and says why
        log.exception("reaction to event %s failed", event.pk)
        Event.objects.filter(pk=event.pk).update(attempts=event.attempts + 1, error=repr(error)[:2000])
        return False
    Event.objects.filter(pk=event.pk).update(handled_at=timezone.now(), error="")
    return True


@transaction.atomic
def _react_once(event: Event, reaction: wires.Reaction) -> None:
    _, new = Handled.objects.get_or_create(event=event, reaction=wires.name(reaction))
    if new:
        reaction(event)


def handle_waiting(limit: int = 200) -> int:
    """Handle the oldest waiting events; returns how many were tried. Called by the worker."""
    waiting = Event.objects.filter(handled_at=None, attempts__lt=MAX_ATTEMPTS).order_by("id")
    ids = list(waiting.values_list("pk", flat=True)[:limit])
    for event_id in ids:
        handle(event_id)
    return len(ids)
