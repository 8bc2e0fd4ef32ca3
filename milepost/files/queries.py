"""Reading about uploads: same content, who opened what, and where the bytes lie."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db.models import Count, F

from milepost.files.models import Opened, StoredFile
from milepost.people.models import User


def path(file: StoredFile) -> Path:
    """Where the content lies in the data folder."""
    return Path(settings.MEDIA_ROOT) / file.place


def same_content(file: StoredFile) -> list[int]:
    """Ids of all other uploads with the same bytes, in every project."""
    found = StoredFile.objects.filter(sha256=file.sha256).exclude(pk=file.pk)
    return list(found.order_by("id").values_list("pk", flat=True))


def copies(files: Iterable[StoredFile]) -> dict[int, int]:
    """How many other uploads have the same bytes, by file id: a count only, whoever may see them."""
    files = list(files)
    found = (
        StoredFile.objects.filter(sha256__in={file.sha256 for file in files})
        .values(digest=F("sha256"))
        .annotate(many=Count("id"))
        .order_by()
    )
    many = {row["digest"]: row["many"] for row in found}
    return {file.pk: many[file.sha256] - 1 for file in files}


def opened_ids(user: User, files: Iterable[StoredFile]) -> frozenset[int]:
    """Ids of those of ``files`` that the person has opened."""
    ids = [file.pk for file in files]
    return frozenset(Opened.objects.filter(user=user, file__in=ids).values_list("file_id", flat=True))
