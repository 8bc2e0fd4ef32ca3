"""What waits for whom, and since when."""

import datetime as dt
from dataclasses import dataclass

from milepost.evidence.models import Piece, Pieces
from milepost.gates.models import GateRequest, Waiver
from milepost.people import queries as people
from milepost.people.models import User


@dataclass(frozen=True, slots=True)
class Waiting:
    """Gate requests and waivers that wait; the longest wait first."""

    requests: tuple[GateRequest, ...]
    waivers: tuple[Waiver, ...]

    def __len__(self) -> int:
        return len(self.requests) + len(self.waivers)


def waiting_for(user: User, today: dt.date) -> Waiting:
    """What the person has to decide, for himself and for those whose place he takes today."""
    places = people.stands_for(user, today)
    requests = GateRequest.objects.filter(approver__in=places, state="pending").exclude(requester=user)
    waivers = Waiver.objects.filter(approver__in=places, state="pending").exclude(requester=user)
    related = ("project", "project__customer", "requester", "approver")
    return Waiting(
        tuple(requests.select_related(*related).order_by("asked_at", "id")),
        tuple(waivers.select_related(*related).order_by("asked_at", "id")),
    )


def waiting_on(user: User) -> Waiting:
    """What the person has asked for and others have not decided."""
    mine = {"requester": user, "state": "pending"}
    related = ("project", "approver")
    return Waiting(
        tuple(GateRequest.objects.filter(**mine).select_related(*related).order_by("asked_at", "id")),
        tuple(Waiver.objects.filter(**mine).select_related(*related).order_by("asked_at", "id")),
    )


def pieces_waiting_for(user: User, today: dt.date) -> list[Piece]:
    """Strong pieces nobody has accepted or refused, in projects whose gate request waits for the person."""
    projects = {request.project_id for request in waiting_for(user, today).requests}
    found = (
        Pieces(Piece).visible_to(user).filter(project__in=projects, strength__gte=2, accepted_on=None, refused_why="")
    )
    alive = found.filter(withdrawn_on=None).exclude(by=user).select_related("project", "file", "by", "person")
    return list(alive.order_by("at", "id"))


def overdue_requests(today: dt.date) -> list[int]:
    """Ids of gate requests past their day."""
    found = GateRequest.objects.filter(state="pending", due_on__lt=today)
    return list(found.order_by("id").values_list("pk", flat=True))


def overdue_waivers(today: dt.date) -> list[int]:
    """Ids of waivers past their day."""
    found = Waiver.objects.filter(state="pending", due_on__lt=today)
    return list(found.order_by("id").values_list("pk", flat=True))
