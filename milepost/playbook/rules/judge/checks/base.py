"""What every compiled check offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from milepost.playbook.rules.grammar import Check
from milepost.playbook.rules.judge.now import Now, Record
from milepost.playbook.rules.judge.world import World, ids

Answer = bool | None

NO_NEED = object()


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a check stands: in a standard (with its key and strength) or elsewhere."""

    strengths: Mapping[str, int] = field(default_factory=dict)
    standard: str | None = None
    min_strength: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """An answer with what was found and the ids of the facts that decided it."""

    answer: Answer
    have: Any
    facts: tuple[str, ...]


class Compiled:
    """A check made ready. ``needs``: the collections it asks; ``need``: how much of it."""

    __slots__ = ("need", "needs", "of", "spec")

    def __init__(self, spec: Check, needs: Iterable[str], need: Any = NO_NEED) -> None:
        self.spec = spec
        self.of = spec.of
        self.needs = frozenset(needs)
        self.need = need

    def truth(self, world: World, now: Now) -> Answer:
        """True, false or unknown on the day of ``now``."""
        raise NotImplementedError

    def found(self, world: World, now: Now) -> Found:
        """The same with its grounds."""
        raise NotImplementedError

    def unprovided(self, world: World) -> bool:
        """Whether a collection it asks has no provider."""
        return not self.needs <= world.records.keys()

    def ids(self, records: Iterable[Record]) -> tuple[str, ...]:
        return ids(self.of, records)


def bounded(sure: bool, possible: bool) -> Answer:
    """True when sure, false when not even possible, else unknown."""
    return True if sure else (None if possible else False)
