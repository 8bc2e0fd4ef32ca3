"""What nobody decided in time goes one level up."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from milepost.approvals.rules import matrix
from milepost.gates import queries
from milepost.gates.actions import notes
from milepost.gates.models import GateRequest, Waiver
from milepost.people import queries as people
from milepost.people.rules import roles
from milepost.trail import actions as trail
from milepost.workdays import queries as workdays


def escalate(*, now: dt.datetime) -> int:
    """Pass overdue gate requests and waivers one level up; returns how many moved. Called by the worker."""
    today = timezone.localdate(now)
    requests = sum(_one(GateRequest, pk, now, today) for pk in queries.overdue_requests(today))
    return requests + sum(_one(Waiver, pk, now, today) for pk in queries.overdue_waivers(today))


@transaction.atomic
def _one(model: type[GateRequest] | type[Waiver], pk: int, now: dt.datetime, today: dt.date) -> bool:
    project = notes.locked(model.objects.get(pk=pk).project_id)
    thing: GateRequest | Waiver = model.objects.select_related("project", "requester", "approver").get(pk=pk)
    if thing.state != "pending" or thing.due_on >= today:
        return False
    role = roles.one_up(thing.role)
    never = frozenset({thing.requester_id, thing.approver_id, project.owner_id})
    found = people.deciders(role, project.unit_path, today=today, never=never)
    if not found:
        return False
    before: dict[str, object] = {"approver": thing.approver_id}
    notes.hide_project(None, thing, now)
    thing.approver, thing.role, thing.escalated_at = found[0], role, now
    thing.due_on = matrix.due_on(today, workdays.table().is_working)
    thing.version += 1
    thing.save()
    gate = isinstance(thing, GateRequest)
    action = "gate.escalate" if gate else "waiver.escalate"
    notes.record(None, now, thing, action, before=before, after={"approver": thing.approver_id})
    notes.show_project(thing, now)
    kind, key = ("gate.asked", "request") if gate else ("waiver.asked", "waiver")
    trail.tell(kind, now=now, project_id=project.pk, payload={key: thing.pk, "escalated": True})
    return True
