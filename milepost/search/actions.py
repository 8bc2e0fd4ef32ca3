"""Keeping the index true. Called by the actions of the rooms whose objects can be found.

The index holds nothing of its own, so these writes leave no trail.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from milepost.search.models import Document
from milepost.search.rules import kinds, tokens

_INSERT = "INSERT INTO search_posting (token, document_id) VALUES (%s, %s)"
_DELETE = "DELETE FROM search_posting WHERE token = %s AND document_id = %s"
# PostgreSQL takes all rows in one statement; SQLite is fastest row by row.
_AT_ONCE = {
    _INSERT: "INSERT INTO search_posting (token, document_id) SELECT * FROM unnest(%s::text[], %s::bigint[])",
    _DELETE: "DELETE FROM search_posting p USING unnest(%s::text[], %s::bigint[]) AS gone (token, document_id)"
    " WHERE p.token = gone.token AND p.document_id = gone.document_id",
}


@dataclass(frozen=True, slots=True)
class Findable:
    """One object as it is to be found: ``title`` names it, ``text`` holds what else it is known by."""

    kind: str
    object_id: int
    title: str
    text: str = ""
    project_id: int | None = None


def index(kind: str, object_id: int, title: str, text: str = "", project_id: int | None = None) -> None:
    """Make one object findable, or follow its change."""
    index_many([Findable(kind, object_id, title, text, project_id)])


@transaction.atomic
def index_many(things: Iterable[Findable]) -> None:
    """Make many objects findable with few statements."""
    things = list(things)
    for start in range(0, len(things), 2000):
        _index_part(things[start : start + 2000])


def _index_part(things: Sequence[Findable]) -> None:
    wanted = {(thing.kind, thing.object_id): thing for thing in things}
    unchanged = _settle_known(wanted)
    fresh = [_document(thing) for key, thing in wanted.items() if key not in unchanged]
    made = Document.objects.bulk_create(fresh, batch_size=500)
    _each(_INSERT, made)


def _settle_known(wanted: dict[tuple[str, int], Findable]) -> set[tuple[str, int]]:
    """Drop what changed, to be made anew; returns the keys of what stands as it should."""
    unchanged, changed = set(), []
    for kind in {kind for kind, _ in wanted}:
        ids = [object_id for its_kind, object_id in wanted if its_kind == kind]
        for known in Document.objects.filter(kind=kind, object_id__in=ids):
            new = _document(wanted[kind, known.object_id])
            if (known.title, known.text, known.project_id) == (new.title, new.text, new.project_id):
                unchanged.add((kind, known.object_id))
            else:
                changed.append(known)
    _drop(changed)
    return unchanged


def _document(thing: Findable) -> Document:
    return Document(
        kind=thing.kind,
        object_id=thing.object_id,
        title=thing.title[:200],
        text=tokens.searchable(thing.title, thing.text),
        project_id=thing.project_id,
    )


def _each(statement: str, documents: Sequence[Document]) -> None:
    """Run a statement for every token of the documents, in the order of the index: neighbours are written together."""
    rows = sorted(_rows(documents))
    with connection.cursor() as cursor:
        for start in range(0, len(rows), 20_000):
            part = rows[start : start + 20_000]
            if connection.vendor == "postgresql":
                cursor.execute(_AT_ONCE[statement], [list(column) for column in zip(*part, strict=True)])
            else:
                cursor.executemany(statement, part)


def _rows(documents: Sequence[Document]) -> Iterator[tuple[str, int]]:
    for document in documents:
        letter = kinds.letter(document.kind)
        for token in tokens.tokens(document.text):
            yield letter + token, document.pk


def _drop(documents: Sequence[Document]) -> None:
    if documents:
        _each(_DELETE, documents)
        Document.objects.filter(pk__in=[document.pk for document in documents]).delete()


@transaction.atomic
def remove(kind: str, object_ids: Iterable[int]) -> None:
    """Forget objects; those that were never indexed are passed over."""
    ids = list(object_ids)
    for start in range(0, len(ids), 2000):
        _drop(list(Document.objects.filter(kind=kind, object_id__in=ids[start : start + 2000])))
