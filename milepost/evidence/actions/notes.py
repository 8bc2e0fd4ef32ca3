"""What every write to the shelf does besides: lock, record, tell."""

import datetime as dt

from milepost.evidence.models import Piece
from milepost.people.models import User
from milepost.projects.models import Project
from milepost.trail import actions as trail


def locked(piece: Piece) -> Piece:
    """The piece as it stands now; other writers of the project wait."""
    Project.objects.select_for_update().get(pk=piece.project_id)
    return Piece.objects.select_related("project").get(pk=piece.pk)


def record(
    actor: User,
    now: dt.datetime,
    piece: Piece,
    action: str,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
    why: str = "",
) -> None:
    trail.record(
        actor,
        now=now,
        action=action,
        kind="evidence",
        object_id=piece.pk,
        project_id=piece.project_id,
        before=before,
        after=after,
        why=why,
    )


def changed(piece: Piece, now: dt.datetime) -> None:
    """Tell that the shelf has changed."""
    trail.tell("evidence.changed", now=now, project_id=piece.project_id, payload={"piece": piece.pk})
