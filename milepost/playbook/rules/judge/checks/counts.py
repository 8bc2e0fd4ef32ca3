"""Counting records: at least, at most, and as a share of others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from milepost.playbook.rules.grammar import Check
from milepost.playbook.rules.judge.checks.base import Answer, Compiled, Found, Setting, bounded
from milepost.playbook.rules.judge.now import Now, Record, serves
from milepost.playbook.rules.judge.selection import (
    Pair,
    Selection,
    counter,
    exact,
    interval,
    newest,
)
from milepost.playbook.rules.judge.world import World


class _Count(Compiled):
    """Shared by count_min and count_max: which records match, and how many that is."""

    __slots__ = ("count", "newest", "selection")

    def __init__(self, spec: Check, side: str) -> None:
        super().__init__(spec, (spec.of,), spec.args[side])
        working = spec.args.get("calendar") == "working"
        self.selection = Selection(spec.of, spec.where, working)
        self.count = counter(spec.args.get("distinct"))
        self.newest: int | None = spec.args.get("newest")

    def matching(self, world: World, now: Now) -> Pair | None:
        """Sure and possible matches, None without a provider."""
        if self.newest is None:
            return self.selection.select(now, world)
        latest = self.latest(world)
        return None if latest is None else self.selection.among(latest, now, world)

    def latest(self, world: World) -> Sequence[Record] | None:
        """The newest records that are looked at; empty when there are fewer."""
        records = self.selection.records(world)
        if records is None or self.newest is None:
            return records
        return newest(records, self.newest) if len(records) >= self.newest else []

    def too_few(self, world: World) -> bool:
        """``newest: n`` with fewer than n records is false."""
        return self.newest is not None and not self.latest(world)

    def found(self, world: World, now: Now) -> Found:
        pair = self.matching(world, now)
        if pair is None:
            return Found(None, None, ())
        counted = self.counted(pair, now)
        sure, possible = self.count(*counted)
        answer = False if self.too_few(world) else self.judge(sure, possible)
        have: Any = interval(sure, possible)
        if self.newest is not None:
            return Found(answer, have, self.ids(self.latest(world) or ()))
        shown = counted[0] if answer is not None else [*counted[0], *counted[1]]
        return Found(answer, have, self.ids(shown))

    def truth(self, world: World, now: Now) -> Answer:
        pair = self.matching(world, now)
        if pair is None:
            return None
        if self.newest is not None and self.too_few(world):
            return False
        return self.judge(*self.count(*self.counted(pair, now)))

    def judge(self, sure: int, possible: int) -> Answer:
        """The answer for a count that lies between ``sure`` and ``possible``."""
        raise NotImplementedError

    def counted(self, pair: Pair, _now: Now) -> Pair:
        """The records that may be counted: all of them, unless they must prove something."""
        return pair


class CountMin(_Count):
    """At least ``min`` records match; each must still be young enough to prove it."""

    __slots__ = ()

    def __init__(self, spec: Check, _setting: Setting) -> None:
        super().__init__(spec, "min")

    def judge(self, sure: int, possible: int) -> Answer:
        return bounded(sure >= self.need, possible >= self.need)

    def counted(self, pair: Pair, now: Now) -> Pair:
        return [r for r in pair[0] if serves(r, now)], [r for r in pair[1] if serves(r, now)]


class CountMax(_Count):
    """At most ``max`` records match; what speaks against us never grows too old."""

    __slots__ = ()

    def __init__(self, spec: Check, _setting: Setting) -> None:
        super().__init__(spec, "max")

    def judge(self, sure: int, possible: int) -> Answer:
        return bounded(possible <= self.need, sure <= self.need)


class RatioMin(Compiled):
    """The share of matching records among those of ``over`` is at least ``min``."""

    __slots__ = ("least", "over", "where")

    def __init__(self, spec: Check, _setting: Setting) -> None:
        super().__init__(spec, (spec.of,), spec.args["min"])
        working = spec.args.get("calendar") == "working"
        self.over = Selection(spec.of, spec.over, working)
        self.where = Selection(spec.of, spec.where, working)
        self.least = exact(spec.args["min"])

    def _counts(self, world: World, now: Now) -> tuple[Pair, Pair] | None:
        whole = self.over.select(now, world)
        if whole is None:
            return None
        sure, maybe = self.where.among([r for r in whole[0] if serves(r, now)], now, world)
        also, perhaps = self.where.among([r for r in whole[1] if serves(r, now)], now, world)
        return whole, (sure, [*maybe, *also, *perhaps])

    def truth(self, world: World, now: Now) -> Answer:
        counts = self._counts(world, now)
        return None if counts is None else self._judge(*counts)

    def _judge(self, whole: Pair, part: Pair) -> Answer:
        least, most = len(whole[0]), len(whole[0]) + len(whole[1])
        if most == 0:
            return False
        top, bottom = self.least.numerator, self.least.denominator
        sure, possible = len(part[0]), len(part[0]) + len(part[1])
        enough = sure * bottom >= top * most
        never = least > 0 and possible * bottom < top * least
        return bounded(enough, not never)

    def found(self, world: World, now: Now) -> Found:
        counts = self._counts(world, now)
        if counts is None:
            return Found(None, None, ())
        whole, part = counts
        return Found(self._judge(whole, part), _share(whole, part), self.ids(_decisive(whole, part)))


def _share(whole: Pair, part: Pair) -> Any:
    """The share to four decimals, as an interval where it is not certain."""
    least, most = len(whole[0]), len(whole[0]) + len(whole[1])
    if most == 0:
        return None
    low = round(len(part[0]) / most, 4)
    high = round(min(1.0, (len(part[0]) + len(part[1])) / least), 4) if least else 1.0
    return low if low == high else [low, high]


def _decisive(whole: Pair, part: Pair) -> Sequence[Record]:
    """What holds when all do; else what is missing."""
    held = {id(record) for record in part[0]}
    missing = [record for record in [*whole[0], *whole[1]] if id(record) not in held]
    return missing or part[0]
