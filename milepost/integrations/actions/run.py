"""Running an import: chunk by chunk, each one transaction, so that nobody's save waits and a stopped run goes on."""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import islice

from django.db import connection, transaction
from django.utils import timezone

from milepost.control import actions as control
from milepost.integrations import permissions, queries
from milepost.integrations.actions.pace import Pace
from milepost.integrations.landing import kinds
from milepost.integrations.landing.desk import Desk, Outcome, add, reject
from milepost.integrations.landing.matching import key_of
from milepost.integrations.models import Chunk, Import
from milepost.integrations.rules.rows import Row
from milepost.jobs import actions as jobs
from milepost.jobs.models import Job
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.trail import actions as trail

KIND = "integrations.import"
Report = Callable[[int, int], None]


def start(actor: User, *, now: dt.datetime, record: Import) -> Import:
    """Begin an import in the background; twice is refused."""
    with transaction.atomic():
        record = _begin(actor, now, record)
        job = jobs.enqueue(KIND, {"import": record.pk}, now=now, user=actor, all_units=record.all_rows)
        record.job_id = job.pk
        record.save(update_fields=["job_id"])
    return record


def _begin(actor: User, now: dt.datetime, record: Import) -> Import:
    permissions.require_import(actor, record.kind)
    record = Import.objects.select_for_update(of=("self",)).select_related("file").get(pk=record.pk)
    if record.state != Import.State.PROPOSED:
        raise Refused(Text("这次导入已经开始。", "This import has started already."))
    record.state, record.all_rows = Import.State.RUNNING, queries.reading(record).count()
    record.save(update_fields=["state", "all_rows"])
    trail.record(
        actor, now=now, action="import.start", kind="import", object_id=record.pk, after={"rows": record.all_rows}
    )
    return record


def run_job(job: Job, report: Report) -> dict[str, object]:
    """The background job: goes on where a stopped run ended."""
    record = Import.objects.select_related("file", "by").get(pk=job.payload["import"])
    if record.state != Import.State.RUNNING:
        return {"import": record.pk}
    _run(record.by, record, report)
    return {"import": record.pk}


def run_import(actor: User, *, now: dt.datetime, record: Import, report: Report | None = None) -> Import:
    """Run an import here and now (the command line); returns the finished import."""
    with transaction.atomic():
        record = _begin(actor, now, record)
    _run(actor, record, report or (lambda done, total: None))
    return Import.objects.select_related("file", "by").get(pk=record.pk)


def _run(actor: User, record: Import, report: Report) -> None:
    desk = Desk(actor, timezone.now(), record.today, record.file.name)
    desk.learn_people()
    landing = kinds.LANDINGS[record.kind](desk)
    rows = queries.reading(record).rows()
    done = _skip(desk, record, rows)
    number, pace = record.chunks.count(), Pace(connection.vendor == "sqlite")
    while part := list(islice(rows, pace.rows)):
        desk.now = timezone.now()
        with pace.counted():
            touched = _chunk(record, number, desk, landing, part)
            control.recompute(touched, now=desk.now)
        number, done = number + 1, done + len(part)
        report(done, record.all_rows)
        pace.rest()
    _finish(actor, record)


def _skip(desk: Desk, record: Import, rows: Iterator[Row]) -> int:
    """Pass over what an earlier run landed, remembering which names it used; returns how many rows that were."""
    done = sum(record.chunks.values_list("rows", flat=True))
    for row in islice(rows, done):
        if record.kind == "projects" and row.rejected is None and key_of(row)[0] == "name":
            desk.used[key_of(row)] += 1
    return done


def _landed(desk: Desk, landing: kinds.Landing, part: list[Row]) -> Outcome:
    """The rows at once; where a room below refuses one of them, each by itself, so that only that one is rejected."""
    used = dict(desk.used)
    try:
        with trail.gathered():
            return landing.land(part)
    except Refused as refusal:
        desk.used.clear()
        desk.used.update(used)
        if len(part) == 1:
            outcome = Outcome(rows=1)
            reject(outcome, part[0], refusal.field or "", "", refusal.text)
            return outcome
    whole = Outcome()
    for row in part:
        add(whole, _landed(desk, landing, [row]))
    return whole


@transaction.atomic
def _chunk(record: Import, number: int, desk: Desk, landing: kinds.Landing, part: list[Row]) -> set[int]:
    outcome = _landed(desk, landing, part)
    Chunk.objects.create(
        record=record,
        number=number,
        rows=outcome.rows,
        rejected=queries.problem_json(outcome.rejected),
        warnings=queries.problem_json(outcome.warnings),
        made=[list(one) for one in outcome.made],
        changed=outcome.changed,
    )
    _count(record, outcome)
    return outcome.touched


def _count(record: Import, outcome: Outcome) -> None:
    """The lock serialises two runs of the same import, should a lease have run out."""
    current = Import.objects.select_for_update().get(pk=record.pk)
    for key in ("rows", "created", "updated", "unchanged", "incomplete"):
        setattr(current, key, getattr(current, key) + getattr(outcome, key))
    current.rejected += len(outcome.rejected)
    current.save(update_fields=["rows", "created", "updated", "unchanged", "incomplete", "rejected"])


@transaction.atomic
def _finish(actor: User, record: Import) -> None:
    now = timezone.now()
    done = Import.objects.filter(pk=record.pk, state=Import.State.RUNNING).update(state=Import.State.DONE, ended_at=now)
    if done:
        current = Import.objects.get(pk=record.pk)
        after = {
            key: getattr(current, key) for key in ("rows", "created", "updated", "unchanged", "incomplete", "rejected")
        }
        trail.record(actor, now=now, action="import.finish", kind="import", object_id=record.pk, after=after)
