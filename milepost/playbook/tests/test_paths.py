"""The way to the approver and whose leaving cuts it, compared with trying every possibility."""

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.playbook.rules.judge.paths import Net, cut, path


def net(links: str, met: str, goal: str = "z", influence: dict[str, int] | None = None) -> Net:
    """``links`` such as ``ab bz``: who knows whom; ``met``: whom we meet."""
    pairs = [(link[0], link[1]) for link in links.split()]
    people = sorted({one for pair in pairs for one in pair} | set(met) | {goal})
    known = {p: frozenset(b for a, b in [*pairs, *((b, a) for a, b in pairs)] if a == p) for p in people}
    return Net(known, frozenset(met), frozenset(goal), influence or dict.fromkeys(people, 1))


def test_the_shortest_way_starts_with_somebody_we_meet() -> None:
    assert path(net("ab bz cz", "ac")) == ("c", "z")
    assert path(net("ab bz", "a")) == ("a", "b", "z")
    assert path(net("ab", "a")) is None
    assert path(net("az", "z")) == ("z",)


def test_of_equal_ways_the_more_influential_then_the_first_by_id() -> None:
    assert path(net("az bz", "ab", influence={"a": 1, "b": 3, "z": 1})) == ("b", "z")
    assert path(net("az bz", "ab")) == ("a", "z")


def test_the_fewest_people_whose_leaving_cuts_us_off() -> None:
    assert cut(net("az", "a")) == ("a",)
    assert cut(net("az bz", "ab")) == ("a", "b")
    assert cut(net("ac bc cz", "ab")) == ("c",)
    assert cut(net("az", "z")) is None
    assert cut(net("ab", "a")) == ()


def _reaches(people: Net, gone: frozenset[str]) -> bool:
    reached, queue = set(people.met - gone), list(people.met - gone)
    while queue:
        for other in people.known[queue.pop()] - gone - reached:
            reached.add(other)
            queue.append(other)
    return bool(reached & people.goals)


def _smallest_cut(people: Net) -> tuple[str, ...] | None:
    if people.met & people.goals:
        return None
    others = sorted(people.known.keys() - people.goals)
    for size in range(len(others) + 1):
        for some in combinations(others, size):
            if not _reaches(people, frozenset(some)):
                return some
    raise AssertionError


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32))
def test_it_agrees_with_trying_every_set_of_people(seed: int) -> None:
    chance = random.Random(seed)
    people = "abcdefz"
    links = " ".join(a + b for a, b in combinations(people, 2) if chance.random() < 0.35)
    found = net(links, "".join(p for p in people if chance.random() < 0.35) or "a")
    assert cut(found) == _smallest_cut(found)
    way = path(found)
    assert (way is not None) is _reaches(found, frozenset())
