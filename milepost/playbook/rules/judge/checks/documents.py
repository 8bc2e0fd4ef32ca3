"""States a document has reached, and things that may still be open."""

from __future__ import annotations

from typing import Any

from milepost.playbook.rules.grammar import Check, Condition
from milepost.playbook.rules.judge.checks.base import Answer, Compiled, Found, Setting, bounded
from milepost.playbook.rules.judge.conditions import MAYBE, NO, YES, dynamic
from milepost.playbook.rules.judge.now import Now, Record, serves
from milepost.playbook.rules.judge.selection import Pair, Selection, newest
from milepost.playbook.rules.judge.world import World


class DocumentState(Compiled):
    """The document has reached a state (longer ago than n days), and not yet another."""

    __slots__ = ("older", "state", "type", "without")

    def __init__(self, spec: Check, _setting: Setting) -> None:
        super().__init__(spec, ("documents",))
        self.type: str = spec.args["type"]
        self.state: str = spec.args["state"]
        self.without: str | None = spec.args.get("without")
        self.older = _older(spec)

    def _of_type(self, world: World) -> list[dict[str, Any]] | None:
        records = world.records.get("documents")
        return None if records is None else [r for r in records if r.get("type") == self.type]

    def truth(self, world: World, now: Now) -> Answer:
        records = self._of_type(world)
        if records is None:
            return None
        if self.without and any(r.get("state") == self.without for r in records):
            return False
        return _best([self._reached(r, now, world) for r in records])

    def _reached(self, record: Record, now: Now, world: World) -> int:
        if record.get("state") != self.state or not serves(record, now):
            return NO
        return self.older(record, now, world) if self.older else YES

    def found(self, world: World, now: Now) -> Found:
        records = self._of_type(world)
        if records is None:
            return Found(None, None, ())
        here = [r for r in records if r.get("state") == self.state]
        latest = newest(here or records, 1)
        have = latest[0].get("state") if latest else None
        return Found(self.truth(world, now), have, self.ids(latest))


class NoneOpen(Compiled):
    """No matching record is still open (and older than n days)."""

    __slots__ = ("older", "selection")

    def __init__(self, spec: Check, _setting: Setting) -> None:
        super().__init__(spec, (spec.of,))
        working = spec.args.get("calendar") == "working"
        self.selection = Selection(spec.of, spec.where, working)
        self.older = _older(spec)

    def _open(self, world: World, now: Now) -> Pair | None:
        pair = self.selection.select(now, world)
        if pair is None:
            return None
        sure: list[Record] = []
        maybe = [r for r in pair[1] if self._still_open(r, now, world) != NO]
        for record in pair[0]:
            answer = self._still_open(record, now, world)
            if answer != NO:
                (sure if answer == YES else maybe).append(record)
        return sure, maybe

    def _still_open(self, record: Record, now: Now, world: World) -> int:
        if record.get("closed_on") is not None:
            return NO
        return self.older(record, now, world) if self.older else YES

    def truth(self, world: World, now: Now) -> Answer:
        pair = self._open(world, now)
        return None if pair is None else bounded(not pair[0] and not pair[1], not pair[0])

    def found(self, world: World, now: Now) -> Found:
        pair = self._open(world, now)
        if pair is None:
            return Found(None, None, ())
        return Found(self.truth(world, now), len(pair[0]), self.ids(pair[0] or pair[1]))


def _older(spec: Check) -> Any:
    days = spec.args.get("older_than_days")
    if days is None:
        return None
    working = spec.args.get("calendar") == "working"
    return dynamic(Condition("dated_on", "older_than_days", days), working)


def _best(answers: list[int]) -> Answer:
    return bounded(YES in answers, MAYBE in answers)
