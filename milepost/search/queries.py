"""Finding. What is found still has to pass the room's own sight: callers filter by ``visible_to``."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import QuerySet

from milepost.search.models import Document, Posting
from milepost.search.rules import kinds, tokens

_CAP = 500
"""Past this many postings a token is common; which common one is rarer no longer matters."""


def find_ids(kind: str, query: str, limit: int = 200) -> list[int]:
    """Ids of objects that contain every word of ``query``, newest first, at most ``limit``."""
    return list(found(kind, query).order_by("-pk")[:limit])


def found(kind: str, query: str) -> QuerySet[Document, int]:
    """Ids of all objects that contain every word of ``query``, to be used inside another query.

    The rarest token of each word is looked up; the text is checked for the words themselves.
    """
    letter, parts = kinds.letter(kind), tokens.needed(query)
    documents = Document.objects.all()
    if not parts:
        return documents.none().values_list("object_id", flat=True)
    for needed in parts:
        documents = documents.filter(pk__in=_with_rarest([letter + token for token in needed]))
    for word in tokens.words(query):
        documents = documents.filter(text__contains=word)
    return documents.values_list("object_id", flat=True)


def _with_rarest(candidates: list[str]) -> list[int] | QuerySet[Posting, int]:
    """Documents of the rarest token: as numbers when they are few (any database then finds them by key), else as a query.

    A token's first letter stands for the kind, so the kind need not be asked again.
    """
    fewest: list[int] | None = None
    for token in candidates[:8]:
        documents = list(Posting.objects.filter(token=token).values_list("document", flat=True)[:_CAP])
        if fewest is None or len(documents) < len(fewest):
            fewest = documents
        if len(fewest) < _CAP // 10:
            break
    if fewest is not None and len(fewest) < _CAP:
        return fewest
    return Posting.objects.filter(token=candidates[0]).values_list("document", flat=True)


def titles(kind: str, object_ids: Iterable[int]) -> dict[int, str]:
    """Titles as indexed, by object id."""
    return dict(Document.objects.filter(kind=kind, object_id__in=list(object_ids)).values_list("object_id", "title"))


def akin(kind: str, text: str, limit: int = 120) -> list[int]:
    """Ids of objects that share rare tokens with ``text``, most shared first: candidates for a duplicate.

    Common tokens (有限, 公司) are passed over, so the answer stays short however large the index.
    """
    letter = kinds.letter(kind)
    needed = list(dict.fromkeys(letter + token for part in tokens.needed(text) for token in part))[:24]
    shared: Counter[int] = Counter()
    for token in needed:
        hits = list(Posting.objects.filter(token=token).values_list("document", flat=True)[:_CAP])
        if len(hits) < _CAP:
            shared.update(hits)
    best = [pk for pk, _ in shared.most_common(limit)]
    ids = dict(Document.objects.filter(pk__in=best).values_list("pk", "object_id"))
    return [ids[pk] for pk in best]
