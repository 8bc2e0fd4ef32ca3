"""The landing of whoever leads: what is claimed and proved, where proof lacks, what stands still, what is due."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from milepost.control import queries as control
from milepost.control.queries import Deadline, Gap, Landing
from milepost.control.rules import filters as filter_rules
from milepost.control.rules.filters import Filters
from milepost.people import queries as people
from milepost.people.models import User
from milepost.shell.web import narrowing
from milepost.shell.web.funnel.views import part_shown
from milepost.shell.web.shown import amounts, shown
from milepost.ui import pages
from milepost.ui.text import say, t

IMPORTERS = ("admin", "sales_ops", "sales_director", "sales_manager")


def landing(request: HttpRequest, user: User, tabs: list[tuple[str, str, bool]]) -> HttpResponse:
    """The six answers, each number opening its rows."""
    today = timezone.localdate()
    given = filter_rules.read(request.GET.dict())
    chosen = Filters(team=given.team)
    units = list(people.units_in_order())
    found = control.landing(user, chosen, today, units)
    context = {
        "day": today,
        "tabs": tabs,
        "sums": amounts(found.lines),
        "count": found.count,
        "query": found.filters.query(),
        "gaps": [_gap(gap, found) for gap in found.gaps],
        "stalled": [(shown(one.card, today), say(one.why), say(one.next)) for one in found.stalled],
        "deadlines": [_deadline(one) for one in found.deadlines[:10]],
        "parts": _parts(found),
        "by_owner": found.by_owner,
        "units": narrowing.units(user, units),
        "team": chosen.team,
        "may_import": people.has_role(user, *IMPORTERS),
    }
    return pages.render(request, "shell/web/today/landing.html", context)


def _gap(gap: Gap, found: Landing) -> dict[str, Any]:
    line = gap.lines[0]
    whole = next((one.gap_fen for one in found.lines if one.currency == line.currency), 0)
    return {
        "name": say(gap.name), "count": gap.count, "sums": amounts(gap.lines),
        "share": line.gap_fen * 100 // whole if whole else 0,
        "href": f"{reverse('project_list')}?{gap.filters.query()}",
    }  # fmt: skip


def _deadline(one: Deadline) -> dict[str, Any]:
    whats = {
        "bid_on": (t("投标截止", "bid closes"), "gavel", "bad"),
        "expected_sign_on": (t("预计签约", "signing expected"), "writing", "info"),
        "expires_on": (t("证据到期", "a proof lapses"), "clock-exclamation", "warn"),
    }
    what, icon, tone = whats[one.what]
    return {
        "on": one.on,
        "what": what,
        "icon": icon,
        "tone": tone,
        "name": one.card.name,
        "pk": one.card.project,
        "owner": one.card.owner,
    }


def _parts(found: Landing) -> list[dict[str, Any]]:
    widest = max((line.claimed_fen for part in found.parts for line in part.lines[:1]), default=0) or 1
    return [part_shown(part, widest) for part in found.parts[:12]]
