"""Checks put together, with negation, and with a person's judgement where no room answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from milepost.playbook.rules.grammar import AllOf, Check, Expr
from milepost.playbook.rules.judge import checks
from milepost.playbook.rules.judge.checks.base import NO_NEED, Answer, Compiled, Setting
from milepost.playbook.rules.judge.now import Now, Record, serves
from milepost.playbook.rules.judge.selection import newest
from milepost.playbook.rules.judge.world import World, ids


@dataclass(frozen=True, slots=True)
class Reason:
    """What one check said. ``result`` is true, false, unknown or unprovided.

    ``have`` is what was found, ``need`` what was asked (absent: nothing to count),
    ``facts`` the ids that decided it, ``alternative`` the number of the alternative
    it belongs to (0 when it is no alternative), ``aged`` whether nothing but age speaks against it.
    """

    check: Check
    result: str
    have: Any
    facts: tuple[str, ...]
    need: Any = NO_NEED
    by_hand: bool = False
    alternative: int = 0
    aged: bool = False

    def as_dict(self) -> dict[str, Any]:
        shown = {"check": self.check.name, "result": self.result, "have": self.have, "facts": list(self.facts)}
        if self.need is not NO_NEED:
            shown["need"] = self.need
        if self.alternative:
            shown["alternative"] = self.alternative
        return shown


class Leaf:
    """One check where it stands. ``hand``: the standard whose judgements may stand in."""

    __slots__ = ("check", "hand", "negate", "rechecks")

    def __init__(self, spec: Check, setting: Setting, for_us: bool) -> None:
        self.check: Compiled = checks.compiled(spec, setting)
        self.negate = spec.negate
        self.hand = setting.standard
        # Where good news is bad news (alerts), a recheck voids only what would speak for us.
        self.rechecks = None if for_us else spec.negate

    def truth(self, world: World, now: Now) -> Answer:
        if self.rechecks is not None:
            now.rechecks = self.rechecks
        answer = self.check.truth(world, now)
        if answer is not None:
            return answer is not self.negate
        if self.hand is not None and self.unprovided(world):
            return self._by_hand(world, now)
        return None

    def unprovided(self, world: World) -> bool:
        """Whether nobody can answer: no room yields it, or a person must judge."""
        return self.check.unprovided(world)

    def _judgement(self, world: World) -> Record | None:
        names = (self.hand, f"{self.hand}#{world.occurrence}")
        about = [j for j in world.records.get("judgements", ()) if j.get("standard") in names]
        found = newest(about, 1)
        return found[0] if found else None

    def _by_hand(self, world: World, now: Now) -> Answer:
        judgement = self._judgement(world)
        if judgement is None:
            return False if self._asks_person(world) else None
        return judgement.get("verdict") == "met" and serves(judgement, now)

    def _asks_person(self, world: World) -> bool:
        return self.check.spec.name == "manual" and "judgements" in world.records

    def reasons(self, world: World, now: Now, alternative: int) -> Iterator[Reason]:
        if self.rechecks is not None:
            now.rechecks = self.rechecks
        found = self.check.found(world, now)
        if found.answer is None and self.unprovided(world):
            yield self._hand_reason(world, self.truth(world, now), alternative)
            return
        answer = None if found.answer is None else found.answer is not self.negate
        aged = answer is False and self._only_aged(world, now)
        yield Reason(
            self.check.spec, _WORDS[answer], found.have, found.facts, self.check.need, False, alternative, aged
        )

    def _only_aged(self, world: World, now: Now) -> bool:
        """Whether it would hold were the facts younger."""
        if now.lifted or (now.valid is None and self.check.spec.name not in _AGING):
            return False
        now.lifted = True
        answer = self.truth(world, now)
        now.lifted = False
        return answer is True

    def _hand_reason(self, world: World, answer: Answer, alternative: int) -> Reason:
        judgement = self._judgement(world) if self.hand is not None else None
        if judgement is None:
            word = "false" if answer is False else "unprovided"
            return Reason(self.check.spec, word, None, (), by_hand=True, alternative=alternative)
        return Reason(
            self.check.spec,
            _WORDS[answer],
            judgement.get("verdict"),
            ids("judgements", [judgement]),
            by_hand=True,
            alternative=alternative,
            aged=answer is False and judgement.get("verdict") == "met",
        )

    def by_hand(self, world: World, now: Now) -> bool:
        return self.check.truth(world, now) is None and self.unprovided(world)

    def leaves(self) -> Iterator[Leaf]:
        yield self


_AGING = ("fresh", "approval_granted")
"""Checks with an age limit of their own."""
_WORDS: dict[Answer, str] = {True: "true", False: "false", None: "unknown"}


class Group:
    """Several parts: all of them must hold, or (``any``) one of them."""

    __slots__ = ("any", "parts")

    def __init__(self, parts: list[Node], any_: bool) -> None:
        self.parts = parts
        self.any = any_

    def truth(self, world: World, now: Now) -> Answer:
        answer: Answer = not self.any
        for part in self.parts:
            one = part.truth(world, now)
            if one is self.any:
                return one
            if one is None:
                answer = None
        return answer

    def reasons(self, world: World, now: Now, alternative: int) -> Iterator[Reason]:
        for number, part in enumerate(self.parts, 1):
            yield from part.reasons(world, now, number if self.any else alternative)

    def by_hand(self, world: World, now: Now) -> bool:
        """An alternative that holds by itself needs no hand."""
        if not self.any:
            return any(part.by_hand(world, now) for part in self.parts)
        holding = [part for part in self.parts if part.truth(world, now)]
        if holding:
            return all(part.by_hand(world, now) for part in holding)
        return any(part.by_hand(world, now) for part in self.parts)

    def leaves(self) -> Iterator[Leaf]:
        for part in self.parts:
            yield from part.leaves()


Node = Leaf | Group


def compiled(expr: Expr, setting: Setting, for_us: bool) -> Node:
    """An expression made ready. ``for_us``: its truth is good news (standards, 控单力)."""
    if isinstance(expr, Check):
        return Leaf(expr, setting, for_us)
    parts = [compiled(part, setting, for_us) for part in expr.parts]
    return Group(parts, not isinstance(expr, AllOf))
