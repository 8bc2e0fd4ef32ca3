"""How deep our relations reach: five key-role slots, never counts of persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from milepost.playbook.rules.judge.derive.people import (
    attitude,
    holders,
    in_committee,
    influence,
    supports,
)
from milepost.playbook.rules.judge.now import Now, Record
from milepost.playbook.rules.judge.world import KEY_ROLES, World

Slots = Mapping[str, Sequence[Record]]


def compute(world: World, now: Now) -> Record | None:
    """unknown_ratio, missing_links, top_supporter_share, key_roles_with_backup_ratio."""
    people = world.records.get("stakeholders")
    if people is None:
        return None
    slots = holders(people)
    unknown = sum(all(attitude(p, now) is None for p in held) for held in slots.values())
    backed = sum(any(_twice_known(p) for p in held) for held in slots.values())
    return {
        "unknown_ratio": Fraction(unknown, len(KEY_ROLES)),
        "missing_links": _missing_links(slots, world),
        "top_supporter_share": top_share(people, now),
        "key_roles_with_backup_ratio": Fraction(backed, len(KEY_ROLES)),
    }


def _twice_known(person: Record) -> bool:
    ours, other = person.get("our_owner"), person.get("backup_owner")
    return bool(ours) and bool(other) and ours != other


def _missing_links(slots: Slots, world: World) -> int | None:
    relations = world.records.get("relations")
    if relations is None:
        return None
    pairs = {(r["from"], r["to"]) for r in relations}
    pairs |= {(two, one) for one, two in pairs}
    roles = {p.get("id"): frozenset(p.get("key_roles") or ()) for held in slots.values() for p in held}
    return sum(not _linked(role, held, pairs, roles) for role, held in slots.items())


def _linked(
    role: str,
    held: Sequence[Record],
    pairs: set[tuple[str, str]],
    roles: Mapping[str | None, frozenset[str]],
) -> bool:
    """A holder holds another key role himself, or knows a holder of another."""
    for person in held:
        if len(roles[person.get("id")]) > 1:
            return True
        known = [two for one, two in pairs if one == person.get("id")]
        if any(roles.get(other, frozenset()) - {role} for other in known):
            return True
    return False


def top_share(people: Sequence[Record], now: Now) -> Fraction | None:
    """The part of our support that rests on one person."""
    parts = []
    for person in people:
        stance = attitude(person, now)
        if in_committee(person) and supports(person, stance):
            parts.append(influence(person, stance) * (stance or 0))
    return Fraction(max(parts), sum(parts)) if parts and sum(parts) else None
