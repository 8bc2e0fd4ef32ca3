"""Evidence as the playbook's checks see it: pieces on the shelf, and diary contacts that count by themselves."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from milepost.diary.models import Entry
from milepost.evidence.models import Piece
from milepost.evidence.rules import diary
from milepost.projects.models import StageEntry

Record = dict[str, object]
PROVIDES = frozenset({"evidence"})


def facts(project_ids: Iterable[int], today: dt.date) -> dict[int, dict[str, list[Record]]]:
    """Collection ``evidence`` by project; a diary contact that was put on the shelf is told once."""
    ids = list(project_ids)
    records: dict[int, list[Record]] = {pk: [] for pk in ids}
    shelved: set[int] = set()
    pieces = Piece.objects.filter(project__in=ids, happened_on__lte=today).exclude(refused_why__gt="", accepted_on=None)
    for piece in pieces.select_related("entry").prefetch_related("services").order_by("id"):
        records[piece.project_id].append(_piece(piece))
        if piece.entry_id is not None and piece.withdrawn_on is None:
            shelved.add(piece.entry_id)
    stages = _stages(ids)
    for entry in _contacts(ids, today).exclude(pk__in=shelved):
        records[entry.project_id].append(_entry(entry, stages[entry.project_id]))
    return {pk: {"evidence": found} for pk, found in records.items()}


def _piece(piece: Piece) -> Record:
    return {
        "id": f"e{piece.pk}",
        "type": piece.type,
        "strength": piece.strength,
        "person": str(piece.person_id) if piece.person_id else None,
        "tags": list(piece.tags),
        "serves": sorted(service.standard for service in piece.services.all()),
        "stage": piece.stage or None,
        "accepted_on": piece.accepted_on,
        "from_diary": piece.entry_id is not None,
        "withdrawn_on": piece.withdrawn_on or (piece.entry.withdrawn_on if piece.entry else None),
        "dated_on": piece.happened_on,
        "by": str(piece.by_id),
    }


def _contacts(ids: list[int], today: dt.date) -> QuerySet[Entry]:
    found = Entry.objects.filter(project__in=ids, happened_on__lte=today, withdrawn_on=None, kind__in=diary.TYPES)
    return found.prefetch_related("people").order_by("id")


def _entry(entry: Entry, stages: list[tuple[dt.date, str]]) -> Record:
    people = sorted(person.pk for person in entry.people.all())
    return {
        "id": f"d{entry.pk}",
        "type": diary.TYPES[entry.kind],
        "strength": 1,
        "person": str(people[0]) if people else None,
        "tags": [],
        "serves": [],
        "stage": diary.stage_on(entry.happened_on, stages),
        "accepted_on": None,
        "from_diary": True,
        "withdrawn_on": None,
        "dated_on": entry.happened_on,
        "by": str(entry.by_id),
    }


def _stages(ids: list[int]) -> dict[int, list[tuple[dt.date, str]]]:
    found: dict[int, list[tuple[dt.date, str]]] = defaultdict(list)
    for row in (
        StageEntry.objects.filter(project__in=ids).order_by("id").values_list("project_id", "entered_on", "stage")
    ):
        found[row[0]].append((row[1], row[2]))
    return found
