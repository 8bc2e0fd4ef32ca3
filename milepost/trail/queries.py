"""Reading the trail and verifying its chains."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from milepost.kernel.merge import Theirs
from milepost.trail import actions
from milepost.trail.models import Author, ChainHead, Entry
from milepost.trail.rules import chain as chains


def entries() -> QuerySet[Entry]:
    """All entries, newest first, with their values and authors."""
    return Entry.objects.select_related("values", "author").order_by("-id")


def of_project(project_id: int) -> QuerySet[Entry]:
    """Entries of one project, newest first."""
    return entries().filter(project_id=project_id)


def of_object(kind: str, object_id: int) -> QuerySet[Entry]:
    """Entries of one object, newest first."""
    return entries().filter(kind=kind, object_id=object_id)


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the trail does not fit any more.

    ``reason``: place (a row before it is missing), digest, values, author, erased (without a recorded act),
    end (the chain's tail was cut off). ``entry_id`` is None where the entry itself is gone.
    """

    chain: str
    position: int
    entry_id: int | None
    reason: str


def first_broken() -> Break | None:
    """The first link, value or author that does not fit any more, or None when the whole trail is sound."""
    last: dict[str, tuple[int, str]] = {}
    erasures = _Erasures()
    for entry in Entry.objects.select_related("values", "author").order_by("id").iterator(chunk_size=2000):
        position, previous = last.get(entry.chain, (0, ""))
        reason = _misfit(entry, position, previous)
        if reason:
            return Break(entry.chain, entry.position, entry.pk, reason)
        last[entry.chain] = (entry.position, entry.digest)
        erasures.see(entry)
    return erasures.unrecorded() or _broken_head(last)


class _Erasures:
    """What was erased, and the acts that say so: each erasure needs an act about the same thing at that moment."""

    def __init__(self) -> None:
        self._acts: set[tuple[str, int, dt.datetime]] = set()
        self._erased: list[tuple[tuple[str, int, dt.datetime], Break]] = []

    def see(self, entry: Entry) -> None:
        """Note the entry's act of erasure, or what of it was erased."""
        if entry.action in {actions.ERASE, actions.ERASE_NAME}:
            self._acts.add((entry.action, entry.object_id, entry.at))
        place = Break(entry.chain, entry.position, entry.pk, "erased")
        if entry.values.erased_at is not None:
            self._erased.append(((actions.ERASE, entry.object_id, entry.values.erased_at), place))
        if entry.author is not None and entry.author.erased_at is not None:
            self._erased.append(((actions.ERASE_NAME, entry.author.actor_id, entry.author.erased_at), place))

    def unrecorded(self) -> Break | None:
        """The first erasure without its act."""
        return next((place for act, place in self._erased if act not in self._acts), None)


def _misfit(entry: Entry, position: int, previous: str) -> str:
    if entry.position != position + 1:
        return "place"
    if chains.entry_digest(settings.SECRET_KEY.encode(), previous, actions.columns(entry)) != entry.digest:
        return "digest"
    if not _values_fit(entry):
        return "values"
    return "" if _author_fits(entry.author) else "author"


def _values_fit(entry: Entry) -> bool:
    if not hasattr(entry, "values"):
        return False
    values = entry.values
    if values.erased_at is not None:
        return values.salt is None
    return chains.values_digest(values.salt or "", values.before, values.after, values.why or "") == entry.values_digest


def _author_fits(author: Author | None) -> bool:
    if author is None or author.erased_at is not None:
        return True
    return chains.author_mark(author.salt or "", author.actor_id, author.name or "") == author.mark


def _broken_head(last: dict[str, tuple[int, str]]) -> Break | None:
    """A chain whose end was cut off, or whose head was lost: heads and last entries have to agree."""
    heads = {head.chain: (head.position, head.digest) for head in ChainHead.objects.order_by("chain")}
    for name in sorted(heads.keys() | last.keys()):
        if heads.get(name, (0, "")) != last.get(name, (0, "")):
            return Break(name, last.get(name, (0, ""))[0] + 1, None, "end")
    return None


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """How long the trail is and a digest of all its ends, to be kept outside: it shows a trail rolled back whole."""

    entries: int
    chains: int
    digest: str


def fingerprint() -> Fingerprint:
    """The trail's length and the digest of all chain heads, as of now."""
    heads = ChainHead.objects.order_by("chain").values_list("chain", "position", "digest")
    digest = hashlib.sha256()
    count = total = 0
    for chain, position, head in heads.iterator(chunk_size=2000):
        digest.update(f"{chain}|{position}|{head}\n".encode())
        count, total = count + 1, total + position
    return Fingerprint(total, count, digest.hexdigest())


def changed_since(kind: str, object_id: int, version: int) -> dict[str, Theirs]:
    """Fields of an object changed after ``version``, with the newest value, who wrote it, and what stood at ``version``.

    Actions on versioned objects put the new ``version`` beside the changed fields into ``after``.
    """
    changed: dict[str, Theirs] = {}
    for entry in of_object(kind, object_id):
        before, after = entry.values.before or {}, entry.values.after or {}
        reached = after.get("version")
        if reached is None:
            continue
        if reached <= version:
            break
        for field, value in after.items():
            newest = changed.get(field)
            told, by = (newest.value, newest.by) if newest else (value, entry.actor_name)
            changed[field] = Theirs(told, by, was=before.get(field))
    changed.pop("version", None)
    return changed
