"""The facts of one project, made ready for judging.

Dates become ordinals, instants become aware datetimes; people who are gone stand
apart; records of other occurrences are left out. Nothing here depends on a day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from milepost.playbook.rules.catalogue import catalogue
from milepost.playbook.rules.judge.now import FAR, Record
from milepost.playbook.rules.judge.workdays import Calendar, product_calendar

Facts = Mapping[str, Sequence[Mapping[str, Any]]]

KEY_ROLES = ("approver", "decision_maker", "technical_evaluator", "user", "procurement")
OUTSIDERS = frozenset({"agency", "gatekeeper", "bid_evaluator"})
GONE = frozenset({"left", "moved"})
POWERS = ("decide", "veto", "recommend", "score", "influence", "process", "access")


class World:
    """What is known of one project. A collection that is absent has no provider."""

    __slots__ = (
        "calendar",
        "decay",
        "everyone",
        "memo",
        "norm_days",
        "occurrence",
        "powers",
        "records",
        "skipped",
        "stop",
    )  # fmt: skip

    def __init__(
        self,
        facts: Facts,
        *,
        powers: Mapping[str, str],
        decay: int,
        occurrence: int | None = None,
        calendar: Calendar | None = None,
        clock_stops_at: str | None = None,
    ) -> None:
        self.powers = powers
        self.decay = decay
        self.occurrence = occurrence
        self.calendar = calendar
        self.norm_days: int | None = None
        self.skipped: frozenset[str] = frozenset()
        self.memo: dict[Any, Any] = {}
        self.records: dict[str, list[dict[str, Any]]] = {}
        for name, given in facts.items():
            self.records[name] = _ready(name, given, occurrence)
        self.everyone = self._people()
        self._add_man()
        self.stop = self._clock_stop(clock_stops_at)

    def table(self) -> Calendar:
        """The calendar given with the facts, else the product's own."""
        if self.calendar is None:
            self.calendar = product_calendar()
        return self.calendar

    def one(self, name: str) -> Record | None:
        """The single record of a collection marked ``one``."""
        found = self.records.get(name)
        return found[0] if found else None

    def provided(self, names: Iterable[str]) -> bool:
        return all(name in self.records for name in names)

    def _people(self) -> list[dict[str, Any]]:
        everyone = self.records.get("stakeholders")
        if everyone is None:
            return []
        for person in everyone:
            _complete_person(person, self.powers)
        self.records["stakeholders"] = [p for p in everyone if p.get("change") not in GONE]
        return everyone

    def _add_man(self) -> None:
        for record in self.records.get("man", ()):
            if "total" in record or "lowest" in record:
                continue
            letters = [record.get(letter) for letter in ("money", "authority", "need")]
            record["total"] = None if None in letters else sum(n for n in letters if n is not None)
            record["lowest"] = _lowest(letters)

    def _clock_stop(self, ref: str | None) -> int:
        if ref is None:
            return FAR
        name, _, field = ref.partition(".")
        record = self.one(name)
        return day_of(record.get(field), FAR) if record else FAR


def day_of(value: Any, missing: int) -> int:
    """The ordinal of a date or instant (in its own offset); ``missing`` for null."""
    if value is None:
        return missing
    return value if isinstance(value, int) else int(value.toordinal())


def _lowest(letters: list[int | None]) -> int | None:
    if 0 in letters:
        return 0
    return None if None in letters else min(n for n in letters if n is not None)


def _complete_person(person: dict[str, Any], powers: Mapping[str, str]) -> None:
    roles = person.get("roles")
    if person.get("key_roles") is None and roles is not None:
        person["key_roles"] = [role for role in roles if role in KEY_ROLES]
    if person.get("power") is None and roles:
        held = {powers.get(role) for role in roles}
        person["power"] = next((power for power in POWERS if power in held), None)


@cache
def _date_fields(name: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    collection = catalogue()[name]
    dates = tuple(f.name for f in collection.fields.values() if f.kind == "date")
    instants = tuple(f.name for f in collection.fields.values() if f.kind == "instant")
    return dates, instants, "payment" in collection.fields


def _ready(name: str, given: Iterable[Mapping[str, Any]], occurrence: int | None) -> list[dict[str, Any]]:
    dates, instants, by_payment = _date_fields(name)
    ready = []
    for record in given:
        if by_payment and occurrence is not None and record.get("payment") != occurrence:
            continue
        copy = dict(record)
        _convert(copy, dates, _ordinal)
        if instants:
            _convert(copy, instants, _instant)
        ready.append(copy)
    return ready


def _convert(record: dict[str, Any], names: tuple[str, ...], read: Callable[[Any], Any]) -> None:
    for name in names:
        value = record.get(name)
        if value is not None:
            record[name] = read(value)


def _ordinal(value: Any) -> int:
    if isinstance(value, str):
        return date.fromisoformat(value[:10]).toordinal()
    return int(value.toordinal())


def _instant(value: Any) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def natural(name: str) -> tuple[int, str]:
    """Order of ids as people count: s2 before s10."""
    return (len(name), name)


def ids(name: str, records: Iterable[Record]) -> tuple[str, ...]:
    """The ids of records in natural order; the collection's name where there is none."""
    found = {str(record.get("id") or name) for record in records}
    return tuple(sorted(found, key=natural))


def age_order(record: Record) -> tuple[int, tuple[int, str], str]:
    """Sorts records from old to new, whatever order they came in."""
    dated = record.get("dated_on")
    key = record.get("id")
    if key is None:
        return (-1 if dated is None else dated, (0, ""), repr(sorted(record.items(), key=str)))
    return (-1 if dated is None else dated, natural(str(key)), "")
