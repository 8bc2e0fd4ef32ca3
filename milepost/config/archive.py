"""The backup archive: one file holding every row, every upload, and the fingerprint of the secret.

Layout: a fixed-size head (mark and SHA-256 of all that follows) and then a ZIP with ``manifest.json``,
``rows/<app>.<model>.jsonl`` in the database-neutral form of Django's own fields, and ``files/<place>``.
A snapshot is taken in one transaction while people work; uploads never change once written.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from milepost import __version__
from milepost.config import sealed
from milepost.files.models import StoredFile
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.trail import triggers

LEFT_OUT = {"sessions.session"}


def tables() -> list[type[models.Model]]:
    """Every model that is kept, each many-to-many table among them."""
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return [model for model in found if model._meta.label_lower not in LEFT_OUT]


# --- writing ---------------------------------------------------------------------------------------


def write(place: Path) -> dict[str, Any]:
    """Write the archive to ``place`` (which must not exist); returns its manifest."""
    part = place.with_name(place.name + ".part")
    with part.open("w+b") as out:
        out.write(sealed.MARK + b"0" * 64 + b"\n")
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as box:
            manifest = _fill(box)
        digest = sealed.digest_after_head(out)
        out.seek(len(sealed.MARK))
        out.write(digest.encode())
    part.rename(place)
    return manifest


def _fill(box: zipfile.ZipFile) -> dict[str, Any]:
    counts = _snapshot(box)
    places = list(StoredFile.objects.order_by("pk").values_list("place", "sha256"))
    for place, _ in places:
        box.write(Path(settings.MEDIA_ROOT) / place, f"files/{place}")
    manifest = {
        "version": __version__,
        "database": connection.vendor,
        "secret": sealed.secret_fingerprint(settings.SECRET_KEY),
        "migrations": _applied(),
        "rows": counts,
        "files": dict(places),
    }
    box.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


@transaction.atomic
def _snapshot(box: zipfile.ZipFile) -> dict[str, int]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    return {model._meta.label_lower: _dump(box, model) for model in tables()}


def _dump(box: zipfile.ZipFile, model: type[models.Model]) -> int:
    fields = model._meta.concrete_fields
    count = 0
    with box.open(f"rows/{model._meta.label_lower}.jsonl", "w", force_zip64=True) as raw:
        out = io.TextIOWrapper(raw, encoding="utf-8", write_through=False)
        for row in model._default_manager.order_by("pk").iterator(chunk_size=2000):
            values = [_plain(field, row) for field in fields]
            out.write(json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
        out.flush()
        out.detach()
    return count


def _plain(field: "models.Field[Any, Any]", row: models.Model) -> object:
    value = field.value_from_object(row)
    if value is None or isinstance(value, bool | int | str) or isinstance(field, models.JSONField):
        return value
    return field.value_to_string(row)


def _applied() -> list[str]:
    from django.db.migrations.recorder import MigrationRecorder

    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


# --- restoring --------------------------------------------------------------------------------------


def restore(place: Path, manifest: dict[str, Any]) -> None:
    """Load a verified archive into an empty, migrated database and an empty folder of files."""
    _same_migrations(manifest)
    with zipfile.ZipFile(place) as box:
        _load_rows(box)
        for name in manifest["files"]:
            target = Path(settings.MEDIA_ROOT) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with box.open(f"files/{name}") as source, target.open("wb") as out:
                while chunk := source.read(sealed.CHUNK):
                    out.write(chunk)


def _same_migrations(manifest: dict[str, Any]) -> None:
    unknown = sorted(set(manifest["migrations"]) - set(_applied()))
    if unknown:
        raise Refused(
            Text(
                f"备份来自更新的版本（{manifest['version']}），请先升级里程碑",
                f"The backup comes from a newer version ({manifest['version']}): upgrade Milepost first",
            ),
            details=tuple(Text(name, name) for name in unknown[:5]),
        )


@transaction.atomic
def _load_rows(box: zipfile.ZipFile) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
    triggers.remove(connection)
    for model in tables():
        name = f"rows/{model._meta.label_lower}.jsonl"
        if name in box.NameToInfo:
            _load(box, name, model)
    triggers.install(connection)
    _reset_sequences()


def _load(box: zipfile.ZipFile, name: str, model: type[models.Model]) -> None:
    # What migrate itself put there (content types, the default playbook) gives way to what is restored.
    model._default_manager.all()._raw_delete(using=connection.alias)
    with box.open(name) as raw:
        batch: list[models.Model] = []
        for batch in _batches(model, io.TextIOWrapper(raw, encoding="utf-8")):
            model._default_manager.bulk_create(batch)


def _batches(model: type[models.Model], lines: Iterator[str] | io.TextIOWrapper) -> Iterator[list[models.Model]]:
    fields = model._meta.concrete_fields
    batch: list[models.Model] = []
    for line in lines:
        values = json.loads(line)
        batch.append(
            model(
                **{
                    f.attname: f.to_python(v) if not isinstance(f, models.JSONField) else v
                    for f, v in zip(fields, values, strict=True)
                }
            )
        )
        if len(batch) == 500:
            yield batch
            batch = []
    yield batch


def _reset_sequences() -> None:
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)
