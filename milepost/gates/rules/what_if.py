"""What the gate would say once the approver has said yes to everything he may say yes to.

A request may be made when this is ready: what is left then is the approver's look and nothing the team owes.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Facts = Mapping[str, Sequence[Mapping[str, Any]]]
LATER = "z" * 12
"""Sorts after every id, so that on one day the supposed record is the newest."""


def supposing(
    facts: Facts, *, today: dt.date, by_hand: Iterable[str], approvals: Iterable[str], approver: str
) -> dict[str, Sequence[Mapping[str, Any]]]:
    """Facts as they would be: pieces accepted, hand judgements met, ``approvals`` granted by ``approver``."""
    supposed = dict(facts)
    supposed["evidence"] = [_accepted(piece, today) for piece in facts.get("evidence", ())]
    judged = [_judged(standard, today, approver) for standard in by_hand]
    supposed["judgements"] = [*facts.get("judgements", ()), *judged]
    kinds = set(approvals)
    kept = [record for record in facts.get("approvals", ()) if record["kind"] not in kinds]
    supposed["approvals"] = [*kept, *(_granted(kind, today, approver) for kind in sorted(kinds))]
    return supposed


def _accepted(piece: Mapping[str, Any], today: dt.date) -> Mapping[str, Any]:
    return piece if piece.get("accepted_on") else {**piece, "accepted_on": today}


def _judged(standard: str, today: dt.date, approver: str) -> dict[str, Any]:
    return {
        "id": f"j{LATER}",
        "standard": standard,
        "verdict": "met",
        "note": "",
        "evidence": "",
        "by": approver,
        "dated_on": today,
    }


def _granted(kind: str, today: dt.date, approver: str) -> dict[str, Any]:
    return {
        "id": f"a{LATER}",
        "kind": kind,
        "decision": "granted",
        "requester": "",
        "by": approver,
        "dated_on": today,
        "expires_on": None,
    }
