"""Declarations: a person's own word on conflicts, related parties and who drafted the specification."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from milepost.approvals import permissions
from milepost.approvals.actions import notes
from milepost.approvals.models import Declaration
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.projects.models import Project
from milepost.trail import actions as trail

KINDS = ("spec_drafting", "related_party", "conflict_of_interest")
ANSWERS = ("clear", "blocking")


@transaction.atomic
def declare(actor: User, *, now: dt.datetime, project: Project, kind: str, answer: str, note: str = "") -> Declaration:
    """State that nothing stands in the way (``clear``) or that something does (``blocking``, with a note).

    The same statement on the same day is made once.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    _check(actor, project, kind, answer, note)
    today = timezone.localdate(now)
    declaration, new = Declaration.objects.get_or_create(
        project=project, kind=kind, answer=answer, note=note.strip(), by=actor, declared_on=today, closed_on=None
    )
    if new:
        _note(actor, now, declaration, "declaration.make", note.strip())
    return declaration


@transaction.atomic
def close_declaration(actor: User, *, now: dt.datetime, declaration: Declaration, why: str) -> Declaration:
    """Settle a blocking declaration: by compliance, legal or a director, never by the one who made it."""
    why = notes.said(why, "why")
    Project.objects.select_for_update().get(pk=declaration.project_id)
    declaration = Declaration.objects.select_related("project").get(pk=declaration.pk)
    if declaration.closed_on is not None:
        return declaration
    if not permissions.may_close_declaration(actor, declaration):
        raise Refused(
            Text(
                "声明由合规、法务或总监处理，不能由声明人自己关闭。",
                "Compliance, legal or a director settles it, never the one who declared.",
            )
        )
    declaration.closed_on, declaration.closed_by, declaration.closed_why = timezone.localdate(now), actor, why
    declaration.save(update_fields=["closed_on", "closed_by", "closed_why"])
    _note(actor, now, declaration, "declaration.close", why)
    return declaration


def _check(actor: User, project: Project, kind: str, answer: str, note: str) -> None:
    notes.running(project)
    if kind not in KINDS:
        raise Refused(Text("请选择声明的事项。", "Choose what you declare."), field="kind")
    if answer not in ANSWERS:
        raise Refused(Text("请选择“无障碍”或“有障碍”。", "Choose “clear” or “blocking”."), field="answer")
    if answer == "blocking" and not note.strip():
        raise Refused(Text("有障碍时请写明是什么。", "Say what stands in the way."), field="note")
    if not permissions.may_ask(actor, project):
        raise Refused(Text("只有项目组成员可以作声明。", "Only the deal team declares."))


def _note(actor: User, now: dt.datetime, declaration: Declaration, action: str, why: str) -> None:
    trail.record(
        actor,
        now=now,
        action=action,
        kind="declaration",
        object_id=declaration.pk,
        project_id=declaration.project_id,
        after={"kind": declaration.kind, "answer": declaration.answer},
        why=why,
    )
    trail.tell("approval.decided", now=now, project_id=declaration.project_id, payload={"declaration": declaration.pk})
