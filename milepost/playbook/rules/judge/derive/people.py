"""The people of the customer: committee, attitude, holders of the key roles."""

from __future__ import annotations

from collections.abc import Sequence

from milepost.playbook.rules.judge.now import Now, Record, voided
from milepost.playbook.rules.judge.world import KEY_ROLES, OUTSIDERS


def attitude(person: Record, now: Now) -> int | None:
    """The attitude as it counts: unknown once the rating is too old or awaits a recheck."""
    stance: int | None = person.get("attitude")
    if stance is None or voided(person, now):
        return None
    if now.valid is None or now.lifted:
        return stance
    dated = person.get("dated_on")
    if dated is None or not now.holds_through(dated + now.valid + now.extra):
        return None
    return stance


def in_committee(person: Record) -> bool:
    """Anyone with a role inside the decision; one whose roles are unknown belongs to it."""
    roles = person.get("roles")
    return roles is None or any(role not in OUTSIDERS for role in roles)


def influence(person: Record, stance: int | None) -> int:
    """Unknown influence is small for a supporter and large for everybody else."""
    known: int | None = person.get("influence")
    if known is not None:
        return known
    return 1 if supports(person, stance) else 3


def supports(person: Record, stance: int | None) -> bool:
    """A supporter is for us, and we know in which role."""
    return stance is not None and stance >= 1 and person.get("roles") is not None


def holders(people: Sequence[Record]) -> dict[str, list[Record]]:
    """Who holds each of the five key roles."""
    slots: dict[str, list[Record]] = {role: [] for role in KEY_ROLES}
    for person in people:
        for role in person.get("key_roles") or ():
            if role in slots:
                slots[role].append(person)
    return slots
