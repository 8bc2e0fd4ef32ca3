"""Conditions on one record, compiled to functions that answer yes, no or maybe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from milepost.playbook.rules.grammar import DATE_OPERATORS, Condition
from milepost.playbook.rules.judge.now import Now, Record
from milepost.playbook.rules.judge.world import World, day_of

YES, NO, MAYBE = 1, 0, -1
Test = Callable[[Record, Now, World], int]
Static = Callable[[Record], int]


def is_dynamic(of: str, condition: Condition) -> bool:
    """Whether time can change the answer."""
    return condition.op in DATE_OPERATORS or (of == "stakeholders" and condition.field == "coverage")


def static(condition: Condition) -> Static:
    """A condition whose answer time cannot change."""
    name, judged = condition.field, _JUDGES[condition.op](condition.value)
    if condition.op == "filled":
        return lambda record: judged(record.get(name))

    def test(record: Record) -> int:
        value = record.get(name)
        return MAYBE if value is None else judged(value)

    return test


def dynamic(condition: Condition, working: bool) -> Test:
    """A condition on a date's age, or on how close we are to a person."""
    if condition.op in DATE_OPERATORS:
        return _dated(condition, working)
    judged = _JUDGES[condition.op](condition.value)

    def test(record: Record, now: Now, world: World) -> int:
        level = seen_coverage(record, now, world.decay)
        return MAYBE if level is None else judged(level)

    return test


def seen_coverage(person: Record, now: Now, decay: int) -> int | None:
    """The level of contact as it counts now: one lower when the last contact is old."""
    level: int | None = person.get("coverage")
    if level is None or level <= 0 or now.lifted:
        return level
    last = person.get("last_contact_on")
    if last is None:
        return level - 1
    return level if now.holds_through(last + decay + now.extra) else level - 1


def _bool(answer: bool) -> int:
    return YES if answer else NO


def _filled(value: Any) -> Callable[[Any], int]:
    return lambda got: _bool((got is not None and got != "" and got != []) == value)


def _has(value: Any) -> Callable[[Any], int]:
    wanted = frozenset(value if isinstance(value, list) else [value])
    return lambda got: _bool(not wanted.isdisjoint(got))


_JUDGES: dict[str, Callable[[Any], Callable[[Any], int]]] = {
    "eq": lambda value: lambda got: _bool(got == value),
    "in": lambda value: lambda got: _bool(got in value),
    "not_in": lambda value: lambda got: _bool(got not in value),
    "gte": lambda value: lambda got: _bool(got >= value),
    "lte": lambda value: lambda got: _bool(got <= value),
    "has": _has,
    "filled": _filled,
}


def steps(value: int | list[int], op: str) -> int:
    """Of several steps the widest: the one that is reached first."""
    if isinstance(value, int):
        return value
    return min(value) if op == "older_than_days" else max(value)


def _dated(condition: Condition, working: bool) -> Test:
    days = steps(condition.value, condition.op)
    name, op = condition.field, condition.op

    def test(record: Record, now: Now, world: World) -> int:
        value = record.get(name)
        if value is None:
            return NO
        day = day_of(value, 0)
        if working:
            return age_in_working_days(op, day, days, now, world)
        return _bool(_AGES[op](day, days, now))

    return test


def _within(day: int, days: int, now: Now) -> bool:
    now.turns(day)
    now.turns(day + days + 1)
    return day <= now.today <= day + days


def _older(day: int, days: int, now: Now) -> bool:
    now.turns(day + days + 1)
    return now.today > day + days


def _ahead(day: int, days: int, now: Now) -> bool:
    now.turns(day - days)
    now.turns(day + 1)
    return day - days <= now.today <= day


_AGES: dict[str, Callable[[int, int, Now], bool]] = {
    "within_days": _within,
    "older_than_days": _older,
    "ahead_days": _ahead,
}


def age_in_working_days(op: str, day: int, days: int, now: Now, world: World) -> int:
    """The same with working days only; maybe, where a year has no table."""
    age = world.table().between(day, now.today)
    if age is None:
        return MAYBE
    settled = age > days if op != "ahead_days" else now.today > day
    if not settled:
        now.turns(now.today + 1)
    if op == "older_than_days":
        return _bool(age > days)
    if op == "within_days":
        return _bool(day <= now.today and age <= days)
    return _bool(now.today <= day and -age <= days)
