"""The board: lanes with sums and cards; more cards of one lane; moving a card."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from milepost.control import queries as control
from milepost.control.queries import Lane
from milepost.control.rules import filters as filter_rules
from milepost.gates import actions as gate_actions
from milepost.kernel.errors import Refused
from milepost.people.who import me
from milepost.playbook import queries as playbooks
from milepost.projects import permissions as project_permissions
from milepost.projects.models import Project
from milepost.shell.web import narrowing
from milepost.shell.web.shown import Place, amounts, shown, stages
from milepost.ui import pages
from milepost.ui.text import say, t

WON_PLACE, ENDED_PLACE = 7, 8


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """All lanes, narrowed by the filters of the address."""
    user, today = me(request), timezone.localdate()
    chosen = filter_rules.read(request.GET.dict())
    places = stages(playbooks.live_playbook())
    lanes = [_shown(lane, places, today) for lane in control.board(user, chosen, [one.key for one in places], today)]
    context = {
        "lanes": lanes,
        "count": sum(lane["count"] for lane in lanes[:-2]),
        "is_empty": not any(lane["count"] for lane in lanes),
        "is_narrowed": bool(chosen.query(status="open")),
        "narrowing": narrowing.bar(user, chosen),
        "views": narrowing.views("board", chosen),
        "may_create": project_permissions.may_create(user),
    }
    return pages.render(request, "shell/web/board/page.html", context)


def _shown(lane: Lane, places: list[Place], today: dt.date) -> dict[str, Any]:
    place = next((one for one in places if one.key == lane.key), None)
    names = {control.WON: t("交付中", "In delivery"), control.ENDED: t("已结束", "Ended")}
    return {
        "key": lane.key,
        "name": place.name if place else names[lane.key],
        "place": place.place if place else 0,
        "count": lane.count,
        "sums": amounts(lane.lines),
        "amount": amounts(lane.lines),
        "cards": [shown(card, today) for card in lane.cards],
        "query": lane.filters.query(),
        "more": lane.more,
        "is_stage": place is not None,
    }


@require_GET
def more(request: HttpRequest) -> HttpResponse:
    """The next cards of one lane."""
    chosen, today = filter_rules.read(request.GET.dict()), timezone.localdate()
    cards, after = control.more(me(request), chosen, request.GET.get("after", ""), today)
    context = {"cards": [shown(card, today) for card in cards], "more": after, "query": chosen.query()}
    return pages.fragment(request, "shell/web/board/_cards.html", context)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a card may go (GET); move it there (POST): it moves, is asked for, or the gate sheet opens."""
    user = me(request)
    project = project_permissions.project_for(user, pk)
    if request.method == "GET":
        return pages.sheet(request, "shell/web/board/_move.html", _choices(project))
    to = request.POST.get("to", "")
    if to == control.ENDED:
        return pages.fragment(request, "shell/web/board/_opens.html", {"address": reverse("project_end", args=[pk])})
    playbook = playbooks.compiled(project.playbook_id)
    target = playbook.milestones[0].key if to == control.WON else to
    try:
        moved = gate_actions.move(user, now=timezone.now(), project=project, to_stage=target)
    except Refused as error:
        return pages.refused(request, error)
    return _answer(request, project, moved, target)


def _choices(project: Project) -> dict[str, Any]:
    playbook = playbooks.compiled(project.playbook_id)
    return {"project": project, "places": stages(playbook), "is_open": project.status == Project.Status.OPEN}


def _answer(request: HttpRequest, project: Project, moved: gate_actions.Move, target: str) -> HttpResponse:
    """A sheet that says what is missing, or a fresh board with one sentence of what happened."""
    if moved.result == "sheet":
        return pages.fragment(request, "shell/web/board/_opens.html", {"address": _sheet(project, moved.kind, target)})
    if not pages.is_htmx(request):
        return pages.go(request, reverse("project", args=[project.pk]), _said(project, moved, target))
    response = pages.close_sheet(HttpResponse(status=204))
    pages.tell(response, "board:changed", {"card": project.pk})
    return pages.toast(response, _said(project, moved, target), "warn" if moved.missing else "ok")


def _sheet(project: Project, kind: str, target: str) -> str:
    gate = reverse("gate_sheet", args=[project.pk])
    return gate if kind in ("gate", "decide") else f"{gate}?{kind}={target}"


def _said(project: Project, moved: gate_actions.Move, target: str) -> str:
    name = say(playbooks.compiled(project.playbook_id).stage(target).name)
    if moved.result == "asked" and moved.request:
        who = moved.request.approver.name
        return t(
            f"材料已齐，已请{who}审「{project.name}」", f"Everything is there; {who} was asked to pass “{project.name}”"
        )
    if moved.missing:
        count = len(moved.missing)
        return t(f"已移到「{name}」，还差 {count} 条没有证明", f"Moved to “{name}” with {count} standards not proved")
    return t(f"已移到「{name}」", f"Moved to “{name}”")
