"""The one screen that says which room hears what, and what stands in the navigation."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from milepost.accounts import reactions as accounts
from milepost.api import idempotency
from milepost.approvals import actions as approval_actions
from milepost.control import actions as control_actions
from milepost.control import reactions as control
from milepost.files import actions as file_actions
from milepost.gates import actions as gate_actions
from milepost.inbox import queries as inbox_queries
from milepost.inbox import reactions as inbox
from milepost.integrations import actions as integration_actions
from milepost.integrations.rules import xlsx
from milepost.jobs import actions as job_actions
from milepost.jobs.registry import Handler, Timed
from milepost.kernel.text import Text
from milepost.people import queries as people_queries
from milepost.people.actions import members as people_members
from milepost.people.models import User
from milepost.projects import reactions as projects
from milepost.trail import context
from milepost.trail.wires import Reaction
from milepost.ui.frame import Note


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation: ``roles`` empty means everybody."""

    key: str
    label: Text
    url: str
    icon: str
    roles: tuple[str, ...] = ()
    sheet: bool = False


NAVIGATION: tuple[Place, ...] = (
    Place("today", Text("今日", "Today"), "today", "sun"),
    Place("projects", Text("项目", "Projects"), "board", "layout-kanban"),
    Place("customers", Text("客户", "Customers"), "customers", "building"),
    Place("approvals", Text("审批", "Approvals"), "approvals", "checks"),
    Place("funnel", Text("漏斗", "Funnel"), "funnel", "filter"),
    Place("handbook", Text("流程手册", "Playbook"), "handbook", "book"),
    Place(
        "settings",
        Text("设置", "Settings"),
        "settings",
        "settings",
        ("admin", "sales_ops", "sales_director", "sales_manager", "compliance"),
    ),
)

CREATE: tuple[Place, ...] = (
    Place("project", Text("新建项目", "New project"), "project_new", "briefcase", ("sales", "presales", "bid_specialist", "sales_manager", "sales_director", "executive", "sales_ops", "admin"), sheet=True),
    Place("note", Text("记一笔", "Write a note"), "capture", "writing", sheet=True),
)  # fmt: skip

# The room that owns a fact answers first; then the standing is judged again; then people are told.
REACTIONS: dict[str, tuple[Reaction, ...]] = {
    "project.created": (control.standing_of,),
    "project.changed": (control.standing_of,),
    "project.stage-entered": (control.standing_of,),
    "project.stage-passed": (control.standing_of,),
    "project.ended": (control.standing_of,),
    "project.reopened": (control.standing_of,),
    "project.handed-over": (control.standing_of, inbox.handed_over),
    "diary.written": (control.standing_of,),
    "evidence.changed": (control.standing_of,),
    "approval.asked": (control.standing_of, inbox.approval_asked),
    "approval.decided": (control.standing_of, inbox.approval_decided),
    "gate.asked": (control.standing_of, inbox.gate_asked),
    "gate.decided": (control.standing_of, inbox.gate_decided),
    "waiver.asked": (inbox.waiver_asked,),
    "waiver.decided": (control.standing_of, inbox.waiver_decided),
    "standard.judged": (control.standing_of,),
    "customer.renamed": (projects.follow_customer_name,),
    "people.unit-moved": (accounts.follow_unit, projects.follow_unit, control.follow_unit),
}


def hourly(now: dt.datetime) -> None:
    """What time alone changes: standings that turn, owners who should know, decisions that go one level up."""
    control_actions.recompute_due(now=now)
    inbox.tell_expiring(now)
    gate_actions.escalate(now=now)
    approval_actions.escalate(now=now)


def daily(now: dt.datetime) -> None:
    """Kept sums and the planner's figures afresh; kept answers, ended jobs and content without a row are let go."""
    control_actions.rebuild()
    control_actions.let_planner_know()
    idempotency.forget(now=now)
    job_actions.sweep(now=now)
    file_actions.sweep(now=now)


TIMETABLE: dict[str, tuple[dt.timedelta, Timed]] = {
    "hourly": (dt.timedelta(hours=1), hourly),
    "daily": (dt.timedelta(hours=20), daily),
}
JOBS: dict[str, Handler] = {
    "integrations.import": integration_actions.run_job,
    "integrations.undo": integration_actions.run_undo_job,
}
ACCOUNT_MENU: tuple[Place, ...] = (
    Place("me", Text("我的设置", "My settings"), "me", "user"),
    Place("people", Text("人员与部门", "People and units"), "users", "users", ("admin",)),
    Place(
        "trail", Text("全公司变更记录", "Changes of the company"), "company_trail", "history", ("admin", "compliance")
    ),
)
SEARCH = "palette"
"""Route the palette asks while one types; empty while there is none."""


def may_see(user: User, place: Place) -> bool:
    """Whether a person is shown a place of the navigation."""
    return not place.roles or people_queries.has_role(user, *place.roles)


def notices(user: User) -> tuple[int, str]:
    """How many notices wait, and the route of the page with them; no route hides the bell."""
    return inbox_queries.unread(user), "inbox"


def notes(user: User) -> list[Note]:
    """Lines over every page of this person."""
    return []


def spreadsheet(rows: Iterable[Sequence[Any]], columns: Sequence[tuple[str, Any, int]]) -> bytes:
    """A list as an XLSX file, written by the room of imports and exports."""
    return xlsx.write(rows, [xlsx.Column(*column) for column in columns])


def remember_language(user: User, language: str) -> None:
    """A person chose the language he reads in."""
    people_members.set_preferences(actor=user, language=language, now=timezone.now())


def request_number() -> str:
    """The number of the request at hand, as the trail keeps it."""
    return context.request_id.get()


def may_see_styleguide(user: User) -> bool:
    """The page of all components is for administrators."""
    return people_queries.has_role(user, "admin")
