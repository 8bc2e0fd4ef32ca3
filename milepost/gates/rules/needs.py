"""What is missing of a standard and where it is added: one need per check that does not hold yet."""

from dataclasses import dataclass

from milepost.playbook.rules import judge
from milepost.playbook.rules.judge.verdict import StandardVerdict

DOORS = {
    "evidence": "evidence",
    "approvals": "approval",
    "declarations": "declaration",
    "project": "brief",
    "tender": "tender",
    "activities": "diary",
    "team": "team",
}
"""Where the facts of a collection are entered, by collection."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to add. ``door``: evidence, approval, declaration, brief, tender, diary, team or hand.

    ``keys``: evidence types, approval kinds, declaration kinds or fields, as the door asks;
    ``tags``: tags the evidence must carry; ``alternative``: which of several ways (0: no choice).
    """

    door: str
    keys: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    alternative: int = 0


def needs(verdict: StandardVerdict) -> list[Need]:
    """Needs of a standard that does not count; nothing for one that does, except what expires soon."""
    if verdict.counts and verdict.state != "expiring":
        return []
    found = [_need(reason) for reason in verdict.reasons if reason.result != "true"]
    if not found and verdict.by_hand:
        found = [Need("hand")]
    return list(dict.fromkeys(found))


def _need(reason: judge.Reason) -> Need:
    check = reason.check
    if reason.by_hand:
        return Need("hand", alternative=reason.alternative)
    door = DOORS.get(check.of, "hand")
    if door == "evidence":
        tag = check.args.get("tag")
        return Need(door, tuple(check.args.get("types") or ()), (tag,) if tag else (), reason.alternative)
    return Need(door, _keys(reason), alternative=reason.alternative)


def _keys(reason: judge.Reason) -> tuple[str, ...]:
    check = reason.check
    if check.name == "approval_granted":
        return (check.args["kind"],)
    if check.name == "date_within":
        return tuple(
            ref.partition(".")[2]
            for ref in (check.args["field"], check.args.get("not_after"))
            if ref and "." in str(ref)
        )
    if "fields" in check.args:
        return tuple(check.args["fields"])
    return tuple(str(c.value) if c.field == "kind" else c.field for c in check.where)
