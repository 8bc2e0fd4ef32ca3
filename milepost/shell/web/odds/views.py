"""Keep or stop: projects with enough facts against them, the facts beside each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from milepost.control import queries as control
from milepost.control.queries import LowOdds
from milepost.control.rules import filters as filter_rules
from milepost.control.rules.filters import Filters
from milepost.people.who import me
from milepost.shell.web import narrowing
from milepost.shell.web.shown import shown
from milepost.ui import pages
from milepost.ui.text import say


@require_GET
def low_odds(request: HttpRequest) -> HttpResponse:
    """The argued list; nothing is decided by itself."""
    user, today = me(request), timezone.localdate()
    chosen = filter_rules.read(request.GET.dict())
    chosen = Filters(team=chosen.team, owner=chosen.owner, mine=chosen.mine, level=chosen.level)
    found = control.keep_kill(user, chosen, today)
    context = {
        "shown_rows": [_row(one, today) for one in found],
        "narrowing": narrowing.bar(user, chosen),
        "views": narrowing.views("odds", chosen),
    }
    return pages.render(request, "shell/web/odds/page.html", context)


def _row(one: LowOdds, today: Any) -> dict[str, Any]:
    return {
        "card": shown(one.card, today),
        "signs": [(say(sign.text), sign.strong) for sign in one.signs],
        "conditions": [say(text) for text in one.conditions],
    }
