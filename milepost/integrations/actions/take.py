"""Taking a file: kept privately, its mapping proposed, tried without writing, corrected and remembered."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from milepost.files import actions as file_actions
from milepost.integrations import permissions, queries
from milepost.integrations.landing import kinds
from milepost.integrations.landing.desk import Desk, Outcome, add
from milepost.integrations.models import Import, SavedMapping, StageName
from milepost.integrations.rules import fields, mapping, read, source
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.trail import actions as trail

_MANY = 500


def take(
    actor: User, *, now: dt.datetime, data: bytes, name: str, kind: str = "", given: Mapping[str, Any] | None = None
) -> Import:
    """Guard and keep a file, find what it holds (unless ``kind`` says so) and propose its mapping.

    Without ``given`` the mapping saved for this layout is taken. Raises Refused with what to do.
    """
    reading = _proposed(actor, now, data, name, kind, given)
    with transaction.atomic():
        kept = file_actions.store(actor, now=now, upload=data, name=name)
        record = Import.objects.create(
            kind=reading.kind,
            file=kept,
            mapping=reading.mapping_json(),
            signature=reading.signature,
            by=actor,
            at=now,
            today=reading.today,
        )
        after = {"kind": record.kind, "file": kept.pk, "name": name}
        trail.record(actor, now=now, action="import.take", kind="import", object_id=record.pk, after=after)
    return record


def try_out(
    actor: User, *, now: dt.datetime, data: bytes, name: str, kind: str = "", given: Mapping[str, Any] | None = None
) -> tuple[read.Reading, Outcome]:
    """What an import of this file would do: nothing is kept, not even the file."""
    reading = _proposed(actor, now, data, name, kind, given)
    return reading, _decide(actor, now, reading, name)


def _proposed(
    actor: User, now: dt.datetime, data: bytes, name: str, kind: str, given: Mapping[str, Any] | None
) -> read.Reading:
    opened = source.open_source(data, name)
    kind = kind or read.guess_kind(opened)
    if kind not in fields.KINDS:
        raise Refused(Text("没有这类数据。", "There is no such kind of rows."), field="kind")
    permissions.require_import(actor, kind)
    today = timezone.localdate(now)
    reading = read.read(opened, kind, queries.with_known_stages(kind, given or {}), today=today)
    if given is None and (saved := SavedMapping.objects.filter(signature=reading.signature).first()):
        return read.read(opened, kind, queries.with_known_stages(kind, saved.mapping), today=today)
    return reading


def save_mapping(actor: User, *, now: dt.datetime, record: Import, raw: Mapping[str, Any]) -> Import:
    """Settle the mapping of an import not yet run; it is remembered for the layout, stage names for every file."""
    given = mapping.read_given(record.kind, raw)
    with transaction.atomic():
        record = Import.objects.select_for_update().get(pk=record.pk)
        _require_proposed(record)
        before, record.mapping = record.mapping, dict(raw)
        record.save(update_fields=["mapping"])
        _remember(actor, now, record, given)
        trail.record(
            actor,
            now=now,
            action="import.mapping",
            kind="import",
            object_id=record.pk,
            before=before,
            after=record.mapping,
        )
    return record


def set_kind(actor: User, *, now: dt.datetime, record: Import, kind: str) -> Import:
    """Read the file as another kind of rows: its mapping is proposed anew."""
    permissions.require_import(actor, kind)
    with transaction.atomic():
        record = Import.objects.select_for_update(of=("self",)).select_related("file").get(pk=record.pk)
        _require_proposed(record)
        before, record.kind, record.mapping = record.kind, kind, {}
        reading = queries.reading(record)
        record.mapping, record.signature = reading.mapping_json(), reading.signature
        record.save(update_fields=["kind", "mapping", "signature"])
        trail.record(
            actor,
            now=now,
            action="import.kind",
            kind="import",
            object_id=record.pk,
            before={"kind": before},
            after={"kind": kind},
        )
    return record


def _require_proposed(record: Import) -> None:
    if record.state != Import.State.PROPOSED:
        raise Refused(
            Text("这次导入已经开始，不能再改对应关系。", "This import has started; its mapping can no longer change.")
        )


def _remember(actor: User, now: dt.datetime, record: Import, given: mapping.Given) -> None:
    SavedMapping.objects.update_or_create(
        signature=record.signature, defaults={"kind": record.kind, "mapping": record.mapping, "by": actor, "at": now}
    )
    for name, key in given.stages.items():
        StageName.objects.update_or_create(name=name[:80], defaults={"key": key, "by": actor, "at": now})


def dry_run(actor: User, *, now: dt.datetime, record: Import) -> Outcome:
    """What the import would do, decided row by row, nothing written."""
    permissions.require_import(actor, record.kind)
    return _decide(actor, now, queries.reading(record), record.file.name)


def _decide(actor: User, now: dt.datetime, reading: read.Reading, name: str) -> Outcome:
    desk = Desk(actor, now, reading.today, name, dry=True)
    desk.learn_people()
    landing = kinds.LANDINGS[reading.kind](desk)
    whole = Outcome()
    for part in queries.parts(reading.rows(), _MANY):
        add(whole, landing.land(part))
    return whole
