"""Putting pieces on the shelf and taking them off."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from milepost.accounts.models import Contact
from milepost.diary.models import Entry
from milepost.evidence import permissions
from milepost.evidence.actions import checks
from milepost.evidence.actions.notes import changed, locked, record
from milepost.evidence.models import Piece, Service
from milepost.files.models import StoredFile
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import actions as people_actions
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.projects.models import Project


def add(
    actor: User,
    *,
    now: dt.datetime,
    project: Project,
    type: str,
    happened_on: dt.date,
    serves: Iterable[str] = (),
    title: str = "",
    file: StoredFile | None = None,
    text: str = "",
    link: str = "",
    entry: Entry | None = None,
    person: Contact | None = None,
    tags: Iterable[str] = (),
    strength: int | None = None,
    confidential: bool = False,
    named: Iterable[User] = (),
) -> Piece:
    """Put one piece on the shelf. The very same piece sent twice gives the first one back.

    Raises Refused for a date to come, content that is missing or protected by law, an unknown type,
    tag or standard.
    """
    piece = Piece(
        project=project,
        type=type,
        title=title.strip(),
        text=text.strip(),
        link=link.strip(),
        file=file,
        entry=entry,
        happened_on=happened_on,
        person=person,
        tags=sorted(set(tags)),
        strength=0,
        stage=project.stage,
        by=actor,
        at=now,
        confidential=confidential,
    )
    checks.may_add(actor, project)
    checks.refuse_protected(actor, now=now, piece=piece)
    checks.piece(piece, playbooks.compiled(project.playbook_id), timezone.localdate(now))
    piece.strength = checks.strength(piece, playbooks.compiled(project.playbook_id), strength)
    return _keep(actor, now, piece, tuple(serves), tuple(named))


@transaction.atomic
def _keep(actor: User, now: dt.datetime, piece: Piece, serves: tuple[str, ...], named: tuple[User, ...]) -> Piece:
    Project.objects.select_for_update().get(pk=piece.project_id)
    same = _same(piece)
    if same is not None:
        return _serve(actor, now, same, serves)
    piece.title = piece.title or checks.title(piece, playbooks.compiled(piece.project.playbook_id))
    piece.save()
    for user in named if piece.confidential else ():
        people_actions.grant(actor, now=now, user=user, kind="evidence", object_id=piece.pk, why="named")
    record(actor, now, piece, "evidence.add", after=_told(piece))
    _attach(piece, serves)
    changed(piece, now)
    return piece


def serve(actor: User, *, now: dt.datetime, piece: Piece, standards: Iterable[str]) -> Piece:
    """Let a piece serve further standards (``key``, or ``key#n`` of a repeatable milestone)."""
    checks.may_add(actor, piece.project)
    with transaction.atomic():
        return _serve(actor, now, locked(piece), tuple(standards))


def withdraw(actor: User, *, now: dt.datetime, piece: Piece, why: str) -> Piece:
    """Take a piece off the shelf; it stays readable and no longer serves. A second time changes nothing."""
    checks.said(why, "why")
    with transaction.atomic():
        piece = locked(piece)
        if piece.withdrawn_on is not None:
            return piece
        if not permissions.may_withdraw(actor, piece, timezone.localdate(now)):
            raise Refused(
                Text(
                    "只有登记人、项目负责人或审批人可以撤下证据。",
                    "Only its author, the owner or an approver may withdraw it.",
                )
            )
        piece.withdrawn_on = timezone.localdate(now)
        piece.save(update_fields=["withdrawn_on"])
        record(actor, now, piece, "evidence.withdraw", why=why.strip())
        changed(piece, now)
        return piece


def _same(piece: Piece) -> Piece | None:
    """The same content of the same day by the same person, still on the shelf: a form sent twice."""
    twins = Piece.objects.filter(
        project=piece.project,
        by=piece.by,
        type=piece.type,
        text=piece.text,
        link=piece.link,
        entry=piece.entry,
        happened_on=piece.happened_on,
        tags=piece.tags,
        withdrawn_on=None,
    )
    digest = piece.file.sha256 if piece.file else None
    return next(
        (twin for twin in twins.select_related("file") if (twin.file.sha256 if twin.file else None) == digest), None
    )


def _serve(actor: User, now: dt.datetime, piece: Piece, standards: tuple[str, ...]) -> Piece:
    known = set(piece.services.values_list("standard", flat=True))
    new = tuple(dict.fromkeys(key for key in standards if key not in known))
    if new:
        _attach(piece, new)
        record(actor, now, piece, "evidence.serve", after={"serves": list(new)})
        changed(piece, now)
    return piece


def _attach(piece: Piece, standards: tuple[str, ...]) -> None:
    playbook = playbooks.compiled(piece.project.playbook_id)
    keys = tuple(dict.fromkeys(standards))
    for key in keys:
        checks.standard(key, playbook)
    Service.objects.bulk_create([Service(piece=piece, standard=key) for key in keys])


def _told(piece: Piece) -> dict[str, object]:
    """What the trail keeps of a piece; the content of a confidential one stays out of it."""
    told: dict[str, object] = {
        "type": piece.type,
        "happened_on": piece.happened_on.isoformat(),
        "tags": list(piece.tags),
        "file": piece.file.sha256 if piece.file else None,
    }
    return told if piece.confidential else told | {"title": piece.title, "link": piece.link}
