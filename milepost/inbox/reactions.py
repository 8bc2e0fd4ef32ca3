"""Who is told what when something happens below."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone

from milepost.approvals.models import Approval
from milepost.control.models import Standing
from milepost.control.rules.cells import keys
from milepost.gates.models import GateRequest, Waiver
from milepost.inbox import actions
from milepost.inbox.models import Notice
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.model import Playbook
from milepost.projects.models import HandOver, Project
from milepost.trail.models import Event


def gate_asked(event: Event) -> None:
    """The approver is told; a second time when the request was passed on to him."""
    request = _request(event)
    if request.state == GateRequest.State.PENDING:
        data = _about(request.project) | {
            "who": request.requester.name,
            "stage": _stage(request.project, request.stage),
        }
        _tell(
            event,
            request.approver,
            "gate.asked",
            data,
            request.project,
            _sheet(request.project),
            f"request:{request.pk}",
        )


def gate_decided(event: Event) -> None:
    """Who asked is told, and the owner where that is somebody else."""
    request = _request(event)
    if request.state not in (GateRequest.State.PASSED, GateRequest.State.RETURNED) or request.decided_by is None:
        return
    data = _about(request.project) | {
        "who": request.decided_by.name, "stage": _stage(request.project, request.stage),
        "state": request.state, "remedy": request.remedy,
    }  # fmt: skip
    link = _sheet(request.project) if request.state == GateRequest.State.RETURNED else _page(request.project)
    for user in {request.requester, request.project.owner} - {request.decided_by}:
        _tell(event, user, "gate.decided", data, request.project, link, f"request:{request.pk}:{request.state}")


def approval_asked(event: Event) -> None:
    """The approver is told."""
    approval = Approval.objects.select_related("project", "requester", "approver").get(pk=event.payload["approval"])
    if approval.state == Approval.State.PENDING:
        data = _about(approval.project) | {"who": approval.requester.name, "what": _approval(approval)}
        _tell(
            event,
            approval.approver,
            "approval.asked",
            data,
            approval.project,
            reverse("approvals"),
            f"approval:{approval.pk}",
        )


def approval_decided(event: Event) -> None:
    """Who asked is told; closed declarations tell nobody."""
    approval = (
        Approval.objects.select_related("project", "requester", "decided_by")
        .filter(pk=event.payload.get("approval"))
        .first()
    )
    if approval is None or approval.decided_by is None or approval.decided_by == approval.requester:
        return
    data = _about(approval.project) | {
        "who": approval.decided_by.name, "what": _approval(approval), "state": approval.state, "reason": approval.reason,
    }  # fmt: skip
    key = f"approval:{approval.pk}:{approval.state}"
    _tell(event, approval.requester, "approval.decided", data, approval.project, _page(approval.project), key)


def waiver_asked(event: Event) -> None:
    """Who may let off is told."""
    waiver = _waiver(event)
    if waiver.state == Waiver.State.PENDING:
        data = _about(waiver.project) | {
            "who": waiver.requester.name,
            "what": _standard(waiver.project, waiver.standard),
        }
        _tell(event, waiver.approver, "waiver.asked", data, waiver.project, reverse("approvals"), f"waiver:{waiver.pk}")


def waiver_decided(event: Event) -> None:
    """Who asked is told."""
    waiver = _waiver(event)
    if waiver.decided_by is None or waiver.decided_by == waiver.requester:
        return
    data = _about(waiver.project) | {
        "who": waiver.decided_by.name, "what": _standard(waiver.project, waiver.standard),
        "state": waiver.state, "reason": waiver.why,
    }  # fmt: skip
    key = f"waiver:{waiver.pk}:{waiver.state}"
    _tell(event, waiver.requester, "waiver.decided", data, waiver.project, _page(waiver.project), key)


def handed_over(event: Event) -> None:
    """The new owner is told, unless he took the project himself."""
    last = HandOver.objects.filter(project=event.project_id).select_related("project", "new_owner", "by").latest("pk")
    if last.by != last.new_owner:
        data = _about(last.project) | {"who": last.by.name}
        _tell(
            event,
            last.new_owner,
            "project.handed-over",
            data,
            last.project,
            _page(last.project),
            f"hand-over:{last.pk}",
        )


def tell_expiring(now: dt.datetime) -> int:
    """Nightly: owners hear of proofs that will soon lapse or have lapsed, each once. Returns how many were told of."""
    today = timezone.localdate(now)
    turning = Standing.objects.filter(status="open").exclude(expiring="", expired="").select_related("project")
    notices = [notice for one in turning.iterator(chunk_size=500) for notice in _turning(one, today, now)]
    actions.notify_many(notices)
    return len(notices)


def _turning(standing: Standing, today: dt.date, now: dt.datetime) -> list[Notice]:
    project = standing.project
    found = [("standard.expiring", key) for key in keys(standing.expiring)]
    found += [("standard.expired", key) for key in keys(standing.expired)]
    return [
        actions.make(
            now=now, user=standing.owner_id, kind=kind, project=project, link=_page(project),
            data=_about(project) | {"what": _standard(project, key)},
            # A proof renewed and lapsing again months later is told again.
            key=f"{kind}:{project.pk}:{key}:{today:%Y-%m}",
        )
        for kind, key in found
    ]  # fmt: skip


def _tell(event: Event, user: User, kind: str, data: dict[str, Any], project: Project, link: str, key: str) -> None:
    escalated = bool(event.payload.get("escalated"))
    if escalated:
        data |= {"escalated": True}
    told = f"{kind}:{key}:{event.pk}" if escalated else f"{kind}:{key}"
    actions.notify(now=event.at, user=user, kind=kind, data=data, project=project, link=link, key=told)


def _request(event: Event) -> GateRequest:
    related = ("project", "project__owner", "requester", "approver", "decided_by")
    return GateRequest.objects.select_related(*related).get(pk=event.payload["request"])


def _waiver(event: Event) -> Waiver:
    related = ("project", "requester", "approver", "decided_by")
    return Waiver.objects.select_related(*related).get(pk=event.payload["waiver"])


def _about(project: Project) -> dict[str, Any]:
    return {"project": project.name, "code": project.code}


def _playbook(project: Project) -> Playbook:
    return playbooks.compiled(project.playbook_id)


def _two(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _stage(project: Project, key: str) -> dict[str, str]:
    return _two(_playbook(project).stage(key).name)


def _standard(project: Project, key: str) -> dict[str, str]:
    return _two(_playbook(project).standard(key.split("#")[0]).name)


def _approval(approval: Approval) -> dict[str, str]:
    return _two(_playbook(approval.project).approval(approval.kind).name)


def _page(project: Project) -> str:
    return reverse("project", args=[project.pk])


def _sheet(project: Project) -> str:
    return reverse("gate_sheet", args=[project.pk])
