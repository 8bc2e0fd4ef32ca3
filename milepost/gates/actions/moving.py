"""The one door through which a card moves: page, board, bulk, import and API all come here."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from milepost.gates import permissions, queries
from milepost.gates.actions import asking, notes
from milepost.gates.models import GateRequest, WouldBlock
from milepost.gates.rules import path
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.judge.verdict import GateVerdict
from milepost.playbook.rules.model import Playbook, Stage
from milepost.projects import actions as project_actions
from milepost.projects.models import Pass, Project
from milepost.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Move:
    """What came of a wish to move. ``result``: asked (a gate request waits), passed (the card moved),
    sheet (open the gate sheet; ``kind`` says for what: gate, decide, skip or back).

    ``missing``: keys of standards, ``missing_roles``: roles of the team; also told when a warning let it pass.
    """

    result: str
    kind: str = "gate"
    missing: tuple[str, ...] = ()
    missing_roles: tuple[str, ...] = ()
    request: GateRequest | None = None


@transaction.atomic
def move(actor: User, *, now: dt.datetime, project: Project, to_stage: str) -> Move:
    """Move a card to ``to_stage`` if that may be, else say which sheet to open; never silently.

    Blocked: only through the gate. Warned: let through as claimed, and noted. Off: let through as claimed.
    The last selling stage is only ever left through the gate, since what follows is a win.
    """
    project = notes.locked(project.pk)
    _require(actor, project)
    playbook = playbooks.compiled(project.playbook_id)
    here, there = playbook.stage(project.stage), _stage(playbook, to_stage)
    wish = path.wish(playbook, here, there)
    if wish == "same":
        return Move("passed")
    if wish == "back":
        return Move("sheet", "back")
    mode = queries.mode(project)
    if wish == "ahead" and (mode != "off" or there.delivery):
        return Move("sheet", "skip")
    if path.is_last_selling(playbook, here):
        return _gate(actor, now, project, here, "block", there)
    if mode == "off":
        _let_through(actor, now, project, playbook, here, there)
        return Move("passed")
    return _gate(actor, now, project, here, mode, there)


def _require(actor: User, project: Project) -> None:
    notes.running(project)
    if not permissions.may_ask(actor, project):
        raise Refused(
            Text("只有项目负责人、团队和上级可以移动项目。", "Only the owner, the team and those above may move it.")
        )


def _stage(playbook: Playbook, key: str) -> Stage:
    try:
        return playbook.stage(key)
    except KeyError:
        raise Refused(Text("流程手册里没有这个阶段。", "The playbook has no such stage."), field="to_stage") from None


def _gate(actor: User, now: dt.datetime, project: Project, here: Stage, mode: str, there: Stage) -> Move:
    """Ask for the gate when the team owes nothing; else open the sheet, or let it through with a warning."""
    today = timezone.localdate(now)
    waiting = queries.open_request(project)
    if waiting is not None:
        decide = permissions.may_decide(actor, waiting, today)
        return Move("sheet", "decide", request=waiting) if decide else Move("asked", request=waiting)
    owed = _owed(actor, project, here, today)
    if owed is not None and owed.ready:
        return Move("asked", request=asking.ask(actor, now=now, project=project))
    missing = owed or queries.gate(project, today)
    if mode == "block":
        return Move("sheet", "gate", missing.missing, missing.missing_roles)
    WouldBlock.objects.create(project=project, stage=here.key, missing=list(missing.missing), on=today, by=actor)
    _let_through(actor, now, project, playbooks.compiled(project.playbook_id), here, there)
    return Move("passed", "gate", missing.missing, missing.missing_roles)


def _owed(actor: User, project: Project, here: Stage, today: dt.date) -> GateVerdict | None:
    approver = queries.approver_of(project, actor, today)
    if approver is None:
        return None
    facts = queries.facts_by_project([project.pk], today)[project.pk]
    return queries.ready_but_for_the_look(project, approver, today, here.key, 1, facts)


def _let_through(
    actor: User, now: dt.datetime, project: Project, playbook: Playbook, here: Stage, there: Stage
) -> None:
    """Move without proof: what is left behind is claimed and earns nothing."""
    for left in path.between(playbook, here, there):
        project_actions.record_pass(
            actor, now=now, project=project, stage=left.key, result="claimed", level=project.level
        )
    _drop_request(actor, now, project)
    project_actions.enter_stage(actor, now=now, project=project, stage=there.key)


@transaction.atomic
def regress(actor: User, *, now: dt.datetime, project: Project, to_stage: str, reason: str) -> Project:
    """Step back to an earlier selling stage, with a reason; passes from there on no longer hold."""
    project = notes.locked(project.pk)
    _require(actor, project)
    playbook = playbooks.compiled(project.playbook_id)
    here, there = playbook.stage(project.stage), _stage(playbook, to_stage)
    if here is there:
        return project
    if project.status != Project.Status.OPEN or there.delivery or path.wish(playbook, here, there) != "back":
        raise Refused(
            Text(
                "只能退回到前面的销售阶段；赢单后不再退回。",
                "Only back to an earlier selling stage, and not after a win.",
            ),
            field="to_stage",
        )
    reason = notes.said(reason, "reason", Text("请写一句退回的原因。", "Say in one sentence why it goes back."))
    for stage in _standing(project, playbook, there):
        project_actions.record_pass(
            actor, now=now, project=project, stage=stage, result="revoked", level=project.level, note=reason
        )
    _drop_request(actor, now, project)
    return project_actions.enter_stage(actor, now=now, project=project, stage=there.key, why=reason)


def _standing(project: Project, playbook: Playbook, there: Stage) -> list[str]:
    """Selling stages from ``there`` on whose newest pass still holds."""
    rows = Pass.objects.filter(project=project).order_by("id").values_list("stage", "result")
    newest = dict(rows)
    return [
        one.key for one in playbook.stages if one.order >= there.order and newest.get(one.key, "revoked") != "revoked"
    ]


def _drop_request(actor: User, now: dt.datetime, project: Project) -> None:
    """The stage it asked for was left another way: the request falls."""
    request = queries.open_request(project)
    if request is None:
        return
    request.state, request.version = GateRequest.State.WITHDRAWN, request.version + 1
    request.save(update_fields=["state", "version"])
    notes.record(actor, now, request, "gate.withdraw")
    notes.hide_project(actor, request, now)
    trail.tell("gate.decided", now=now, project_id=project.pk, payload={"request": request.pk, "state": request.state})
