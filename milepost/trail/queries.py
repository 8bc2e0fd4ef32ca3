"""Reading the trail."""

from django.conf import settings
from django.db.models import QuerySet

from milepost.trail import actions
from milepost.trail.models import Entry
from milepost.trail.rules import chain as chains


def of_project(project_id: int) -> QuerySet[Entry]:
    """Entries of one project, newest first, with their values."""
    return Entry.objects.filter(project_id=project_id).select_related("values").order_by("-id")


def of_object(kind: str, object_id: int) -> QuerySet[Entry]:
    """Entries of one object, newest first, with their values."""
    return Entry.objects.filter(kind=kind, object_id=object_id).select_related("values").order_by("-id")


def first_broken() -> Entry | None:
    """The first entry whose link or values do not fit any more, or None when the whole trail is sound."""
    last: dict[str, tuple[int, str]] = {}
    for entry in Entry.objects.select_related("values").order_by("id").iterator(chunk_size=2000):
        position, previous = last.get(entry.chain, (0, ""))
        if entry.position != position + 1 or not _fits(entry, previous):
            return entry
        last[entry.chain] = (entry.position, entry.digest)
    return None


def _fits(entry: Entry, previous: str) -> bool:
    key = settings.SECRET_KEY.encode()
    if chains.entry_digest(key, previous, actions.columns(entry)) != entry.digest:
        return False
    values = entry.values
    if values.salt is None:
        return values.erased_at is not None
    return chains.values_digest(values.salt, values.before, values.after) == entry.values_digest
