"""Storing uploads and noting who opened them."""

import datetime as dt
import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from milepost.files import queries
from milepost.files.models import Opened, StoredFile
from milepost.files.rules import content, names
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.trail import actions as trail

CHUNK = 256 * 1024
Upload = File | bytes  # type: ignore[type-arg]


def store(actor: User, *, now: dt.datetime, upload: Upload, name: str, project_id: int | None = None) -> StoredFile:
    """Keep one upload under a random place. Raises Refused when it is empty, too large or active content."""
    _refuse_size(upload)
    place = _new_place()
    target = Path(settings.MEDIA_ROOT) / place
    try:
        size, digest, head = _write(upload, target)
        found = content.recognise(head, name)
        return _row(actor, now, place, names.clean(name), size, digest, found.type, project_id)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


@transaction.atomic
def _row(
    actor: User,
    now: dt.datetime,
    place: str,
    name: str,
    size: int,
    digest: str,
    content_type: str,
    project_id: int | None,
) -> StoredFile:
    file = StoredFile.objects.create(
        name=name,
        place=place,
        sha256=digest,
        size=size,
        content_type=content_type,
        project_id=project_id,
        by=actor,
        at=now,
    )
    trail.record(
        actor,
        now=now,
        action="files.store",
        kind="file",
        object_id=file.pk,
        project_id=project_id,
        after={"name": name, "sha256": digest, "size": size},
    )
    return file


@transaction.atomic
def discard(actor: User, *, now: dt.datetime, file: StoredFile) -> None:
    """Take back an upload that found no use, row and content; rooms above call it before anything refers to it."""
    place = queries.path(file)
    trail.record(
        actor,
        now=now,
        action="files.discard",
        kind="file",
        object_id=file.pk,
        project_id=file.project_id,
        before={"name": file.name},
    )
    file.delete()
    transaction.on_commit(lambda: place.unlink(missing_ok=True))


def mark_opened(actor: User, *, now: dt.datetime, file: StoredFile) -> None:
    """Note that the person has opened the file; only the first time is kept."""
    Opened.objects.get_or_create(file=file, user=actor, defaults={"at": now})


def sweep(*, now: dt.datetime, older_than: dt.timedelta = dt.timedelta(days=1)) -> int:
    """Remove content without a row (an upload whose request failed); returns how many. Called by the worker."""
    root = Path(settings.MEDIA_ROOT)
    limit = (now - older_than).timestamp()
    old = {p.relative_to(root).as_posix(): p for p in _content(root) if p.stat().st_mtime < limit}
    known: set[str] = set()
    for start in range(0, len(old), 500):
        part = list(old)[start : start + 500]
        known.update(StoredFile.objects.filter(place__in=part).values_list("place", flat=True))
    for place in old.keys() - known:
        old[place].unlink(missing_ok=True)
    return len(old.keys() - known)


def _content(root: Path) -> Iterator[Path]:
    return (found for found in root.glob("??/??/*") if found.is_file())


def _new_place() -> str:
    key = secrets.token_hex(20)
    return f"{key[:2]}/{key[2:4]}/{key[4:]}"


def _refuse_size(upload: Upload) -> None:
    size = len(upload) if isinstance(upload, bytes) else upload.size
    limit = settings.MILEPOST_MAX_UPLOAD
    if not size:
        raise Refused(Text("文件是空的，请重新选择。", "The file is empty; choose another."), field="file")
    if size > limit:
        megabytes = limit // (1024 * 1024)
        raise Refused(
            Text(
                f"文件超过 {megabytes} MB，请压缩后再传。", f"The file is larger than {megabytes} MB; make it smaller."
            ),
            field="file",
        )


def _write(upload: Upload, target: Path) -> tuple[int, str, bytes]:
    """Write to ``target``; gives size, SHA-256 and the first bytes."""
    digest, size, head = hashlib.sha256(), 0, b""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as out:
        for part in _parts(upload):
            digest.update(part)
            size += len(part)
            head += part[: max(0, content.HEAD_BYTES - len(head))]
            out.write(part)
        out.flush()
        os.fsync(out.fileno())
    return size, digest.hexdigest(), head


def _parts(upload: Upload) -> Iterator[bytes]:
    if isinstance(upload, bytes):
        yield upload
        return
    upload.seek(0)
    while part := upload.read(CHUNK):
        yield part
