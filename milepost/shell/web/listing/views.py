"""The list of projects: filtered, sorted, by the page; exported; many moved or handed over at once."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from milepost.control import queries as control
from milepost.control.queries import Card
from milepost.control.rules import filters as filter_rules
from milepost.control.rules import sorts
from milepost.control.rules.filters import Filters
from milepost.kernel.errors import Refused
from milepost.people.models import User
from milepost.people.who import me
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.model import Playbook
from milepost.projects import permissions as project_permissions
from milepost.shell import actions, exports, permissions
from milepost.shell.web import narrowing
from milepost.shell.web.listing import bulk
from milepost.shell.web.shown import STATUSES, Place, amounts, shown, stage_name, stages
from milepost.ui import pages
from milepost.ui.text import say, t

EXPORTED_AT_MOST = 100_000


@require_GET
def project_list(request: HttpRequest) -> HttpResponse:
    """One page of the list."""
    user, today = me(request), timezone.localdate()
    chosen, sort = filter_rules.read(request.GET.dict()), sorts.chosen(request.GET.get("sort", ""))
    version = playbooks.live()
    playbook = playbooks.compiled(version.pk)
    page = control.rows(user, chosen, sort, request.GET.get("after", ""), today)
    context = {
        "cards": [shown(card, today) for card in page.cards],
        "more": page.more,
        "first": not request.GET.get("after"),
        "sort": sort,
        "query": chosen.query(),
        "narrowing": narrowing.bar(user, chosen),
        "views": narrowing.views("list", chosen),
        "told": told(chosen, playbook, version.pk),
        **_sums(user, chosen, today),
        **_choices(user, playbook),
    }
    return pages.render(request, "shell/web/listing/page.html", context)


def _sums(user: User, chosen: Filters, today: dt.date) -> dict[str, Any]:
    """How many and how much: exactly the rows of the list, so that every number opened here reconciles.

    Account orders and channel business stand in the list, not in the sums; they are counted apart.
    """
    lines = control.lines(user, chosen, today)
    summed, rows = sum(line.count for line in lines), control.count(user, chosen, today)
    capped = rows > control.COUNTED_AT_MOST
    return {
        "sums": amounts(lines),
        "count": max(summed, control.COUNTED_AT_MOST) if capped else rows,
        "many": capped and summed <= control.COUNTED_AT_MOST,
        "others": 0 if capped else rows - summed,
    }


def _choices(user: User, playbook: Playbook) -> dict[str, Any]:
    return {
        "stages": stages(playbook),
        "saved": [_saved(view, user) for view in permissions.views_of(user, "list")],
        "may_assign": project_permissions.may_assign(user),
        "statuses": [("open", t("在跟", "Open")), ("won", t("交付中", "In delivery")), ("closed", t("已结束", "Ended")), ("all", t("全部", "All"))],
    }  # fmt: skip


def _saved(view: Any, user: User) -> dict[str, Any]:
    return {"pk": view.pk, "name": view.name, "query": view.query, "own": view.user_id == user.pk, "by": view.user.name}


def told(chosen: Filters, playbook: Playbook, version: int) -> list[tuple[str, str]]:
    """Filters that no chip shows, as words with the address without them: what a number opened."""
    found: list[tuple[str, str]] = []
    if chosen.stage:
        found.append((_stage(stages(playbook), chosen.stage), chosen.query(stage="")))
    if chosen.standard:
        name = say(control.standard(version, chosen.standard))
        found.append((t(f"差「{name}」", f"lacks “{name}”"), chosen.query(standard="")))
    if chosen.beyond:
        name = stages(playbook)[min(chosen.beyond, len(playbook.stages)) - 1].name
        found.append((t(f"走过「{name}」", f"went past “{name}”"), chosen.query(beyond=0)))
    if chosen.reached:
        name = stages(playbook)[min(chosen.reached, len(playbook.stages)) - 1].name
        found.append((t(f"最远到「{name}」", f"came as far as “{name}”"), chosen.query(reached=0)))
    return found + _told_plain(chosen)


def _told_plain(chosen: Filters) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if chosen.owner:
        name = User.objects.filter(pk=chosen.owner).values_list("name", flat=True).first() or "—"
        found.append((name, chosen.query(owner=0)))
    if chosen.currency:
        found.append((chosen.currency, chosen.query(currency="")))
    if chosen.status in STATUSES and chosen.status not in ("open", "won"):
        zh, en, _ = STATUSES[chosen.status]
        found.append((t(zh, en), chosen.query(status="open")))
    if chosen.gate:
        text = t("等待过关", "waiting at the gate") if chosen.gate == "pending" else t("被退回", "sent back")
        found.append((text, chosen.query(gate="")))
    return found


def _stage(places: list[Place], key: str) -> str:
    return next((one.name for one in places if one.key == key), key)


@require_GET
def owners(request: HttpRequest) -> HttpResponse:
    """People a manager may hand projects to, as options; asked for when the first project is ticked."""
    user = me(request)
    found = bulk.owners(user) if project_permissions.may_assign(user) else []
    return pages.fragment(request, "shell/web/listing/_owners.html", {"owners": found})


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The whole list as a spreadsheet: same filters, same order, same rows."""
    user, today = me(request), timezone.localdate()
    chosen, sort = filter_rules.read(request.GET.dict()), sorts.chosen(request.GET.get("sort", ""))
    body = exports.write(_exported(control.every_row(user, chosen, sort, today)), _columns())
    response = HttpResponse(body, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response["Content-Disposition"] = f'attachment; filename="milepost-projects-{today:%Y%m%d}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response


def _columns() -> list[tuple[str, str, int]]:
    return [
        (t("编号", "Code"), "text", 11), (t("项目", "Project"), "text", 32), (t("客户", "Customer"), "text", 28),
        (t("负责人", "Owner"), "text", 10), (t("阶段", "Stage"), "text", 12), (t("状态", "Status"), "text", 10),
        (t("级别", "Level"), "text", 6), (t("金额", "Amount"), "money", 16), (t("币种", "Currency"), "text", 6),
        (t("所报权重%", "Claimed %"), "number", 10), (t("已证明权重%", "Proved %"), "number", 11),
        (t("所报金额", "Claimed"), "money", 16), (t("已证明金额", "Proved"), "money", 16),
        (t("预计签约", "Expected signing"), "date", 12), (t("进入本阶段", "Stage since"), "date", 12),
        (t("差的标准", "Missing"), "text", 40), (t("下一步", "Next step"), "text", 30), (t("下一步日期", "Next step on"), "date", 12),
        (t("最近接触", "Last contact"), "date", 12),
    ]  # fmt: skip


def _exported(cards: Iterator[Card]) -> Iterator[tuple[Any, ...]]:
    for number, card in enumerate(cards):
        if number >= EXPORTED_AT_MOST:
            return
        zh, en, _ = STATUSES[card.status]
        lacking = [say(control.standard(card.playbook, key)) for key in card.missing.split(",") if key]
        yield (
            card.code, card.name, card.customer, card.owner, stage_name(card.playbook, card.stage), t(zh, en), card.level,
            None if card.incomplete else card.amount_fen, card.currency, card.claimed_weight, card.earned_weight,
            card.claimed_fen, card.earned_fen, card.expected_sign_on, card.stage_entered_on, t("；", "; ").join(lacking),
            card.next_step, card.next_on, card.last_contact_on,
        )  # fmt: skip


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the filters of the list under a name."""
    kept = request.POST.keys() - {"name", "shared", "csrfmiddlewaretoken"}
    query = {key: request.POST.get(key, "") for key in request.POST if key in kept}
    shared = request.POST.get("shared") == "1"
    try:
        view = actions.save_view(
            me(request), now=timezone.now(), page="list", name=request.POST.get("name", ""), query=query, shared=shared
        )
    except Refused as error:
        return pages.refused(request, error)
    return pages.go(
        request, f"{reverse('project_list')}?{view.query}", t(f"已保存视图「{view.name}」", f"View “{view.name}” saved")
    )


@require_POST
def drop_view(request: HttpRequest, view_pk: int) -> HttpResponse:
    """Remove one's own view."""
    user = me(request)
    actions.drop_view(user, now=timezone.now(), view=permissions.view_for(user, view_pk))
    return pages.go(request, reverse("project_list"), t("视图已删除", "View removed"))


@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """One change to every chosen project, each through its own door; what was refused is told one by one."""
    user = me(request)
    ids = [int(value) for value in request.POST.getlist("project") if value.isdigit()][: bulk.MOST]
    chosen = project_permissions.visible_to(user).filter(pk__in=ids).select_related("owner", "customer")
    try:
        done = bulk.apply(user, timezone.now(), _ordered(chosen, ids), request.POST)
    except Refused as error:
        return pages.refused(request, error)
    return pages.sheet(request, "shell/web/listing/_done.html", {"done": done})


def _ordered(chosen: QuerySet[Any], ids: list[int]) -> list[Any]:
    found = {one.pk: one for one in chosen}
    return [found[pk] for pk in ids if pk in found]
