"""Decisions of the approval matrix."""

from __future__ import annotations

from typing import Any

from milepost.playbook.rules.grammar import Check
from milepost.playbook.rules.judge.checks.base import Answer, Compiled, Found, Setting
from milepost.playbook.rules.judge.now import Now, Record, serves
from milepost.playbook.rules.judge.selection import newest
from milepost.playbook.rules.judge.world import World


class ApprovalGranted(Compiled):
    """The newest decision of a kind is a grant that still stands.

    Not by the person who asked; with ``other_than`` not by the person who decided
    that other kind (who must be known); with ``newer_than`` not older than a fact.
    """

    __slots__ = ("kind", "newer", "other")

    def __init__(self, spec: Check, _setting: Setting) -> None:
        self.newer: dict[str, str] | None = spec.args.get("newer_than")
        also = (self.newer["of"],) if self.newer else ()
        super().__init__(spec, ("approvals", *also))
        self.kind: str = spec.args["kind"]
        self.other: str | None = spec.args.get("other_than")

    def truth(self, world: World, now: Now) -> Answer:
        decisions = world.records.get("approvals")
        if decisions is None:
            return None
        decision = self._newest(decisions, self.kind)
        if decision is None or not _stands(decision, now):
            return False
        if self.other and not self._by_another(decision, decisions):
            return False
        return self._new_enough(decision, world) if self.newer else True

    def _newest(self, decisions: list[dict[str, Any]], kind: str) -> Record | None:
        found = newest([d for d in decisions if d.get("kind") == kind], 1)
        return found[0] if found else None

    def _by_another(self, decision: Record, decisions: list[dict[str, Any]]) -> bool:
        first = self._newest(decisions, self.other or "")
        one, two = decision.get("by"), first.get("by") if first else None
        return one is not None and two is not None and one != two

    def _new_enough(self, decision: Record, world: World) -> Answer:
        assert self.newer is not None
        records = world.records.get(self.newer["of"])
        if records is None:
            return None
        dates = [r[self.newer["field"]] for r in records if r.get(self.newer["field"]) is not None]
        decided = decision.get("dated_on")
        return not dates or (decided is not None and decided >= max(dates))

    def found(self, world: World, now: Now) -> Found:
        decisions = world.records.get("approvals")
        if decisions is None:
            return Found(None, None, ())
        decision = self._newest(decisions, self.kind)
        if decision is None:
            return Found(self.truth(world, now), None, ())
        return Found(self.truth(world, now), decision.get("decision"), self.ids([decision]))


def _stands(decision: Record, now: Now) -> bool:
    """Granted, not by the person who asked, neither expired nor too old."""
    asked, decided = decision.get("requester"), decision.get("by")
    if decision.get("decision") != "granted" or (asked is not None and asked == decided):
        return False
    ends = decision.get("expires_on")
    if ends is not None and not now.lifted and not now.holds_through(ends + now.extra):
        return False
    return serves(decision, now)
