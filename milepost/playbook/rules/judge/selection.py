"""Which records of a collection match: surely, or perhaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from milepost.playbook.rules.grammar import Condition
from milepost.playbook.rules.judge.conditions import MAYBE, NO, YES, dynamic, is_dynamic, static
from milepost.playbook.rules.judge.now import Now, Record
from milepost.playbook.rules.judge.world import World, age_order

Pair = tuple[list[Record], list[Record]]
_CHANGES = ("change", "changed_on")


class Selection:
    """Conditions over one collection. What time cannot change is looked at once."""

    __slots__ = ("dynamic", "gone_too", "of", "static")

    def __init__(self, of: str, where: Sequence[Condition], working: bool = False) -> None:
        self.of = of
        self.static = [static(c) for c in where if not is_dynamic(of, c)]
        self.dynamic = [dynamic(c, working) for c in where if is_dynamic(of, c)]
        self.gone_too = of == "stakeholders" and any(c.field in _CHANGES for c in where)

    def records(self, world: World) -> Sequence[Record] | None:
        """All records looked at; None when nobody yields the collection."""
        if self.gone_too and self.of in world.records:
            return world.everyone
        return world.records.get(self.of)

    def among(self, records: Sequence[Record], now: Now, world: World) -> Pair:
        """Sure and possible matches among ``records``."""
        sure: list[Record] = []
        maybe: list[Record] = []
        for record in records:
            answer = self.match(record, now, world)
            if answer == YES:
                sure.append(record)
            elif answer == MAYBE:
                maybe.append(record)
        return sure, maybe

    def match(self, record: Record, now: Now, world: World) -> int:
        """Yes, no, or maybe for one record."""
        answer = self.still(record)
        return self._moving(record, answer, now, world) if answer != NO else NO

    def still(self, record: Record) -> int:
        answer = YES
        for test in self.static:
            part = test(record)
            if part == NO:
                return NO
            if part == MAYBE:
                answer = MAYBE
        return answer

    def _moving(self, record: Record, answer: int, now: Now, world: World) -> int:
        for test in self.dynamic:
            part = test(record, now, world)
            if part == NO:
                return NO
            if part == MAYBE:
                answer = MAYBE
        return answer

    def select(self, now: Now, world: World) -> Pair | None:
        """Sure and possible matches in the collection; None without a provider."""
        still: Pair | None = world.memo.get(self)
        if still is None:
            records = self.records(world)
            if records is None:
                return None
            still = world.memo[self] = self._still_matching(records)
        return self._now_matching(still, now, world) if self.dynamic else still

    def _still_matching(self, records: Sequence[Record]) -> Pair:
        answers = [(record, self.still(record)) for record in records]
        return [r for r, a in answers if a == YES], [r for r, a in answers if a == MAYBE]

    def _now_matching(self, still: Pair, now: Now, world: World) -> Pair:
        sure: list[Record] = []
        maybe: list[Record] = []
        for before, records in ((YES, still[0]), (MAYBE, still[1])):
            for record in records:
                answer = self._moving(record, before, now, world)
                if answer != NO:
                    (sure if answer == YES else maybe).append(record)
        return sure, maybe


def newest(records: Sequence[Record], count: int) -> list[Record]:
    """The ``count`` records with the latest ``dated_on``, in a fixed order."""
    if len(records) <= 1:
        return list(records[:count])
    return [max(records, key=age_order)] if count == 1 else sorted(records, key=age_order)[-count:]


def spread(sure: Sequence[Record], maybe: Sequence[Record], field: str) -> tuple[int, int]:
    """How many different values of ``field`` there are: surely, and at most."""
    certain: set[Any] = set()
    blank = _collect(sure, field, certain)
    possible = set(certain)
    blank += _collect(maybe, field, possible)
    return len(certain), len(possible) + blank


def _collect(records: Sequence[Record], field: str, into: set[Any]) -> int:
    blank = 0
    for record in records:
        value = record.get(field)
        if value is None:
            blank += 1
        elif isinstance(value, list | tuple):
            into.update(value)
        else:
            into.add(value)
    return blank


def exact(number: int | float) -> Fraction:
    """A number as it is written: 0.6 is exactly three fifths."""
    return Fraction(str(number))


def interval(sure: int, possible: int) -> Any:
    """``3``, or ``[0, 3]`` when it is not certain."""
    return sure if sure == possible else [sure, possible]


Counter = Callable[[Sequence[Record], Sequence[Record]], tuple[int, int]]


def counter(field: str | None) -> Counter:
    """Counts records, or different values of ``field``."""
    if field is None:
        return lambda sure, maybe: (len(sure), len(sure) + len(maybe))
    return lambda sure, maybe: spread(sure, maybe, field)
