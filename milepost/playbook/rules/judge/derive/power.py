"""决策小组力量对比: our weighted share of the committee, and the lead over the best rival."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from milepost.playbook.rules.judge.derive.people import attitude, in_committee, influence, supports
from milepost.playbook.rules.judge.now import Now, Record
from milepost.playbook.rules.judge.selection import newest
from milepost.playbook.rules.judge.world import World

WINDOW = 45
_NOBODY_KNOWN = ""

Weighed = tuple[Record, int | None, int, int]  # person, attitude, influence, weight


def compute(world: World, now: Now) -> Record | None:
    """our_share, lead_over_best_rival, delta_45d; null when the committee is empty."""
    people = world.records.get("stakeholders")
    if people is None:
        return None
    weighed = [_weigh(person, attitude(person, now)) for person in people if in_committee(person)]
    ours = _share(weighed)
    if ours is None:
        return {"our_share": None, "lead_over_best_rival": None, "delta_45d": None}
    return {
        "our_share": ours,
        "lead_over_best_rival": ours - _best_rival(weighed),
        "delta_45d": _delta(ours, world, now),
    }


def _weigh(person: Record, stance: int | None) -> Weighed:
    return person, stance, influence(person, stance), max(1, abs(stance or 0))


def _total(weighed: Sequence[Weighed]) -> int:
    return sum(power * weight for _, _, power, weight in weighed)


def _share(weighed: Sequence[Weighed]) -> Fraction | None:
    total = _total(weighed)
    if not total:
        return None
    return Fraction(sum(p * (a or 0) for person, a, p, _ in weighed if supports(person, a)), total)


def _best_rival(weighed: Sequence[Weighed]) -> Fraction:
    """People against us who back nobody known count together as one rival."""
    sums: dict[str, int] = {}
    for person, stance, power, weight in weighed:
        rival = person.get("supports_rival")
        if not rival and (stance is None or stance >= 0):
            continue
        name = rival or _NOBODY_KNOWN
        sums[name] = sums.get(name, 0) + power * weight
    return Fraction(max(sums.values(), default=0), _total(weighed))


def _delta(ours: Fraction, world: World, now: Now) -> Fraction | None:
    ratings = world.records.get("ratings")
    if ratings is None:
        return None
    for rating in ratings:
        if rating.get("dated_on") is not None:
            now.turns(rating["dated_on"] + WINDOW)
    memo = ("share then", now.today)
    if memo not in world.memo:
        world.memo[memo] = _share_then(ratings, now.today - WINDOW)
    return ours - Fraction(world.memo[memo])


def _share_then(ratings: Sequence[Record], upto: int) -> Fraction:
    """Our share by the ratings of that time; 0 when nobody was rated then."""
    weighed = [_weigh(r, r.get("attitude")) for r in _ratings_then(ratings, upto) if in_committee(r)]
    return _share(weighed) or Fraction(0)


def _ratings_then(ratings: Sequence[Record], upto: int) -> list[Record]:
    """The newest rating of each person up to that day."""
    by_person: dict[str, list[Record]] = {}
    for rating in ratings:
        if rating.get("dated_on") is not None and rating["dated_on"] <= upto:
            by_person.setdefault(rating["person"], []).append(rating)
    return [newest(of_person, 1)[0] for of_person in by_person.values()]
