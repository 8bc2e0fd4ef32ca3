"""The inbox of everything that waits for a decision: gates, approvals, waivers, pieces; mine and what I asked for."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from milepost.approvals import panels as approval_panels
from milepost.approvals import queries as approval_queries
from milepost.evidence import panels as evidence_panels
from milepost.evidence import queries as evidence
from milepost.gates import queries
from milepost.gates.models import GateRequest, Waiver
from milepost.gates.web import words
from milepost.people import queries as people
from milepost.people.models import User
from milepost.people.rules.roles import LINE
from milepost.people.who import me
from milepost.playbook import queries as playbooks
from milepost.ui import pages
from milepost.ui.text import t

DECIDED_DAYS = 30
VIEWS = ("mine", "asked", "decided", "times")


@require_GET
def approvals(request: HttpRequest) -> HttpResponse:
    """``view``: what waits for me, what I asked for, what I decided of late, waiting times by approver."""
    user, now = me(request), timezone.now()
    view = request.GET.get("view", "mine")
    view = view if view in VIEWS else "mine"
    context: dict[str, Any] = {
        "view": view,
        "now": now,
        "may_see_times": people.has_role(user, *LINE, "sales_ops", "admin"),
    }
    context["mine"] = _mine(user, now)
    if view == "asked":
        context["asked"] = _asked(request, user, now)
    elif view == "decided":
        since = now - dt.timedelta(days=DECIDED_DAYS)
        context["decided"] = [approval_panels.approval(one, now) for one in approval_queries.decided_by(user, since)]
    elif view == "times":
        context["times"] = queries.waiting_times(user, now)
    return pages.render(request, "gates/web/deciding/page.html", context)


def _mine(user: User, now: dt.datetime) -> dict[str, Any]:
    today = timezone.localdate(now)
    waiting = queries.waiting_for(user, today)
    asked = [approval_panels.approval(one, now) for one in approval_queries.waiting_for(user, today)]
    pieces = evidence.shown(queries.pieces_waiting_for(user, today), user)
    found = {
        "gates": [_gate(one, now) for one in waiting.requests],
        "approvals": asked,
        "waivers": [_waiver(one, now) for one in waiting.waivers],
        "pieces": [evidence_panels.piece(one, playbooks.compiled(one.piece.project.playbook_id)) for one in pieces],
    }
    return found | {"count": sum(len(found[key]) for key in ("gates", "approvals", "waivers"))}


def _gate(one: GateRequest, now: dt.datetime) -> dict[str, Any]:
    playbook = playbooks.compiled(one.project.playbook_id)
    skip = words.reason(playbook, "skip_reasons", one.skip_reason) if one.skip_reason else ""
    name = words.stage(playbook, one.stage)
    return {
        "request": one,
        "name": name,
        "skip": skip,
        "waited": _waited(one.asked_at, now),
        "overdue": one.due_on < timezone.localdate(now),
    }


def _waiver(one: Waiver, now: dt.datetime) -> dict[str, Any]:
    playbook = playbooks.compiled(one.project.playbook_id)
    return {
        "waiver": one,
        "name": words.standard(playbook, one.standard),
        "reason": words.reason(playbook, "waiver_reasons", one.reason),
        "waited": _waited(one.asked_at, now),
        "overdue": one.due_on < timezone.localdate(now),
    }


def _waited(asked_at: dt.datetime, now: dt.datetime) -> int:
    return max(0, (now - asked_at).days)


def _asked(request: HttpRequest, user: User, now: dt.datetime) -> list[dict[str, Any]]:
    """Everything of mine that waits for others, the longest wait first, each with its reminder to copy."""
    waiting = queries.waiting_on(user)
    found = [
        _line(request, one, _gate(one, now)["name"], reverse("gate_sheet", args=[one.project_id]), now)
        for one in waiting.requests
    ]
    found += [
        _line(request, one, _waiver(one, now)["name"], reverse("waiver", args=[one.pk]), now) for one in waiting.waivers
    ]
    for one in approval_queries.asked_by(user):
        name = approval_panels.kind_name(playbooks.compiled(one.project.playbook_id), one.kind)
        found.append(_line(request, one, name, reverse("approval", args=[one.pk]), now))
    return sorted(found, key=lambda line: -line["waited"])


def _line(request: HttpRequest, one: Any, name: str, address: str, now: dt.datetime) -> dict[str, Any]:
    link = request.build_absolute_uri(address)
    waited = _waited(one.asked_at, now)
    reminder = t(
        f"{one.approver.name}，「{one.project.name}」的“{name}”等您 {waited} 天了，请看一下：{link}",
        f"{one.approver.name}, “{name}” of “{one.project.name}” has waited for you {waited} days, please have a look: {link}",
    )
    return {
        "thing": one,
        "name": name,
        "address": address,
        "waited": waited,
        "overdue": one.due_on < timezone.localdate(now),
        "escalated": one.escalated_at is not None,
        "reminder": reminder,
    }
