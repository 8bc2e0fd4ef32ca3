"""The company that the access matrix asks about: thirteen people, one of each role, and seven ways to stand to a project."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client, TestCase
from django.utils import timezone

from milepost.accounts.models import Contact
from milepost.approvals.models import Approval, Declaration
from milepost.config.tests.expectations import EVERY_ROLE
from milepost.diary.models import Entry
from milepost.evidence.models import Piece
from milepost.gates.models import GateRequest, Waiver
from milepost.inbox.models import Notice
from milepost.integrations import actions as imports
from milepost.people import actions as people
from milepost.people.models import Unit, User
from milepost.people.rules.roles import SUBTREE
from milepost.playbook import actions as playbooks
from milepost.playbook import queries as playbook_queries
from milepost.projects import actions as projects
from milepost.projects.models import Project
from milepost.shell.models import SavedView
from milepost.workdays.models import SpecialDay

MISSING = 987_654_321
"""A number that no object has."""


@dataclass
class World:
    """``people`` by role; ``projects`` by (relation, role) — role "" where one project serves all."""

    now: dt.datetime
    admin: User
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    others: dict[str, User] = field(default_factory=dict)
    projects: dict[tuple[str, str], Project] = field(default_factory=dict)
    things: dict[tuple[str, int], Any] = field(default_factory=dict)
    clients: dict[int, Client] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def project(self, relation: str, role: str) -> Project:
        """The project that stands in ``relation`` to the person of ``role``."""
        return self.projects.get((relation, role)) or self.projects[relation, ""]

    def client(self, user: User | None) -> Client:
        """A browser signed in as the person (None: nobody); kept, since signing in costs."""
        key = user.pk if user else 0
        if key not in self.clients:
            client = Client(raise_request_exception=False)
            if user:
                client.force_login(user)
            self.clients[key] = client
        return self.clients[key]

    def argument(self, route: str, name: str, project: Project) -> Any:
        """The value of a route's argument for one project. Raises KeyError for an argument nobody makes."""
        particular = f"{route}.{name}"
        return self.things[particular if particular in ARGUMENTS else name, project.pk]


def build() -> World:
    """The whole company, through actions; the reactions of the rooms run as they do after a commit."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        world = _people()
        for relation, role, owner, unit in _wanted(world):
            world.projects[relation, role] = _project(
                world, f"{relation} {role}", world.others[owner] if owner in world.others else world.people[owner], unit
            )
        _relate(world)
    for project in world.projects.values():
        for name, make in ARGUMENTS.items():
            world.things[name, project.pk] = make(world, project)
    for role, user in world.people.items():
        world.tokens[role] = people.make_token(user, now=world.now, label="matrix", read_only=False)[1]
    for user in (None, *world.people.values(), *world.others.values()):
        world.client(user)
    return world


def _people() -> World:
    now = timezone.now()
    admin = people.invite(None, now=now, username="keeper", name="守", roles=[("admin", None)], unit=None)
    playbooks.ensure_default(now=now)
    world = World(now, admin)
    top = people.create_unit(admin, now=now, name="公司")
    world.units = {"top": top}
    for key, parent in (("a", "top"), ("a1", "a"), ("b", "top")):
        world.units[key] = people.create_unit(admin, now=now, name=f"部门{key}", parent=world.units[parent])
    for role in EVERY_ROLE:
        held_in = world.units["a"] if role in SUBTREE else None
        world.people[role] = _invite(world, role, [(role, held_in)], "a")
    for key in ("a", "a1", "b"):
        world.others[key] = _invite(world, f"other-{key}", [("sales", None)], key)
    world.others["newcomer"] = _invite(world, "newcomer", [("presales", None)], "b")
    gone = _invite(world, "gone", [("sales_ops", None)], "a")
    world.others["gone"] = people.deactivate(admin, now=now, user=gone)
    return world


def _invite(world: World, username: str, roles: list[tuple[str, Unit | None]], unit: str) -> User:
    return people.invite(
        world.admin,
        now=world.now,
        username=username,
        name=f"人{username}",
        roles=roles,
        unit=world.units[unit],
        password="correct-horse-7",
    )


def _wanted(world: World) -> list[tuple[str, str, str, str]]:
    """(relation, role or "", owner, unit): each role needs its own project to own and to decide in."""
    own = [("owner", role, role, "a") for role in world.people]
    asked = [("asked", role, "b", "b") for role in world.people]
    shared = [("team", "", "b", "b"), ("function", "", "b", "b"), ("same-unit", "", "a", "a")]
    return [*own, *asked, *shared, ("subordinate", "", "a1", "a1"), ("foreign", "", "b", "b")]


def _project(world: World, name: str, owner: User, unit: str) -> Project:
    """Through the action, as an administrator who may start a project for anybody."""
    project = projects.create(
        world.admin,
        now=world.now,
        customer_name=f"客户 {name}",
        name=f"项目 {name}",
        amount_fen=300_000_00,
        owner=owner,
        kind="project",
    )
    assert project.unit_path == world.units[unit].path
    return project


def _relate(world: World) -> None:
    for project in world.projects.values():
        projects.add_member(world.admin, now=world.now, project=project, user=world.others["newcomer"], role="presales")
    team, function = world.projects["team", ""], world.projects["function", ""]
    for role, user in world.people.items():
        projects.add_member(world.admin, now=world.now, project=team, user=user, role=role)
        people.grant(world.admin, now=world.now, user=user, kind="project", object_id=function.pk, why="function")
        _ask(world, world.projects["asked", role], user, role)


def _ask(world: World, project: Project, user: User, role: str) -> None:
    people.grant(world.admin, now=world.now, user=user, kind="project", object_id=project.pk, why="asked")
    owner = project.owner
    due = world.now.date() + dt.timedelta(days=3)
    common: dict[str, Any] = {"project": project, "requester": owner, "approver": user, "role": role, "due_on": due}
    Approval.objects.create(kind="quote", asked_at=world.now, **common)
    GateRequest.objects.create(stage=project.stage, asked_at=world.now, **common)


def _task(world: World, project: Project) -> int:
    task = projects.add_task(world.admin, now=world.now, project=project, title="打电话")
    return task.pk


def _entry(world: World, project: Project) -> int:
    entry = Entry.objects.create(
        project=project, kind="visit", happened_on=world.now.date(), text="拜访", by=project.owner, at=world.now
    )
    return entry.pk


def _piece(world: World, project: Project, **more: Any) -> int:
    piece = Piece.objects.create(
        project=project, type="customer_message", strength=1, title="客户来信", text="同意", happened_on=world.now.date(),
        stage=project.stage, by=project.owner, at=world.now, **more,
    )  # fmt: skip
    return piece.pk


def _approval(world: World, project: Project) -> int:
    found = Approval.objects.filter(project=project).first()
    due = world.now.date()
    asked = found or Approval.objects.create(
        project=project,
        kind="quote",
        requester=project.owner,
        approver=world.admin,
        role="admin",
        asked_at=world.now,
        due_on=due,
    )
    return asked.pk


def _request(world: World, project: Project) -> int:
    found = GateRequest.objects.filter(project=project).first()
    due = world.now.date()
    asked = found or GateRequest.objects.create(
        project=project,
        stage=project.stage,
        requester=project.owner,
        approver=world.admin,
        role="admin",
        asked_at=world.now,
        due_on=due,
    )
    return asked.pk


def _waiver(world: World, project: Project) -> int:
    day = world.now.date()
    waiver = Waiver.objects.create(
        project=project, standard="d-need", reason="other", mitigation="补", requester=project.owner, approver=world.admin,
        asked_at=world.now, due_on=day, expires_on=day, role="admin",
    )  # fmt: skip
    return waiver.pk


def _import(world: World, project: Project) -> int:
    """One import of the administrator serves for every project."""
    known = next((value for (name, _), value in world.things.items() if name == "import_pk"), None)
    if known is not None:
        return int(known)
    return imports.take(
        world.admin, now=world.now, data="客户,项目\n甲,乙\n".encode(), name="a.csv", kind="projects"
    ).pk


def _declaration(world: World, project: Project) -> int:
    made = Declaration.objects.create(
        project=project,
        kind="related_party",
        answer="blocking",
        note="亲属",
        by=project.owner,
        declared_on=world.now.date(),
    )
    return made.pk


def _contact(world: World, project: Project) -> int:
    contact = Contact.objects.create(customer=project.customer, name="王处", created_at=world.now)
    return contact.pk


def _day(world: World, _project: Project) -> int:
    day, _ = SpecialDay.objects.get_or_create(day=world.now.date(), defaults={"works": False})
    return day.pk


ARGUMENTS: dict[str, Callable[[World, Project], Any]] = {
    "pk": lambda _, project: project.pk,
    "project_pk": lambda _, project: project.pk,
    "project_id": lambda _, project: project.pk,
    "customer_pk": lambda _, project: project.customer_id,
    "task_pk": _task,
    "entry_pk": _entry,
    "piece_pk": _piece,
    "approval_pk": _approval,
    "request_pk": _request,
    "waiver_pk": _waiver,
    "declaration_pk": _declaration,
    "user_pk": lambda world, _: world.others["b"].pk,
    "unit_pk": lambda world, _: world.units["b"].pk,
    "import_pk": _import,
    "export_kind.kind": lambda *_: "projects",
    "contact_pk": _contact,
    "day_pk": _day,
    "method_compare.old": lambda *_: playbook_queries.live().version,
    "method_compare.new": lambda *_: playbook_queries.live().version,
    "handbook_file.form": lambda *_: "html",
    "tool.key": lambda *_: "need_statement",
    "tool_template.key": lambda *_: "need_statement",
    "erase_trail.kind": lambda *_: "user",
    "erase_trail.object_id": lambda world, _: world.others["b"].pk,
}
"""Argument of a route (``name``, or ``route.name`` where one name means several things) → its value for one project.
A room whose routes take others adds its maker here."""


@dataclass(frozen=True, slots=True)
class Own:
    """Somebody's own thing: who it belongs to, somebody else, the arguments that name it."""

    owner: User
    other: User
    values: dict[str, Any]


def own_arguments(world: World, arguments: tuple[str, ...]) -> Own:
    """A thing of the seller's own for a route of rule ``own``; without arguments he has what the other lacks."""
    owner, other = world.people["sales"], world.people["finance"]
    return Own(owner, other, {name: OWN[name](world, owner) for name in arguments})


def _own_token(world: World, owner: User) -> int:
    token, _ = people.make_token(owner, now=world.now, label="x")
    return token.pk


def _own_absence(world: World, owner: User) -> int:
    today = world.now.date()
    absence = people.set_deputy(
        owner, now=world.now, user=owner, deputy=world.people["presales"], from_on=today, until_on=today
    )
    return absence.pk


def _own_notice(world: World, owner: User) -> int:
    notice = Notice.objects.create(user=owner, kind="gate.asked", data={}, at=world.now)
    return notice.pk


def _own_view(world: World, owner: User) -> int:
    view, _ = SavedView.objects.get_or_create(user=owner, page="list", name="我的", query="")
    return view.pk


OWN: dict[str, Callable[[World, User], Any]] = {
    "token_pk": _own_token,
    "absence_pk": _own_absence,
    "notice_pk": _own_notice,
    "view_pk": _own_view,
}
"""Argument of a route of rule ``own`` → a new thing of that person."""
