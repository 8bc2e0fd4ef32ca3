"""Standards of the last verified stage that run out: seen beside the present stage, where they can be renewed."""

import datetime as dt
from typing import Any

from milepost.gates import permissions, queries
from milepost.gates.queries import Sheet
from milepost.gates.web.sheet import shown
from milepost.people.models import User
from milepost.playbook.rules.model import Stage
from milepost.projects import queries as projects
from milepost.ui.text import say

RUNNING_OUT = ("expiring", "review", "expired")


def running_out(sheet: Sheet, user: User, today: dt.date) -> dict[str, Any] | None:
    """Stage, rows and whether the reader judges them by hand; None while nothing runs out."""
    stage = _last_verified(sheet)
    if stage is None or not any(
        one.required and one.state in RUNNING_OUT for one in queries.verdicts(sheet.project, today, stage.key)
    ):
        return None
    whole = queries.sheet(sheet.project, user, today, stage.key)
    rows = tuple(row for row in whole.rows if row.state in RUNNING_OUT)
    return {
        "stage": say(stage.name),
        "rows": shown.rows(whole, rows, user),
        "may_judge": permissions.may_judge(user, sheet.project, today),
    }


def _last_verified(sheet: Sheet) -> Stage | None:
    """The selling stage whose weight is watched; none once the way is won or the sheet is of that stage itself."""
    if sheet.project.status != "open":
        return None
    verified = {key for (key, _), held in projects.newest_passes(sheet.project).items() if held.result == "verified"}
    last = next((one for one in reversed(sheet.playbook.stages) if one.key in verified), None)
    return None if last is None or last is sheet.stage else last
