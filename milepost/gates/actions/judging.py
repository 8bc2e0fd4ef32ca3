"""Judging by hand what no room can answer: a verifier, one sentence, one piece to open."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from milepost.evidence import permissions as evidence_permissions
from milepost.evidence.models import Piece
from milepost.gates import permissions, queries
from milepost.gates.actions import notes
from milepost.gates.models import GateRequest, Judgement
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.playbook.rules import judge as engine
from milepost.playbook.rules.model import Playbook
from milepost.projects.models import Project
from milepost.trail import actions as trail

VERDICTS = ("met", "unmet")


@transaction.atomic
def judge(
    actor: User, *, now: dt.datetime, project: Project, standard: str, verdict: str, note: str, piece: Piece
) -> Judgement:
    """Say whether a standard is met that the facts cannot decide (``standard`` may be ``key#n``).

    Never by the project's owner, the one who asks for the gate or the author of the piece.
    """
    project = notes.locked(project.pk)
    request = queries.open_request(project)
    return _judge(actor, now, project, request.requester_id if request else None, standard, verdict, note, piece)


def judge_many(actor: User, *, now: dt.datetime, request: GateRequest, words: Sequence[Mapping[str, Any]]) -> None:
    """Several words in one decision at a gate; a piece may carry more than one of them."""
    stage = playbooks.compiled(request.project.playbook_id).stage(request.stage)
    for word in words:
        standard = word["standard"]
        if stage.repeatable and "#" not in standard:
            standard = f"{standard}#{request.occurrence}"
        _judge(
            actor, now, request.project, request.requester_id, standard, word["verdict"], word["note"], word["piece"]
        )


def _judge(
    actor: User,
    now: dt.datetime,
    project: Project,
    requester_id: int | None,
    standard: str,
    verdict: str,
    note: str,
    piece: Piece,
) -> Judgement:
    _word(playbooks.compiled(project.playbook_id), standard, verdict)
    note = notes.said(note, "note", Text("请写一句判断依据。", "Say in one sentence what you judge by."))
    _verifier(actor, project, requester_id, timezone.localdate(now))
    _piece(actor, project, piece)
    today = timezone.localdate(now)
    last = Judgement.objects.filter(project=project, standard=standard).order_by("-id").first()
    if last is not None and _same(last, verdict, note, piece, actor, today):
        return last
    judgement = Judgement.objects.create(
        project=project, standard=standard, verdict=verdict, note=note, piece=piece, by=actor, judged_on=today
    )
    _tell(actor, now, judgement)
    return judgement


def _same(last: Judgement, verdict: str, note: str, piece: Piece, actor: User, today: dt.date) -> bool:
    """The same word sent twice."""
    said = (last.verdict, last.note, last.piece_id, last.by_id, last.judged_on)
    return said == (verdict, note, piece.pk, actor.pk, today)


def _tell(actor: User, now: dt.datetime, judgement: Judgement) -> None:
    trail.record(
        actor,
        now=now,
        action="standard.judge",
        kind="judgement",
        object_id=judgement.pk,
        project_id=judgement.project_id,
        after={"standard": judgement.standard, "verdict": judgement.verdict, "piece": judgement.piece_id},
        why=judgement.note,
    )
    payload = {"standard": judgement.standard, "verdict": judgement.verdict}
    trail.tell("standard.judged", now=now, project_id=judgement.project_id, payload=payload)


def _word(playbook: Playbook, standard: str, verdict: str) -> None:
    if verdict not in VERDICTS:
        raise Refused(Text("请选择“达成”或“未达成”。", "Choose “met” or “not met”."), field="verdict")
    if standard.partition("#")[0] not in engine.by_hand_standards(playbook, set(queries.provided())):
        raise Refused(
            Text(
                "这条标准由系统按事实判定，不能人工改判。",
                "This standard is judged by facts and cannot be judged by hand.",
            ),
            field="standard",
        )


def _verifier(actor: User, project: Project, requester_id: int | None, today: dt.date) -> None:
    if actor.pk in {project.owner_id, requester_id}:
        raise Refused(
            Text(
                "负责人和申请人不能判自己的标准，请上级来判。",
                "Owner and requester cannot judge their own standards; ask a manager.",
            )
        )
    if not permissions.may_judge(actor, project, today):
        raise Refused(Text("人工判定由项目的上级来做。", "Judging by hand is for the managers above the project."))


def _piece(actor: User, project: Project, piece: Piece) -> None:
    if piece.project_id != project.pk or piece.withdrawn_on is not None:
        raise Refused(
            Text("请选一份本项目现有的证据。", "Choose a piece that is on this project's shelf."), field="piece"
        )
    if piece.by_id == actor.pk:
        raise Refused(
            Text(
                "不能用自己登记的证据来判，请换一份。",
                "You cannot judge by a piece you added yourself; choose another.",
            ),
            field="piece",
        )
    if not evidence_permissions.visible(actor).filter(pk=piece.pk).exists():
        raise Refused(
            Text("这份证据您打不开，请换一份。", "You cannot open this piece; choose another."), field="piece"
        )
