"""Today: what to do for whoever sells; claimed against proved for whoever leads; what waits for everybody."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from milepost.control import queries as control
from milepost.diary import queries as diary
from milepost.inbox import queries as inbox
from milepost.people import queries as people
from milepost.people.models import User
from milepost.people.who import me
from milepost.projects import queries as projects
from milepost.shell import queries, stories
from milepost.shell.rules import ladder
from milepost.shell.rules.ladder import Thing
from milepost.shell.web.shown import shown
from milepost.shell.web.today import leading
from milepost.ui import pages
from milepost.ui.text import say, t

LEADERS = ("sales_manager", "sales_director", "executive", "sales_ops")
SELLERS = ("sales", "sales_manager", "sales_director")


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The landing of one's role; ``?view=mine`` gives a leader his own things."""
    user = me(request)
    leads = people.has_role(user, *LEADERS)
    if leads and request.GET.get("view") != "mine":
        return leading.landing(request, user, _tabs(leads, "team"))
    return _mine(request, user, leads)


def _tabs(leads: bool, now: str) -> list[tuple[str, str, bool]]:
    if not leads:
        return []
    own = reverse("today")
    return [(t("团队", "Team"), own, now == "team"), (t("我的事", "My things"), f"{own}?view=mine", now == "mine")]


def _mine(request: HttpRequest, user: User, leads: bool) -> HttpResponse:
    day = timezone.localdate()
    found = queries.today_of(user, day)
    context = {
        "day": day,
        "things": [_thing(thing, day) for thing in found.things],
        "ladder": [say(rung.when) for rung in ladder.RUNGS],
        "still": [(shown(card, day), *_explained(card, day)) for card in found.still],
        "strip": [_day(on, items, day) for on, items in found.strip],
        "sells": people.has_role(user, *SELLERS),
        "tabs": _tabs(leads, "mine"),
        "projects": queries.writable(user),
    }
    return pages.render(request, "shell/web/today/page.html", context)


def _explained(card: control.Card, day: dt.date) -> tuple[str, str]:
    (one,) = control.explained([card], day, 1)
    return say(one.why), say(one.next)


def _thing(thing: Thing, day: dt.date) -> dict[str, Any]:
    rung = ladder.RUNGS[ladder.PLACES[thing.rung]]
    href, sheet = _where(thing)
    return {
        "title": say(thing.title), "why": say(thing.why), "rung": say(rung.when), "icon": rung.icon,
        "button": say(rung.button), "href": href, "sheet": sheet, "late": bool(thing.on and thing.on < day),
    }  # fmt: skip


def _where(thing: Thing) -> tuple[str, bool]:
    """Where the button leads, and whether that opens as a sheet."""
    if thing.rung in ("returned", "ready", "lapsed"):
        return reverse("gate_sheet", args=[thing.project]), False
    if thing.rung in ("promised", "expiring"):
        return f"{reverse('capture')}?project={thing.project}", True
    tab = {"task": "?tab=plan", "bid": "?tab=work", "incomplete": "?tab=facts"}.get(thing.rung, "")
    return reverse("project", args=[thing.project]) + tab, False


def _day(on: dt.date, items: list[queries.DayItem], day: dt.date) -> dict[str, Any]:
    icons = {"step": "calendar-event", "task": "list-check", "bid": "gavel", "sign": "writing"}
    marks = [(icons[item.what], say(item.text), reverse("project", args=[item.project])) for item in items]
    return {
        "on": on,
        "is_today": on == day,
        "items": marks[:4],
        "more": max(0, len(marks) - 4),
        "off": on.weekday() > 4,
    }


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for the person's decision, and his tasks; loaded after the page."""
    user, day = me(request), timezone.localdate()
    return pages.fragment(
        request, "shell/web/today/_waiting.html", _waiting(user, day, request.GET.get("tasks") != "0")
    )


def _waiting(user: User, day: dt.date, with_tasks: bool) -> dict[str, Any]:
    found = inbox.waiting(user, day)
    return {
        "waiting": found,
        "tasks": [(task, say(projects.name_of(task))) for task in found.tasks[:7]] if with_tasks else [],
        "stories": stories.told_to(user),
        "proofs": queries.proofs_of(user, [one.project_id for one in found.requests]),
        "day": day,
        "now": timezone.now(),
    }


@require_GET
def copies(request: HttpRequest) -> HttpResponse:
    """Texts to copy: the weekly report out of the diary, and a reminder for everything that waits for others."""
    user, day = me(request), timezone.localdate()
    monday = day - dt.timedelta(days=day.weekday())
    context = {
        "weekly": diary.weekly_text(user, monday),
        "reminders": reminders(request, user),
    }
    return pages.sheet(request, "shell/web/today/_copies.html", context)


def reminders(request: HttpRequest, user: User) -> str:
    """One line per decision that waits: who, what, since when, and the address to decide at."""
    requests, approvals, waivers = inbox.asked_by(user)
    now = timezone.now()
    lines = []
    for one in requests:
        address = request.build_absolute_uri(reverse("gate_sheet", args=[one.project_id]))
        lines.append(
            _line(
                one.approver.name, one.project.name, t("过关申请", "gate request"), (now - one.asked_at).days, address
            )
        )
    address = request.build_absolute_uri(reverse("approvals"))
    for asked in (*approvals, *waivers):
        what = t("审批", "approval") if asked in approvals else t("豁免申请", "waiver")
        lines.append(_line(asked.approver.name, asked.project.name, what, (now - asked.asked_at).days, address))  # type: ignore[attr-defined]
    return "\n".join(lines)


def _line(who: str, project: str, what: str, days: int, address: str) -> str:
    return t(
        f"{who}您好，「{project}」的{what}已等待 {days} 天，麻烦抽空看一下：{address}",
        f"Hello {who}, the {what} for “{project}” has waited {days} days; could you look at it: {address}",
    )
