"""Requests, waivers and enforcement as they stand."""

import datetime as dt

from milepost.gates.models import Enforcement, GateRequest, Waiver, WouldBlock
from milepost.gates.rules import modes
from milepost.people.models import User
from milepost.people.rules import paths
from milepost.playbook import queries as playbooks
from milepost.projects import permissions as project_permissions
from milepost.projects.models import Origin, Pass, Project


def open_request(project: Project) -> GateRequest | None:
    """The request that waits for a decision, if any."""
    found = GateRequest.objects.filter(project=project, state="pending")
    return found.select_related("project", "requester", "approver").first()


def requests_of(project: Project) -> list[GateRequest]:
    """Every request of a project, the newest first."""
    found = GateRequest.objects.filter(project=project).select_related("requester", "approver", "decided_by")
    return list(found.order_by("-id"))


def open_waivers(project: Project, today: dt.date) -> list[Waiver]:
    """Waivers asked for or in force: at most two at a time."""
    found = Waiver.objects.filter(project=project, state__in=["pending", "granted"], expires_on__gte=today)
    return list(found.select_related("project", "requester", "approver", "decided_by").order_by("id"))


def waivers_of(project: Project) -> list[Waiver]:
    """Every waiver of a project, the newest first."""
    return list(
        Waiver.objects.filter(project=project).select_related("requester", "approver", "decided_by").order_by("-id")
    )


def mode(project: Project) -> str:
    """``off``, ``warn`` or ``block`` for the project: its unit's word, else the playbook's; off where no gates run."""
    if project.kind != Project.Kind.PROJECT:
        return "off"
    imported = Origin.objects.filter(project=project, imported=True).exists()
    key = modes.level_key(project.level, imported)
    places = ["", *paths.ancestors(project.unit_path)]
    spoken = Enforcement.objects.filter(unit_path__in=places, level=key).values_list("unit_path", "level", "mode")
    return modes.mode(project.unit_path, key, spoken, playbooks.compiled(project.playbook_id).gate.enforcement)


def enforcement_rows(path: str) -> dict[str, str]:
    """What a unit ("" for the company) says itself, by level; levels it leaves to those above are left out."""
    return dict(Enforcement.objects.filter(unit_path=path).values_list("level", "mode"))


def would_have_blocked(user: User, since: dt.date) -> list[WouldBlock]:
    """Moves let through since then in projects the person sees, the newest first."""
    seen = project_permissions.visible_to(user).values("pk")
    found = WouldBlock.objects.filter(project__in=seen, on__gte=since).select_related("project", "project__owner", "by")
    return list(found.order_by("-on", "-id"))


def passed_occurrences(project: Project, stage: str) -> list[int]:
    """Numbers of a repeatable milestone that were verified."""
    found = Pass.objects.filter(project=project, stage=stage, result="verified")
    return sorted(set(found.values_list("occurrence", flat=True)))


def next_occurrence(project: Project, stage: str) -> int:
    """The number after the highest one verified."""
    return max(passed_occurrences(project, stage), default=0) + 1
