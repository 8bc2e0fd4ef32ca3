"""项目作战页: one project on one screen; the parts that other rooms own are loaded by their addresses."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from milepost.control import queries as control
from milepost.control.queries import Card
from milepost.control.rules.cells import keys
from milepost.people.who import me
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.model import Playbook, Stage
from milepost.projects import permissions, queries
from milepost.projects.models import Project
from milepost.projects.queries import PathStage
from milepost.shell.web.project import delivery
from milepost.shell.web.shown import shown
from milepost.ui import pages
from milepost.ui.text import say, t

TABS = ("work", "facts", "files", "team", "origin")
SIGNED = (Project.Status.WON, Project.Status.DELIVERED)


@require_GET
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """The cockpit of a project the person sees."""
    user, today = me(request), timezone.localdate()
    found = permissions.project_for(user, pk)
    playbook = playbooks.compiled(found.playbook_id)
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "work"
    card = control.by_ids([pk])[pk]
    may_edit = permissions.may_edit(user, found)
    context = {
        "project": found,
        "card": shown(card, today),
        "tab": tab,
        "tabs": _tabs(pk, tab),
        "panels": {
            name: _panel(pk, name) for name in ("brief", "team", "tasks", "timeline", "origin", "evidence", "standards")
        },
        "may_edit": may_edit,
        "may_lead": permissions.may_lead(user, found),
        "is_open": found.status == Project.Status.OPEN,
        "gate": _gate(found, card, playbook, may_edit),
        **_course(found, playbook, today),
    }
    return pages.render(request, "shell/web/project/page.html", context)


def _panel(pk: int, name: str) -> str:
    return f"{reverse('project', args=[pk])}panel/{name}/"


def _tabs(pk: int, now: str) -> list[tuple[str, str, bool]]:
    names = {
        "work": t("作战", "Work"), "facts": t("情况", "Facts"), "files": t("证据文件", "Evidence"),
        "team": t("团队", "Team"), "origin": t("来历", "Origin"),
    }  # fmt: skip
    own = reverse("project", args=[pk])
    return [(names[key], own if key == "work" else f"{own}?tab={key}", key == now) for key in TABS]


def _gate(project: Project, card: Card, playbook: Playbook, may_ask: bool) -> dict[str, Any] | None:
    """The line under the path: how far it is to the next gate, and the one button."""
    if project.kind != Project.Kind.PROJECT or project.status != Project.Status.OPEN:
        return None
    stage = playbook.stage(project.stage)
    names = [say(control.standard(card.playbook, key)) for key in keys(card.owed)]
    return {
        "stage": say(stage.name), "missing": names[:3], "count": len(names), "state": card.gate_state,
        "button": _button(card.gate_state, len(names), may_ask),
    }  # fmt: skip


def _button(state: str, missing: int, may_ask: bool) -> str:
    if state == "pending":
        return t("看过关申请", "See the request")
    if not may_ask:
        return t("看关卡", "See the gate")
    if state == "returned":
        return t("补齐再提", "Mend and ask again")
    return t("补齐证据", "Add the proof") if missing else t("提请过关", "Ask to pass")


def _course(project: Project, playbook: Playbook, today: dt.date) -> dict[str, Any]:
    if project.status in SIGNED:
        return {"steps": [], "goal": None, "milestones": delivery.milestones(project, playbook)}
    steps = [_step(one) for one in queries.path_days(project, playbook, today)]
    return {"steps": steps, "goal": _goal(project, playbook), "milestones": []}


def _step(one: PathStage) -> dict[str, Any]:
    state = {"here": "now", "done": "skipped" if one.result in ("skipped", "claimed") else "done", "ahead": "ahead"}[
        one.state
    ]
    spent = one.days if one.entered_on else None
    return {"name": say(one.name), "place": one.place, "state": state, "days": spent, "norm": one.norm}


def _goal(project: Project, playbook: Playbook) -> dict[str, Any] | None:
    if project.kind != Project.Kind.PROJECT:
        return None
    stage: Stage = playbook.stage(project.stage)
    entry = queries.entry_now(project)
    return {
        "name": say(stage.name), "purpose": say(stage.purpose), "milestone": say(stage.milestone),
        "objective": entry.objective, "target_on": entry.target_on,
    }  # fmt: skip
