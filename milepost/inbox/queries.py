"""What a person was told, and what waits for him."""

import datetime as dt
from dataclasses import dataclass

from milepost.approvals import queries as approvals
from milepost.approvals.models import Approval
from milepost.gates import queries as gates
from milepost.gates.models import GateRequest, Waiver
from milepost.inbox import permissions
from milepost.inbox.models import Notice
from milepost.people.models import User
from milepost.projects import queries as projects
from milepost.projects.models import Task

COUNTED_AT_MOST = 99
PAGE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """Decisions and tasks that wait for one person."""

    requests: list[GateRequest]
    approvals: list[Approval]
    waivers: list[Waiver]
    tasks: list[Task]

    @property
    def decisions(self) -> int:
        """How many decisions others wait for."""
        return len(self.requests) + len(self.approvals) + len(self.waivers)


def unread(user: User) -> int:
    """How many notices the person has not read, counted no further than 99."""
    return permissions.notices_of(user).filter(read_at=None)[:COUNTED_AT_MOST].count()


def notices(user: User, before: int = 0) -> list[Notice]:
    """A page of notices, newest first, those older than notice ``before``; one more than a page when there are more."""
    found = permissions.notices_of(user).order_by("-pk")
    return list((found.filter(pk__lt=before) if before else found)[: PAGE + 1])


def waiting(user: User, today: dt.date, tasks: int = 20) -> Waiting:
    """Gates, approvals and waivers to decide, and the person's open tasks, each longest waiting first."""
    gate = gates.waiting_for(user, today)
    return Waiting(
        requests=list(gate.requests),
        approvals=approvals.waiting_for(user, today),
        waivers=list(gate.waivers),
        tasks=list(projects.open_tasks_of(user)[:tasks]),
    )


def asked_by(user: User) -> tuple[list[GateRequest], list[Approval], list[Waiver]]:
    """What the person asked for and nobody has decided yet."""
    gate = gates.waiting_on(user)
    return list(gate.requests), approvals.asked_by(user), list(gate.waivers)
