"""Taking an import back within 30 days: what it made and what it changed, except what people have touched since."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db import connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from milepost.accounts import actions as account_actions
from milepost.accounts.models import Contact, Customer
from milepost.control import actions as control
from milepost.diary import actions as diary_actions
from milepost.diary.models import Entry
from milepost.integrations import permissions
from milepost.integrations.actions import revert
from milepost.integrations.actions.pace import Pace
from milepost.integrations.models import Import
from milepost.jobs import actions as jobs
from milepost.jobs.models import Job
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import actions as people_actions
from milepost.people.models import User
from milepost.projects import actions as project_actions
from milepost.projects.models import Project
from milepost.trail import actions as trail
from milepost.trail import queries as trail_queries

DAYS = 30
KIND = "integrations.undo"
TOUCHED = Text("导入之后有人改过", "Somebody has changed it since the import")
IN_USE = Text("别处已经用到", "It is in use elsewhere")
UNIT_STAYS = Text("部门保留，可在人员设置里调整", "The unit stays; see the settings of people")


@dataclass(slots=True)
class _Back:
    """An undo on its way: who, when, why, and what stays."""

    actor: User
    now: dt.datetime
    record: Import
    why: str
    kept: list[dict[str, object]] = field(default_factory=list)

    def keep(self, kind: str, pk: int, label: str, reason: Text) -> None:
        self.kept.append({"kind": kind, "id": pk, "label": label, "zh": reason.zh, "en": reason.en})


def undo(actor: User, *, now: dt.datetime, record: Import) -> Import:
    """Undo an import. What was changed since stays and is listed in ``kept``. Raises Refused when it is too late."""
    record = _begin(actor, now, record)
    back = _Back(actor, now, record, f"import {record.pk}")
    touched = _touched_projects(record)
    steps: Sequence[Callable[[_Back, set[int]], object]] = (_changes, _diary, _projects, _contacts, _customers, _users)
    for step in steps:
        step(back, touched)
    return _finish(back)


def start_undo(actor: User, *, now: dt.datetime, record: Import) -> Import:
    """Begin an undo in the background; what stays is listed when it has ended."""
    with transaction.atomic():
        record = _begin(actor, now, record)
        job = jobs.enqueue(KIND, {"import": record.pk}, now=now, user=actor)
        record.job_id = job.pk
        record.save(update_fields=["job_id"])
    return record


def run_undo_job(job: Job, report: Callable[[int, int], None]) -> dict[str, object]:
    """The background job; a stopped one is simply done again."""
    record = Import.objects.get(pk=job.payload["import"])
    if record.state == Import.State.UNDOING and job.user is not None:
        undo(job.user, now=timezone.now(), record=record)
    report(1, 1)
    return {"import": record.pk}


@transaction.atomic
def _begin(actor: User, now: dt.datetime, record: Import) -> Import:
    permissions.import_for(actor, record.pk)
    permissions.require_import(actor, record.kind)
    current = Import.objects.select_for_update(of=("self",)).select_related("file", "by").get(pk=record.pk)
    if current.state not in (Import.State.DONE, Import.State.UNDOING):
        raise Refused(Text("这次导入没有完成或已经撤销。", "This import has not finished or was undone already."))
    if current.ended_at is None or current.ended_at < now - dt.timedelta(days=DAYS):
        raise Refused(
            Text(f"导入超过 {DAYS} 天，不能再撤销。", f"After {DAYS} days an import can no longer be undone.")
        )
    current.state = Import.State.UNDOING
    current.save(update_fields=["state"])
    return current


@transaction.atomic
def _finish(back: _Back) -> Import:
    record = back.record
    record.state, record.undone_at, record.kept = Import.State.UNDONE, back.now, back.kept
    record.save(update_fields=["state", "undone_at", "kept"])
    trail.record(
        back.actor,
        now=back.now,
        action="import.undo",
        kind="import",
        object_id=record.pk,
        after={"kept": len(back.kept)},
    )
    return record


def _made(record: Import, kind: str) -> list[int]:
    return [pk for chunk in record.chunks.order_by("number") for its_kind, pk in chunk.made if its_kind == kind]


def _touched_projects(record: Import) -> set[int]:
    """Projects of the import on whose trail something stands that came after it."""
    found: set[int] = set()
    assert record.ended_at is not None
    for part in _parts(_made(record, "project")):
        later = (
            trail_queries.entries()
            .filter(project_id__in=part, at__gt=record.ended_at)
            .exclude(action__in=revert.OWN_ACTIONS)
        )
        found.update(pk for pk in later.values_list("project_id", flat=True) if pk is not None)
    return found


def _parts(ids: Iterable[int]) -> Iterator[list[int]]:
    """A few at a time, with rests, so that an undo keeps nobody waiting either."""
    walk, pace = iter(ids), Pace(connection.vendor == "sqlite")
    while part := list(islice(walk, pace.rows)):
        with pace.counted():
            yield part
        pace.rest()


def _changes(back: _Back, touched: set[int]) -> None:
    """Values before, newest change first; an object changed since keeps what it has."""
    for chunk in back.record.chunks.order_by("-number"):
        with transaction.atomic():
            recompute = set[int]()
            for change in reversed(chunk.changed):
                label = revert.back(back.actor, back.now, change, back.why)
                if label is not None:
                    back.keep(change["kind"], change["id"], label, TOUCHED)
                elif change["kind"] in ("project", "stage-entry"):
                    recompute.add(change["id"])
        control.recompute(recompute, now=back.now)


def _diary(back: _Back, touched: set[int]) -> None:
    """Lines of projects that stay are taken back one by one; the others go with their project."""
    made = _made(back.record, "diary")
    for part in _parts(made):
        entries = list(Entry.objects.filter(pk__in=part))
        for entry in entries:
            if entry.version > 1:
                back.keep("diary", entry.pk, entry.text[:60], TOUCHED)
                touched.add(entry.project_id)
        gone = [entry for entry in entries if entry.version == 1 and entry.project_id not in touched]
        diary_actions.discard_many(back.actor, now=back.now, entry_ids=[entry.pk for entry in gone], why=back.why)
        mine = set(_made(back.record, "project")) if gone else set()
        control.recompute({entry.project_id for entry in gone} - mine, now=back.now)


def _projects(back: _Back, touched: set[int]) -> None:
    for part in _parts(_made(back.record, "project")):
        for project in Project.objects.filter(pk__in=touched.intersection(part)):
            back.keep("project", project.pk, f"{project.code} {project.name}", TOUCHED)
        _discard_projects(back, [pk for pk in part if pk not in touched])


def _discard_projects(back: _Back, ids: Sequence[int]) -> None:
    """Together; where another room holds on to one of them, each by itself."""
    try:
        with transaction.atomic():
            control.forget(ids)
            project_actions.discard_many(back.actor, now=back.now, project_ids=ids, why=back.why)
    except ProtectedError:
        if len(ids) == 1:
            project = Project.objects.get(pk=ids[0])
            back.keep("project", project.pk, f"{project.code} {project.name}", IN_USE)
            return
        for pk in ids:
            _discard_projects(back, [pk])


def _contacts(back: _Back, touched: set[int]) -> None:
    for part in _parts(_made(back.record, "contact")):
        used = set(Entry.people.through.objects.filter(contact__in=part).values_list("contact_id", flat=True))
        contacts = list(Contact.objects.filter(pk__in=part))
        for contact in contacts:
            if contact.version > 1 or contact.pk in used:
                back.keep("contact", contact.pk, contact.name, TOUCHED if contact.version > 1 else IN_USE)
        gone = [contact.pk for contact in contacts if contact.version == 1 and contact.pk not in used]
        account_actions.discard_contacts(back.actor, now=back.now, contact_ids=gone, why=back.why)


def _customers(back: _Back, touched: set[int]) -> None:
    for part in _parts(_made(back.record, "customer")):
        used = set(Project.objects.filter(customer__in=part).values_list("customer_id", flat=True))
        used |= set(Contact.objects.filter(customer__in=part).values_list("customer_id", flat=True))
        customers = list(Customer.objects.filter(pk__in=part))
        for customer in customers:
            if customer.version > 1 or customer.pk in used:
                back.keep("customer", customer.pk, customer.name, TOUCHED if customer.version > 1 else IN_USE)
        gone = [customer.pk for customer in customers if customer.version == 1 and customer.pk not in used]
        account_actions.discard_customers(back.actor, now=back.now, customer_ids=gone, why=back.why)


def _users(back: _Back, touched: set[int]) -> None:
    """People are never deleted: an account nobody has used is closed."""
    for user in User.objects.filter(pk__in=_made(back.record, "user"), is_active=True):
        owns = Project.objects.filter(owner=user).exists() or Customer.objects.filter(owner=user).exists()
        if user.last_login is not None or owns:
            back.keep("user", user.pk, user.name, IN_USE)
        else:
            people_actions.deactivate(back.actor, now=back.now, user=user, why=back.why)
    for pk in _made(back.record, "unit"):
        back.keep("unit", pk, "", UNIT_STAYS)
