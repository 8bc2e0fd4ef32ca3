"""Single numbers and sums."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from milepost.playbook.rules.catalogue import catalogue
from milepost.playbook.rules.grammar import Check
from milepost.playbook.rules.judge import derive
from milepost.playbook.rules.judge.checks.base import Answer, Compiled, Found, Setting
from milepost.playbook.rules.judge.now import Now, Record, serves
from milepost.playbook.rules.judge.selection import Selection, exact
from milepost.playbook.rules.judge.world import World


class NumberBound(Compiled):
    """A number of a single record is at least, or at most, a bound (inclusive)."""

    __slots__ = ("at_least", "bound", "derived", "field")

    def __init__(self, spec: Check, _setting: Setting) -> None:
        side = spec.name.removeprefix("number_")
        self.field: str = spec.args["field"]
        self.derived = catalogue()[spec.of].derived
        needs = derive.sources(spec.of, self.field) if self.derived else (spec.of,)
        super().__init__(spec, needs, spec.args[side])
        self.at_least = side == "min"
        self.bound = exact(spec.args[side])

    def _record(self, world: World, now: Now) -> Record | None:
        return derive.record(self.of, world, now) if self.derived else world.one(self.of)

    def truth(self, world: World, now: Now) -> Answer:
        record = self._record(world, now)
        value = None if record is None else record.get(self.field)
        if record is None or value is None:
            return None
        reached = self._reaches(value)
        if record.get("moves") and reached is not self.at_least:
            now.turns(now.today + 1)
        if not reached:
            return False
        return self._may_prove(record, now)

    def unprovided(self, world: World) -> bool:
        given = self.derived and self.of in world.records
        return not given and super().unprovided(world)

    def _reaches(self, value: Any) -> bool:
        number = exact(value) if isinstance(value, float) else value
        return bool(number >= self.bound if self.at_least else number <= self.bound)

    def _may_prove(self, record: Record, now: Now) -> bool:
        if self.derived and record.get("dated_on") is None:
            return True
        return serves(record, now)

    def found(self, world: World, now: Now) -> Found:
        record = self._record(world, now)
        value = None if record is None else record.get(self.field)
        shown = self.ids([record]) if record is not None else ()
        return Found(self.truth(world, now), plain(value), shown)


class SumEquals(Compiled):
    """The sum of a money field is exactly another value, in one currency."""

    __slots__ = ("field", "other", "other_field", "selection")

    def __init__(self, spec: Check, _setting: Setting) -> None:
        self.other, _, self.other_field = spec.args["value"].partition(".")
        super().__init__(spec, (spec.of, self.other))
        self.selection = Selection(spec.of, spec.where)
        self.field: str = spec.args["field"]

    def truth(self, world: World, now: Now) -> Answer:
        pair = self.selection.select(now, world)
        if pair is None:
            return None
        if not pair[0] and not pair[1]:
            return False
        target = world.one(self.other)
        values: list[Any] = [record.get(self.field) for record in pair[0]]
        wanted = target.get(self.other_field) if target else None
        if pair[1] or wanted is None or None in values:
            return None
        return sum(values) == wanted and _one_currency([*pair[0], target or {}])

    def found(self, world: World, now: Now) -> Found:
        pair = self.selection.select(now, world)
        if pair is None:
            return Found(None, None, ())
        values: list[Any] = [record.get(self.field) for record in pair[0]]
        have = None if None in values or pair[1] else sum(values)
        return Found(self.truth(world, now), have, self.ids([*pair[0], *pair[1]]))


def _one_currency(records: list[Record]) -> bool:
    return len({r["currency"] for r in records if r.get("currency") is not None}) <= 1


def plain(value: Any) -> Any:
    """An exact share as a number with four decimals; everything else as it is."""
    return round(float(value), 4) if isinstance(value, Fraction) else value
