"""What the small cards of a project show. Each function gives the context of one fragment."""

import calendar
import datetime as dt
from typing import Any

from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.people.rules.roles import ROLES
from milepost.playbook.rules.model import Playbook
from milepost.projects import permissions, queries
from milepost.projects.models import Project
from milepost.projects.rules import brief as rules
from milepost.projects.rules.qualify import VERDICTS
from milepost.ui import formats
from milepost.ui.text import say, t

VERDICT_NAMES = {"go": Text("投入", "Go"), "wait": Text("再看", "Wait"), "stop": Text("退出", "Stop")}
assert set(VERDICT_NAMES) == set(VERDICTS)


def rights(user: User, project: Project) -> dict[str, bool]:
    """What the person may do with the project, for the buttons of a page."""
    lead = permissions.may_lead(user, project)
    return {
        "may_edit": lead or permissions.may_edit(user, project),
        "may_lead": lead,
        "is_above": permissions.is_above(user, project),
        "is_open": project.status == Project.Status.OPEN,
    }


def brief(user: User, project: Project, today: dt.date) -> dict[str, Any]:
    """What is known: every field with its words, source, age and 单一来源; the tender's dates."""
    playbook = queries.playbook_for(project)
    known = queries.sources_of(project).values()
    return {
        "project": project,
        "rows": [{"known": one, "shown": shown(one, playbook, project.currency)} for one in known],
        "filled": sum(one.value is not None for one in known),
        "tender": queries.tender_of(project),
        "today": today,
        **rights(user, project),
    }


def shown(known: queries.FieldKnown, playbook: Playbook, currency: str) -> str:
    """A field's value as a person reads it; empty when unknown."""
    value = known.value
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return formats.date(value)
    if isinstance(value, int):
        return formats.money(value, currency)
    if known.field.kind == "payment":
        return say(rules.PAYMENT_RECORDS[str(value)])
    return _method(str(value), playbook) if known.field.kind == "method" else str(value)


def _method(key: str, playbook: Playbook) -> str:
    variant = playbook.variant(key)
    return say(variant.name) if variant else t("待定", "Undecided")


def team(user: User, project: Project) -> dict[str, Any]:
    """Who works on it, and which roles the level still lacks."""
    playbook = queries.playbook_for(project)
    return {
        "project": project,
        "members": [{"member": one, "role": say(ROLES[one.role])} for one in queries.team(project)],
        "missing": [{"key": role, "name": say(ROLES[role])} for role in queries.missing_roles(project, playbook)],
        **rights(user, project),
    }


def tasks(user: User, project: Project, today: dt.date) -> dict[str, Any]:
    """Objective and target of the stage, its open tasks, and what the playbook still suggests."""
    playbook = queries.playbook_for(project)
    plan = queries.stage_plan(project, playbook)
    return {
        "project": project,
        "stage": playbook.stage(project.stage),
        "entry": queries.entry_now(project),
        "open": [{"row": row, "late": row.overdue(today)} for row in plan if row.task.closed_on is None],
        "closed": [row for row in plan if row.task.closed_on is not None],
        "suggested": queries.suggested_tasks(project, playbook, today) if project.status == Project.Status.OPEN else [],
        "today": today,
        **rights(user, project),
    }


def origin(user: User, project: Project) -> dict[str, Any]:
    """Where it came from: the lead, the phases before and after, the other system's number."""
    playbook = queries.playbook_for(project)
    modes = {
        one["key"]: Text(one["zh"], one["en"]) for one in (playbook.section("selling_modes") or {}).get("modes", [])
    }
    return {
        "project": project,
        "line": queries.lineage(user, project, playbook),
        "kind": modes.get(project.kind),
        "hold": queries.hold_now(project),
        "qualification": queries.qualification_of(project),
        "verdicts": VERDICT_NAMES,
        **rights(user, project),
    }


def month_of(plan: list[queries.TaskRow], first: dt.date) -> list[list[dict[str, Any]]]:
    """Weeks of a month from Monday on: each day with the tasks due on it."""
    due: dict[dt.date, list[queries.TaskRow]] = {}
    for row in plan:
        if row.task.due_on is not None:
            due.setdefault(row.task.due_on, []).append(row)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return [
        [{"day": day, "inside": day.month == first.month, "tasks": due.get(day, [])} for day in week] for week in weeks
    ]
