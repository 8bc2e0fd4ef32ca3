"""Decisions and declarations as the playbook's checks see them."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from milepost.approvals.models import Approval, Declaration

Record = dict[str, object]
PROVIDES = frozenset({"approvals", "declarations"})


def facts(project_ids: Iterable[int], today: dt.date) -> dict[int, dict[str, list[Record]]]:
    """``approvals``: the newest decision of each kind (so that two on one day stay in order); ``declarations``."""
    ids = list(project_ids)
    newest: dict[tuple[int, str], Record] = {}
    decided = Approval.objects.filter(project__in=ids).exclude(decided_by=None).order_by("decided_at", "id")
    for approval in decided:
        newest[approval.project_id, approval.kind] = _approval(approval)
    found: dict[int, dict[str, list[Record]]] = {pk: {"approvals": [], "declarations": []} for pk in ids}
    for (pk, _), record in newest.items():
        found[pk]["approvals"].append(record)
    for declaration in Declaration.objects.filter(project__in=ids, declared_on__lte=today).order_by("id"):
        found[declaration.project_id]["declarations"].append(_declaration(declaration))
    return found


def _approval(approval: Approval) -> Record:
    decided_at = approval.decided_at or approval.asked_at
    return {
        "id": f"a{approval.pk}",
        "kind": approval.kind,
        "decision": approval.state,
        "requester": str(approval.requester_id),
        "by": str(approval.decided_by_id),
        "dated_on": timezone.localdate(decided_at),
        "expires_on": approval.expires_on,
    }


def _declaration(declaration: Declaration) -> Record:
    return {
        "id": f"n{declaration.pk}",
        "kind": declaration.kind,
        "answer": declaration.answer,
        "closed_on": declaration.closed_on,
        "dated_on": declaration.declared_on,
        "by": str(declaration.by_id),
    }
