"""Reading the trail and verifying its chains."""

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
    """The first place where the trail does not fit any more: a chain, a position, the entry if it is there."""

    chain: str
    position: int
    entry_id: int | None
    reason: str


def first_broken() -> Break | None:
    """The first link, value or author that does not fit any more, or None when the whole trail is sound."""
    last: dict[str, tuple[int, str]] = {}
    for entry in Entry.objects.select_related("values", "author").order_by("id").iterator(chunk_size=2000):
        position, previous = last.get(entry.chain, (0, ""))
        reason = _misfit(entry, position, previous)
        if reason:
            return Break(entry.chain, entry.position, entry.pk, reason)
        last[entry.chain] = (entry.position, entry.digest)
    return _broken_head(last)


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
    if values.salt is None:
        return values.erased_at is not None
    return chains.values_digest(values.salt, values.before, values.after, values.why or "") == entry.values_digest


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


def changed_since(kind: str, object_id: int, version: int) -> dict[str, Theirs]:
    """Fields of an object changed after ``version``, with the newest value and who wrote it.

    Actions on versioned objects put the new ``version`` beside the changed fields into ``after``.
    """
    changed: dict[str, Theirs] = {}
    for entry in of_object(kind, object_id):
        after = entry.values.after or {}
        reached = after.get("version")
        if reached is None:
            continue
        if reached <= version:
            break
        for field, value in after.items():
            changed.setdefault(field, Theirs(value, entry.actor_name))
    changed.pop("version", None)
    return changed
