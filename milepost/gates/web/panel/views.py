"""The standards of the present stage as a panel of the project page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from milepost.gates import permissions, queries
from milepost.gates.models import GateRequest
from milepost.gates.queries import Sheet
from milepost.gates.web import words
from milepost.gates.web.sheet import earlier, shown
from milepost.people.who import me
from milepost.projects import permissions as project_permissions
from milepost.ui import pages
from milepost.ui.text import say


@require_GET
def standards_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """What is met, what is missing, what was judged by hand (counted apart), waivers and earlier requests."""
    user, today = me(request), timezone.localdate()
    project = project_permissions.project_for(user, pk)
    sheet = queries.sheet(project, user, today)
    context = {
        "sheet": sheet,
        "project": project,
        "stage_name": say(sheet.stage.name),
        "rows": shown.rows(sheet, sheet.rows, user),
        "earlier": earlier.running_out(sheet, user, today),
        "optional": shown.rows(sheet, sheet.optional, user),
        "counts": _counts(sheet),
        "may_judge": permissions.may_judge(user, project, today),
        "waivers": queries.waivers_of(project),
        "words": words,
        "history": [_told(sheet, one) for one in queries.requests_of(project)],
    }
    return pages.fragment(request, "gates/web/panel/_panel.html", context)


def _counts(sheet: Sheet) -> dict[str, int]:
    """Required, counting, and how many of those rest on a person's word: shown apart in every sum."""
    counting = [row for row in sheet.rows if row.verdict.counts]
    by_hand = [row for row in counting if any(reason.by_hand for reason in row.verdict.reasons)]
    return {"required": len(sheet.rows), "counting": len(counting), "by_hand": len(by_hand)}


def _told(sheet: Sheet, one: GateRequest) -> dict[str, Any]:
    return {
        "request": one,
        "stage": words.stage(sheet.playbook, one.stage),
        "state": say(words.STATES[one.state]),
        "returned": [words.standard(sheet.playbook, key) for key in one.returned_standards],
    }
