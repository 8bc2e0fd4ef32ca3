"""What of the trail a reader may not see: the values of confidential pieces, their files, and confidential approvals."""

from collections.abc import Iterable

from milepost.approvals import permissions as approvals
from milepost.evidence import permissions as evidence
from milepost.evidence.models import Piece
from milepost.people.models import User
from milepost.trail.models import Entry


def from_(user: User, entries: Iterable[Entry]) -> frozenset[int]:
    """Ids of the entries whose values and reasons stay hidden from the person; that they happened does not."""
    about: dict[str, dict[int, list[int]]] = {"evidence": {}, "approval": {}, "file": {}}
    for entry in entries:
        if entry.kind in about:
            about[entry.kind].setdefault(entry.object_id, []).append(entry.pk)
    closed = {kind: _closed(user, kind, set(ids)) for kind, ids in about.items() if ids}
    return frozenset(pk for kind, ids in closed.items() for one in ids for pk in about[kind][one])


def _closed(user: User, kind: str, ids: set[int]) -> set[int]:
    if kind == "approval":
        return ids - set(approvals.visible(user).filter(pk__in=ids).values_list("pk", flat=True))
    if kind == "evidence":
        return ids - set(evidence.visible(user).filter(pk__in=ids).values_list("pk", flat=True))
    kept = Piece.objects.filter(file_id__in=ids, confidential=True)
    seen = evidence.visible(user).filter(file_id__in=ids).values_list("file_id", flat=True)
    return set(kept.values_list("file_id", flat=True)) - set(seen)
