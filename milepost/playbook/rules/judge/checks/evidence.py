"""Pieces of evidence: which of them serve, and how strong they are."""

from __future__ import annotations

from milepost.playbook.rules.grammar import Check
from milepost.playbook.rules.judge.checks.base import Answer, Compiled, Found, Setting, bounded
from milepost.playbook.rules.judge.conditions import MAYBE, NO, YES
from milepost.playbook.rules.judge.now import Now, Record, serves
from milepost.playbook.rules.judge.selection import Pair, counter, interval
from milepost.playbook.rules.judge.world import World

UNACCEPTED = 1


class EvidenceMin(Compiled):
    """At least ``count`` pieces serve.

    In a standard a piece serves when it is attached to it, carries the tag the check
    names, or comes from the diary by itself; elsewhere every piece of the project
    does (which must carry the tag, where one is named).
    """

    __slots__ = ("count", "in_stage", "standard", "strength", "strengths", "tag", "types")

    def __init__(self, spec: Check, setting: Setting) -> None:
        super().__init__(spec, ("evidence",), spec.args["count"])
        types = spec.args.get("types")
        self.types = None if types is None else frozenset(types)
        self.tag: str | None = spec.args.get("tag")
        self.strength: int = spec.args.get("strength", setting.min_strength)
        self.in_stage = bool(spec.args.get("in_stage"))
        self.standard = setting.standard
        self.strengths = setting.strengths
        self.count = counter(spec.args.get("distinct"))

    def _candidates(self, world: World) -> list[Record]:
        """Pieces of the types asked for, found by an index that all checks share."""
        by_type: dict[str, list[Record]] | None = world.memo.get("evidence by type")
        if by_type is None:
            by_type = world.memo["evidence by type"] = {}
            for piece in world.records["evidence"]:
                by_type.setdefault(str(piece.get("type")), []).append(piece)
        types = by_type if self.types is None else self.types
        return [piece for kind in types for piece in by_type.get(kind, ())]

    def _fits(self, piece: Record, world: World, stage: str) -> int:
        """What time cannot change: kind, strength, stage, and whether it belongs here."""
        if piece.get("withdrawn_on") is not None:
            return NO
        if self._strength(piece) < self.strength or not self._belongs(piece, world):
            return NO
        if not self.in_stage or piece.get("stage") == stage:
            return YES
        return MAYBE if piece.get("stage") is None else NO

    def _strength(self, piece: Record) -> int:
        most = self.strengths.get(str(piece.get("type")), 0)
        own = piece.get("strength")
        strength = most if own is None else min(own, most)
        return strength if piece.get("accepted_on") is not None else min(strength, UNACCEPTED)

    def _belongs(self, piece: Record, world: World) -> bool:
        tagged = self.tag is not None and self.tag in (piece.get("tags") or ())
        if self.standard is None:
            return self.tag is None or tagged
        named = piece.get("serves") or ()
        own = f"{self.standard}#{world.occurrence}"
        if self.standard in named or (world.occurrence is not None and own in named):
            return True
        other = world.occurrence is not None and any(n.startswith(f"{self.standard}#") for n in named)
        return not other and (tagged or bool(piece.get("from_diary")))

    def _serving(self, world: World, now: Now) -> Pair | None:
        fitting = world.memo.get((self, now.stage))
        if fitting is None:
            if "evidence" not in world.records:
                return None
            pieces = self._candidates(world)
            fitting = [(p, a) for p in pieces if (a := self._fits(p, world, now.stage)) != NO]
            world.memo[(self, now.stage)] = fitting
        young = [(p, a) for p, a in fitting if serves(p, now)]
        return [p for p, a in young if a == YES], [p for p, a in young if a == MAYBE]

    def truth(self, world: World, now: Now) -> Answer:
        pair = self._serving(world, now)
        if pair is None:
            return None
        sure, possible = self.count(*pair)
        return bounded(sure >= self.need, possible >= self.need)

    def found(self, world: World, now: Now) -> Found:
        pair = self._serving(world, now)
        if pair is None:
            return Found(None, None, ())
        sure, possible = self.count(*pair)
        return Found(
            bounded(sure >= self.need, possible >= self.need),
            interval(sure, possible),
            self.ids([*pair[0], *pair[1]]),
        )
