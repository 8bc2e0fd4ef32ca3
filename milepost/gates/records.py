"""Hand judgements and waivers as the playbook's checks see them."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from milepost.gates.models import Judgement, Waiver

Record = dict[str, object]
PROVIDES = frozenset({"judgements", "waivers"})


def facts(project_ids: Iterable[int], today: dt.date) -> dict[int, dict[str, list[Record]]]:
    """``judgements``: the newest word on each standard, while the piece it rests on stands; ``waivers`` granted."""
    ids = list(project_ids)
    found: dict[int, dict[str, list[Record]]] = {pk: {"judgements": [], "waivers": []} for pk in ids}
    newest: dict[tuple[int, str], Judgement] = {}
    for judgement in _judgements(ids, today):
        newest[judgement.project_id, judgement.standard] = judgement
    for judgement in newest.values():
        found[judgement.project_id]["judgements"].append(_judgement(judgement))
    granted = Waiver.objects.filter(project__in=ids, state="granted").order_by("id")
    for waiver in granted:
        found[waiver.project_id]["waivers"].append(_waiver(waiver))
    return found


def _judgements(ids: list[int], today: dt.date) -> Iterable[Judgement]:
    fallen = Q(piece__withdrawn_on__isnull=False) | (Q(piece__accepted_on=None) & Q(piece__refused_why__gt=""))
    return Judgement.objects.filter(project__in=ids, judged_on__lte=today).exclude(fallen).order_by("id")


def _judgement(judgement: Judgement) -> Record:
    return {
        "id": f"j{judgement.pk}",
        "standard": judgement.standard,
        "verdict": judgement.verdict,
        "note": judgement.note,
        "evidence": f"e{judgement.piece_id}",
        "by": str(judgement.by_id),
        "dated_on": judgement.judged_on,
    }


def _waiver(waiver: Waiver) -> Record:
    return {
        "id": f"w{waiver.pk}",
        "standard": waiver.standard,
        "reason": waiver.reason,
        "granted_on": waiver.granted_on,
        "expires_on": waiver.expires_on,
        "mitigation": waiver.mitigation,
        "by": str(waiver.decided_by_id),
    }
