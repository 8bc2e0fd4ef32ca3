"""The approver's word on a piece."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from milepost.evidence import permissions
from milepost.evidence.actions import checks
from milepost.evidence.actions.notes import changed, locked, record
from milepost.evidence.models import Piece
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User


def accept(actor: User, *, now: dt.datetime, piece: Piece) -> Piece:
    """The approver takes the piece as proof; a second time changes nothing."""
    with transaction.atomic():
        piece = locked(piece)
        if piece.accepted_on is not None:
            return piece
        _require_verifier(actor, piece, timezone.localdate(now))
        piece.accepted_on, piece.accepted_by, piece.refused_why = timezone.localdate(now), actor, ""
        piece.save(update_fields=["accepted_on", "accepted_by", "refused_why"])
        record(actor, now, piece, "evidence.accept", after={"accepted_on": piece.accepted_on.isoformat()})
        changed(piece, now)
        return piece


def refuse(actor: User, *, now: dt.datetime, piece: Piece, why: str) -> Piece:
    """The approver does not take the piece; it no longer counts for anything until it is accepted."""
    checks.said(why, "why")
    with transaction.atomic():
        piece = locked(piece)
        _require_verifier(actor, piece, timezone.localdate(now))
        if piece.refused_why == why.strip() and piece.accepted_on is None:
            return piece
        before: dict[str, object] = {"accepted_on": piece.accepted_on.isoformat() if piece.accepted_on else None}
        piece.accepted_on, piece.accepted_by, piece.refused_why = None, None, why.strip()
        piece.save(update_fields=["accepted_on", "accepted_by", "refused_why"])
        record(actor, now, piece, "evidence.refuse", before=before, why=why.strip())
        changed(piece, now)
        return piece


def _require_verifier(actor: User, piece: Piece, today: dt.date) -> None:
    if piece.withdrawn_on is not None:
        raise Refused(Text("这份证据已撤下。", "This piece was withdrawn."))
    if actor.pk == piece.by_id:
        raise Refused(
            Text(
                "自己登记的证据不能由自己认可，请另一位审批人来看。",
                "Nobody accepts his own evidence; ask another approver.",
            )
        )
    if not permissions.may_accept(actor, piece, today):
        raise Refused(
            Text(
                "只有本项目的过关审批人可以认可证据。", "Only an approver of this project's gates may accept evidence."
            )
        )
