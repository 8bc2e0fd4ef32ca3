"""How long things wait for each approver: what a manager looks at before he asks why a gate stands."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from milepost.approvals.models import Approval
from milepost.gates.models import GateRequest, Waiver
from milepost.people.models import User
from milepost.projects import permissions as project_permissions


@dataclass(frozen=True, slots=True)
class Load:
    """What waits for one person: how many things, and the days of the longest and of all together."""

    approver: User
    count: int
    longest: int
    days: int

    @property
    def average(self) -> int:
        return round(self.days / self.count)


def waiting_times(user: User, now: dt.datetime) -> list[Load]:
    """By approver, over everything that waits in projects the person sees; the longest wait first.

    Confidential requests are counted only where they are his own to see.
    """
    seen = project_permissions.visible_to(user).values("pk")
    asked: dict[int, list[int]] = defaultdict(list)
    approvals = Approval.objects.filter(project__in=seen, state="pending", confidential=False)
    requests = GateRequest.objects.filter(project__in=seen, state="pending")
    waivers = Waiver.objects.filter(project__in=seen, state="pending")
    for found in (approvals, requests, waivers):
        for approver_id, asked_at in found.values_list("approver_id", "asked_at"):
            asked[approver_id].append(max(0, (now - asked_at).days))
    people = User.objects.in_bulk(asked)
    loads = [Load(people[pk], len(days), max(days), sum(days)) for pk, days in asked.items()]
    return sorted(loads, key=lambda load: (-load.longest, -load.count, load.approver.pk))
