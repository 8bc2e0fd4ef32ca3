"""How recent facts are, and dates against other dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from milepost.playbook.rules.grammar import Check
from milepost.playbook.rules.judge.checks.base import Answer, Compiled, Found, Setting, bounded
from milepost.playbook.rules.judge.conditions import MAYBE, NO, YES, age_in_working_days, steps
from milepost.playbook.rules.judge.now import Now, Record, voided
from milepost.playbook.rules.judge.selection import Pair, Selection, newest
from milepost.playbook.rules.judge.world import World, day_of


class Fresh(Compiled):
    """The newest matching record (with ``each`` every one) is at most n days old."""

    __slots__ = ("days", "each", "selection", "working")

    def __init__(self, spec: Check, _setting: Setting) -> None:
        super().__init__(spec, (spec.of,))
        self.working = spec.args.get("calendar") == "working"
        self.selection = Selection(spec.of, spec.where, self.working)
        self.days = steps(spec.args["days"], "within_days")
        self.each = bool(spec.args.get("each"))

    def _age(self, record: Record, now: Now, world: World) -> int:
        if voided(record, now):
            return NO
        if now.lifted:
            return YES
        dated = record.get("dated_on")
        if dated is None:
            return NO
        days = self.days + now.extra
        if not self.working:
            return YES if now.holds_through(dated + days) else NO
        return self._working_age(dated, days, now, world)

    def _working_age(self, dated: int, days: int, now: Now, world: World) -> int:
        age = world.table().between(dated, now.limit)
        if age is None:
            return MAYBE
        if age <= days:
            now.turn_limit = min(now.turn_limit, now.limit + 1)
        return YES if age <= days else NO

    def truth(self, world: World, now: Now) -> Answer:
        pair = self.selection.select(now, world)
        return None if pair is None else self._judge(pair, now, world)

    def _judge(self, pair: Pair, now: Now, world: World) -> Answer:
        sure = [self._age(r, now, world) for r in pair[0]]
        maybe = [self._age(r, now, world) for r in pair[1]]
        if not self.each:
            return bounded(YES in sure, MAYBE in sure or YES in maybe or MAYBE in maybe)
        if NO in sure or not (sure or maybe):
            return False
        return None if MAYBE in sure or any(a != YES for a in maybe) or not sure else True

    def found(self, world: World, now: Now) -> Found:
        pair = self.selection.select(now, world)
        if pair is None:
            return Found(None, None, ())
        records = [*pair[0], *pair[1]]
        latest = newest([r for r in records if r.get("dated_on") is not None], 1)
        answer = self._judge(pair, now, world)
        have = {"newest_age": now.limit - latest[0]["dated_on"] if latest else None}
        stale = [r for r in records if self._age(r, now, world) != YES]
        shown = (stale or records) if self.each else latest
        return Found(answer, have, self.ids(shown))


class DateWithin(Compiled):
    """A date lies between two others (plus days), or within the next n days."""

    __slots__ = ("ahead", "field", "not_after", "not_before", "plus", "working")

    def __init__(self, spec: Check, _setting: Setting) -> None:
        args = spec.args
        refs = [args[k] for k in ("field", "not_before", "not_after", "plus_days") if k in args]
        named = [r.split(".")[0] for r in refs if isinstance(r, str) and r != "today"]
        super().__init__(spec, named)
        self.field: str = args["field"]
        self.not_before: str | None = args.get("not_before")
        self.not_after: str | None = args.get("not_after")
        self.plus: int | str = args.get("plus_days", 0)
        ahead = args.get("ahead_days")
        self.ahead = None if ahead is None else steps(ahead, "ahead_days")
        self.working = args.get("calendar") == "working"

    def truth(self, world: World, now: Now) -> Answer:
        value = _value(self.field, world, now)
        if value is None:
            return None
        if self.ahead is not None:
            return self._ahead(day_of(value, 0), self.ahead, now, world)
        plus = _plus(self.plus, world, now)
        if plus is None:
            return None
        return _both(
            self._side(value, self.not_before, plus, False, now, world),
            self._side(value, self.not_after, plus, True, now, world),
        )

    def _ahead(self, day: int, days: int, now: Now, world: World) -> Answer:
        if self.working:
            return _ANSWERS[age_in_working_days("ahead_days", day, days, now, world)]
        now.turns(day - days)
        now.turns(day + 1)
        return day - days <= now.today <= day

    def _side(self, value: Any, ref: str | None, plus: int, upper: bool, now: Now, world: World) -> Answer:
        if ref is None:
            return True
        limit = _value(ref, world, now)
        if limit is None:
            return None
        if isinstance(value, datetime) and isinstance(limit, datetime) and not self.working:
            limit += timedelta(days=plus)
            return value <= limit if upper else value >= limit
        return self._days(day_of(value, 0), day_of(limit, 0), plus, upper, now, world)

    def _days(self, day: int, base: int, plus: int, upper: bool, now: Now, world: World) -> Answer:
        if self.working:
            age = world.table().between(base, day)
            self._watch(now, age is not None and age <= plus)
            return None if age is None else (age <= plus if upper else age >= plus)
        last = base + plus
        if self.field == "today":
            now.turns(last + 1 if upper else last)
        return day <= last if upper else day >= last

    def _watch(self, now: Now, may_change: bool) -> None:
        if self.field == "today" and may_change:
            now.turns(now.today + 1)

    def found(self, world: World, now: Now) -> Found:
        refs = [self.field, self.not_before, self.not_after, self.plus]
        names = [r.split(".")[0] for r in refs if isinstance(r, str) and r != "today"]
        records = {name: world.one(name) for name in names}
        shown = {str(r.get("id") or name) for name, r in records.items() if r is not None}
        have = {ref: _shown(_value(ref, world, now)) for ref in refs if isinstance(ref, str)}
        return Found(self.truth(world, now), have, tuple(sorted(shown)))


_ANSWERS: dict[int, Answer] = {YES: True, NO: False, MAYBE: None}


def _value(ref: str, world: World, now: Now) -> Any:
    if ref == "today":
        return now.today
    name, _, field = ref.partition(".")
    record = world.one(name)
    return None if record is None else record.get(field)


def _plus(plus: int | str, world: World, now: Now) -> int | None:
    return plus if isinstance(plus, int) else _value(plus, world, now)


def _both(one: Answer, two: Answer) -> Answer:
    if one is False or two is False:
        return False
    return None if one is None or two is None else True


def _shown(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return date.fromordinal(value).isoformat() if isinstance(value, int) and value > 10**5 else value
