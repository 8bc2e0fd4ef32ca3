"""Starting projects: one, or thousands of them from an import, through the same door."""

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.db.models import Case, CharField, Value, When
from django.db.models.functions import Cast, Concat, LPad

from milepost.accounts import actions as account_actions
from milepost.accounts import queries as account_queries
from milepost.accounts.models import Customer
from milepost.accounts.rules import names
from milepost.kernel.errors import Refused
from milepost.kernel.money import CURRENCIES
from milepost.kernel.text import Text
from milepost.people import queries as people
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.playbook.models import PlaybookVersion
from milepost.playbook.rules.model import Playbook
from milepost.projects import permissions
from milepost.projects.actions import indexing, team
from milepost.projects.actions.writing import today
from milepost.projects.models import Brief, Ending, Member, Origin, Pass, Project, StageEntry
from milepost.projects.rules import classify, codes, levels
from milepost.trail import actions as trail
from milepost.ui.text import t


@dataclass(frozen=True, slots=True)
class NewProject:
    """A project to be made. ``stage``, ``status``, ``entered_on`` and ``reason`` are for imported ones only."""

    customer: Customer
    owner: User
    name: str = ""
    amount_fen: int | None = None
    currency: str = "CNY"
    kind: str | None = None
    contrasts: Mapping[str, str | bool] = field(default_factory=dict)
    parent: Project | None = None
    lead_source: str = ""
    strategic: bool = False
    imported: bool = False
    external_id: str = ""
    expected_sign_on: dt.date | None = None
    stage: str = ""
    status: str = Project.Status.OPEN
    entered_on: dt.date | None = None
    reason: str = ""


def create(
    actor: User,
    *,
    now: dt.datetime,
    customer: Customer | None = None,
    customer_name: str = "",
    name: str = "",
    amount_fen: int | None = None,
    currency: str = "CNY",
    owner: User | None = None,
    kind: str | None = None,
    contrasts: Mapping[str, str | bool] | None = None,
    parent: Project | None = None,
    lead_source: str = "",
    strategic: bool = False,
    imported: bool = False,
    external_id: str = "",
    is_sample: bool = False,
    expected_sign_on: dt.date | None = None,
) -> Project:
    """Start a project. A customer known by that name is taken, else one is made; a child takes its parent's.

    The kind follows from ``contrasts`` unless given; the level from amount and ``strategic``.
    """
    with transaction.atomic():
        if parent is not None:
            parent = permissions.project_for(actor, parent.pk)
            customer = customer or parent.customer
        customer = customer or _customer(actor, now, customer_name, is_sample)
        new = NewProject(
            customer, owner or actor, name, amount_fen, currency, kind, contrasts or {}, parent,
            lead_source, strategic, imported, external_id, expected_sign_on,
        )  # fmt: skip
        return create_many(actor, now=now, rows=[new], is_sample=is_sample)[0]


def _customer(actor: User, now: dt.datetime, name: str, is_sample: bool) -> Customer:
    if not name.strip():
        raise Refused(Text("请填写客户。", "Please name the customer."), field="customer_name")
    known = account_queries.same_names([name]).get(names.normalise(name))
    return known or account_actions.create_customer(actor, now=now, name=name, is_sample=is_sample)


@transaction.atomic
def create_many(
    actor: User, *, now: dt.datetime, rows: Sequence[NewProject], is_sample: bool = False, tell_each: bool = True
) -> list[Project]:
    """Start many projects with few statements, in the order given.

    With ``tell_each`` false the caller recomputes what follows from them by himself.
    """
    _check_actor(actor, rows)
    version = playbooks.live()
    playbook = playbooks.compiled(version.pk)
    rows = [_settled(row, playbook) for row in rows]
    made = _insert(rows, version, playbook)
    _satellites(actor, now, made, rows, playbook, is_sample)
    trail.record_many(actor, now=now, changes=[_created(*pair) for pair in zip(made, rows, strict=True)])
    indexing.index(made)
    if tell_each:
        for project in made:
            trail.tell("project.created", now=now, project_id=project.pk)
    return made


def _check_actor(actor: User, rows: Sequence[NewProject]) -> None:
    if not permissions.may_create(actor):
        raise Refused(Text("您的角色不能新建项目。", "Your role may not start projects."))
    if any(row.owner.pk != actor.pk for row in rows) and not permissions.may_assign(actor):
        raise Refused(
            Text("只能为自己新建项目；替别人建请找销售经理。", "You may only start your own projects."), field="owner"
        )
    if any(not row.owner.is_active for row in rows):
        raise Refused(Text("负责人的账号已停用。", "The owner's account is deactivated."), field="owner")


def _settled(row: NewProject, playbook: Playbook) -> NewProject:
    """The row with everything decided: name, kind, stage. Raises Refused for what cannot be."""
    if row.amount_fen is not None and row.amount_fen < 0:
        raise Refused(Text("金额不能是负数。", "An amount cannot be negative."), field="amount_fen")
    if row.currency not in CURRENCIES:
        raise Refused(
            Text(f"没有货币「{row.currency}」。", f"There is no currency {row.currency!r}."), field="currency"
        )
    if not row.imported and (row.stage or row.status != Project.Status.OPEN):
        raise Refused(Text("新项目从第一个阶段开始。", "A new project starts in the first stage."), field="stage")
    stage = playbook.stage(row.stage).key if row.stage else playbook.stages[0].key
    name = " ".join(row.name.split())[:160] or t(f"{row.customer.name}项目", f"{row.customer.name} project")[:160]
    return replace(row, name=name, stage=stage, kind=_kind(row, playbook))


def _kind(row: NewProject, playbook: Playbook) -> str:
    if row.kind is not None:
        if row.kind not in Project.Kind.values:
            raise Refused(Text("没有这种销售方式。", "There is no such kind of selling."), field="kind")
        return row.kind
    modes = playbook.section("selling_modes") or {}
    return classify.classify(row.contrasts, modes.get("project_from", 3)).kind


def _insert(rows: Sequence[NewProject], version: PlaybookVersion, playbook: Playbook) -> list[Project]:
    made = Project.objects.bulk_create((_project(row, version, playbook) for row in rows), batch_size=500)
    _number(made)
    return made


def _project(row: NewProject, version: PlaybookVersion, playbook: Playbook) -> Project:
    return Project(
        code=_placeholder(),
        name=row.name,
        customer=row.customer,
        owner=row.owner,
        unit_path=row.owner.unit.path if row.owner.unit else "",
        kind=row.kind or Project.Kind.PROJECT,
        level=levels.level_for(row.amount_fen, row.strategic, playbook.levels),
        stage=row.stage,
        status=row.status,
        amount_fen=row.amount_fen,
        currency=row.currency,
        expected_sign_on=row.expected_sign_on,
        playbook=version,
        parent=row.parent,
    )


def _placeholder() -> str:
    """A code no project has, until the number is known."""
    return "~" + secrets.token_hex(9)


def _number(made: Sequence[Project]) -> None:
    text = Cast("pk", CharField())
    padded = LPad(text, codes.WIDTH, Value("0"))
    number = Case(When(pk__lt=10**codes.WIDTH, then=padded), default=text, output_field=CharField())
    for start in range(0, len(made), 500):
        ids = [project.pk for project in made[start : start + 500]]
        Project.objects.filter(pk__in=ids).update(code=Concat(Value("P-"), number))
    for project in made:
        project.code = codes.code(project.pk)


def _satellites(
    actor: User,
    now: dt.datetime,
    made: Sequence[Project],
    rows: Sequence[NewProject],
    playbook: Playbook,
    is_sample: bool,
) -> None:
    pairs = list(zip(made, rows, strict=True))
    day = today(now)
    Origin.objects.bulk_create((_origin(actor, now, *pair, is_sample) for pair in pairs), batch_size=500)
    Brief.objects.bulk_create((Brief(project=project) for project in made), batch_size=500)
    StageEntry.objects.bulk_create((_entry(actor, day, *pair) for pair in pairs), batch_size=500)
    Member.objects.bulk_create(_members(made, day, playbook), batch_size=500)
    Pass.objects.bulk_create(_claimed(pairs, day, playbook), batch_size=500)
    Ending.objects.bulk_create(_endings(actor, pairs, day), batch_size=500)


def _origin(actor: User, now: dt.datetime, project: Project, row: NewProject, is_sample: bool) -> Origin:
    return Origin(
        project=project,
        created_at=now,
        created_by=actor,
        lead_source=row.lead_source,
        strategic=row.strategic,
        contrasts=dict(row.contrasts),
        external_id=row.external_id[:80],
        imported=row.imported,
        is_sample=is_sample,
    )


def _entry(actor: User, day: dt.date, project: Project, row: NewProject) -> StageEntry:
    entered = min(row.entered_on or day, day)
    return StageEntry(project=project, stage=row.stage, entered_on=entered, by=actor)


def _members(made: Sequence[Project], day: dt.date, playbook: Playbook) -> list[Member]:
    managers: dict[str, list[User]] = {}
    members = []
    for project in made:
        members.append(Member(project=project, user_id=project.owner_id, role="sales", since_on=day))
        if project.unit_path not in managers:
            managers[project.unit_path] = people.holders("sales_manager", project.unit_path)
        manager = team.manager_for(project, managers[project.unit_path], playbook)
        if manager is not None:
            members.append(Member(project=project, user=manager, role="sales_manager", since_on=day))
    return members


def _claimed(pairs: Sequence[tuple[Project, NewProject]], day: dt.date, playbook: Playbook) -> list[Pass]:
    """What an import says was passed before: claimed, not proved."""
    found = []
    for project, row in pairs:
        if not row.imported:
            continue
        until = playbook.stage(row.stage)
        won = row.status in (Project.Status.WON, Project.Status.DELIVERED)
        for stage in playbook.stages:
            if until.delivery or stage.order < until.order or (won and stage.order == until.order):
                passed_on = min(row.entered_on or day, day)
                found.append(
                    Pass(project=project, stage=stage.key, result="claimed", level=project.level, passed_on=passed_on)
                )
    return found


def _endings(actor: User, pairs: Sequence[tuple[Project, NewProject]], day: dt.date) -> list[Ending]:
    lost = (Project.Status.LOST, Project.Status.SUSPENDED, Project.Status.NO_DECISION)
    return [
        Ending(
            project=project, result=row.status, stage=row.stage, reason=row.reason[:40],
            ended_on=min(row.entered_on or day, day), by=actor,
        )
        for project, row in pairs
        if row.status in lost
    ]  # fmt: skip


def _created(project: Project, row: NewProject) -> trail.Change:
    after = {
        "name": project.name, "customer": project.customer_id, "owner": project.owner_id, "kind": project.kind,
        "level": project.level, "stage": project.stage, "status": project.status, "amount_fen": project.amount_fen,
        "imported": row.imported, "version": 1,
    }  # fmt: skip
    return trail.Change("project.create", "project", project.pk, project.pk, after=after)
