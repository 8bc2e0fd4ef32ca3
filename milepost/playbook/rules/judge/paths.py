"""The way from us to the approver, and whose leaving would cut it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from milepost.playbook.rules.judge import derive
from milepost.playbook.rules.judge.checks.numbers import plain
from milepost.playbook.rules.judge.conditions import seen_coverage
from milepost.playbook.rules.judge.flow import GOAL, START, separate_ways
from milepost.playbook.rules.judge.now import Now
from milepost.playbook.rules.judge.verdict import Fragility
from milepost.playbook.rules.judge.world import World, natural

MET_IN_PERSON = 2
Route = tuple[int, tuple[tuple[int, str], ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Net:
    """Who knows whom. ``met``: people we meet; ``goals``: approvers; ids throughout."""

    known: Mapping[str, frozenset[str]]
    met: frozenset[str]
    goals: frozenset[str]
    influence: Mapping[str, int]


def net(world: World, now: Now) -> Net | None:
    """The net of people; None unless people and relations are both known."""
    people, relations = world.records.get("stakeholders"), world.records.get("relations")
    if people is None or relations is None:
        return None
    here = {str(p.get("id")) for p in people}
    known: dict[str, set[str]] = {person: set() for person in here}
    for relation in relations:
        one, two = relation["from"], relation["to"]
        if one in here and two in here:
            known[one].add(two)
            known[two].add(one)
    met = {str(p.get("id")) for p in people if (seen_coverage(p, now, world.decay) or 0) >= MET_IN_PERSON}
    goals = {str(p.get("id")) for p in people if "approver" in (p.get("roles") or ())}
    influence = {str(p.get("id")): p.get("influence") or 0 for p in people}
    return Net({k: frozenset(v) for k, v in known.items()}, frozenset(met), frozenset(goals), influence)


def path(people: Net) -> tuple[str, ...] | None:
    """The shortest way from a person we meet to the approver; None when there is none.

    Of equally short ones the one with more influence on it, then the first by id.
    """
    best: dict[str, Route] = {p: _route(people, (p,)) for p in people.met}
    seen = set(best)
    while best:
        arrived = [route for person, route in best.items() if person in people.goals]
        if arrived:
            return min(arrived)[2]
        best = _one_further(people, best, seen)
        seen |= set(best)
    return None


def _one_further(people: Net, best: Mapping[str, Route], seen: Iterable[str]) -> dict[str, Route]:
    reached: dict[str, Route] = {}
    visited = set(seen)
    for person, route in best.items():
        for other in people.known[person] - visited:
            longer = _route(people, (*route[2], other))
            reached[other] = min(reached.get(other, longer), longer)
    return reached


def _route(people: Net, ids: tuple[str, ...]) -> Route:
    return -sum(people.influence[p] for p in ids), tuple(natural(p) for p in ids), ids


def cut(people: Net) -> tuple[str, ...] | None:
    """The fewest people, other than the approver, whose leaving breaks every way.

    None when we meet the approver ourselves, empty when there is no way at all.
    """
    if people.met & people.goals:
        return None
    size = _ways(people, frozenset())
    gone: list[str] = []
    for person in sorted(people.known.keys() - people.goals, key=natural):
        if len(gone) < size and _ways(people, frozenset([*gone, person])) == size - len(gone) - 1:
            gone.append(person)
    return tuple(gone)


def _ways(people: Net, gone: frozenset[str]) -> int:
    """How many ways there are that share no person."""
    links: list[tuple[Hashable, Hashable]] = [(START, (p, "in")) for p in people.met - gone]
    for person in people.known.keys() - gone - people.goals:
        links.append(((person, "in"), (person, "out")))
        for other in people.known[person] - gone:
            arrives = other in people.goals
            links.append(((person, "out"), GOAL if arrives else (other, "in")))
    return separate_ways(links)


def fragility(people: Net, world: World, now: Now) -> Fragility:
    record = derive.record("relation_depth", world, now) or {}
    return Fragility(cut(people), plain(record.get("top_supporter_share")))
