"""The funnel: a picture and the same numbers as tables; every number opens its rows."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from milepost.control import queries as control
from milepost.control.queries import Funnel, Part, Step
from milepost.control.rules import filters as filter_rules
from milepost.control.rules.filters import Filters
from milepost.people.who import me
from milepost.playbook import queries as playbooks
from milepost.shell import exports
from milepost.shell.web import narrowing
from milepost.shell.web.funnel import picture
from milepost.shell.web.shown import Place, amounts, stages
from milepost.ui import formats, pages
from milepost.ui.text import say, t


@require_GET
def funnel(request: HttpRequest) -> HttpResponse:
    """The funnel of what the person sees, narrowed by team or seller."""
    user, today = me(request), timezone.localdate()
    chosen = _kept_only(filter_rules.read(request.GET.dict()))
    places = stages(playbooks.live_playbook())
    found = control.funnel(user, chosen, [one.key for one in places], today)
    context = {
        "steps": [_step(step, place) for step, place in zip(found.steps, places, strict=True)],
        "sums": amounts(found.lines),
        "count": found.count,
        "all_query": filter_rules.replaced(chosen, kind="project").query(),
        "parts": [part_shown(part, _widest(found)) for part in found.parts],
        "by_owner": found.by_owner,
        "bands": _bands(found, places),
        "height": picture.height(len(places)),
        "narrowing": narrowing.bar(user, chosen),
        "chosen": chosen,
        "views": narrowing.views("funnel", chosen),
        "currency": found.lines[0].currency if found.lines else "CNY",
    }
    return pages.render(request, "shell/web/funnel/page.html", context)


def _kept_only(chosen: Filters) -> Filters:
    """The funnel is narrowed by place, owner and currency; other filters belong to the list."""
    return Filters(team=chosen.team, owner=chosen.owner, mine=chosen.mine, currency=chosen.currency)


def _step(step: Step, place: Place) -> dict[str, Any]:
    list_page = reverse("project_list")
    return {
        "name": place.name, "place": place.place, "weight": place.weight, "count": step.count, "sums": amounts(step.lines),
        "age": step.age_days, "conversion": step.conversion, "went_on": step.went_on, "ended": step.ended_here,
        "href": f"{list_page}?{step.filters.query()}", "beyond_href": f"{list_page}?{step.beyond.query()}",
        "ended_href": f"{list_page}?{step.ended.query()}",
    }  # fmt: skip


def _widest(found: Funnel) -> int:
    return max((line.claimed_fen for part in found.parts for line in part.lines[:1]), default=0) or 1


def part_shown(part: Part, widest: int) -> dict[str, Any]:
    """A team or a seller with its bar: claimed within the widest, proved within that."""
    first = part.lines[0] if part.lines else None
    return {
        "name": say(part.name), "count": part.count, "sums": amounts(part.lines), "deeper": part.deeper,
        "query": part.filters.query(),
        "claimed_bar": first.claimed_fen * 100 // widest if first else 0,
        "proved_bar": first.earned_fen * 100 // widest if first else 0,
    }  # fmt: skip


def _bands(found: Funnel, places: list[Place]) -> list[picture.Band]:
    """Drawn in the currency most projects use; the table holds them all."""
    currency = found.lines[0].currency if found.lines else "CNY"
    rows = []
    for step, place in zip(found.steps, places, strict=True):
        line = next((line for line in step.lines if line.currency == currency), None)
        claimed, proved = (line.claimed_fen, line.earned_fen) if line else (0, 0)
        text = formats.money_short(claimed, currency)
        note = t(
            f"{step.count} 个 · 已证明 {formats.money_short(proved, currency)}",
            f"{step.count} · proved {formats.money_short(proved, currency)}",
        )
        rows.append(
            (place.name, place.place, claimed, proved, text, note, f"{reverse('project_list')}?{step.filters.query()}")
        )
    return picture.bands(rows)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The funnel's table as a spreadsheet, one row per stage and currency."""
    user, today = me(request), timezone.localdate()
    chosen = _kept_only(filter_rules.read(request.GET.dict()))
    places = stages(playbooks.live_playbook())
    found = control.funnel(user, chosen, [one.key for one in places], today)
    rows = [
        (
            place.name,
            place.weight,
            line.currency,
            line.count,
            line.claimed_fen,
            line.earned_fen,
            line.hand_fen,
            step.age_days,
            step.conversion,
        )
        for step, place in zip(found.steps, places, strict=True)
        for line in step.lines
    ]
    columns = [
        (t("阶段", "Stage"), "text", 16), (t("权重%", "Weight %"), "number", 8), (t("币种", "Currency"), "text", 8),
        (t("项目数", "Projects"), "number", 8), (t("所报", "Claimed"), "money", 18), (t("已证明", "Proved"), "money", 18),
        (t("其中人工判定", "Of that by hand"), "money", 18), (t("平均天数", "Mean days"), "number", 10),
        (t("转化率%", "Went on %"), "number", 10),
    ]  # fmt: skip
    response = HttpResponse(
        exports.write(rows, columns), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response["Content-Disposition"] = f'attachment; filename="milepost-funnel-{today:%Y%m%d}.xlsx"'
    return response
