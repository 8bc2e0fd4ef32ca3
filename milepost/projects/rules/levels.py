"""A, B or C: by amount or by the strategic flag."""

from collections.abc import Sequence
from typing import Protocol


class Limit(Protocol):
    """One level of the playbook: from which amount (fen) on, and whether the strategic flag alone is enough."""

    @property
    def key(self) -> str: ...
    @property
    def amount_min(self) -> int: ...
    @property
    def strategic(self) -> bool: ...


def level_for(amount_fen: int | None, strategic: bool, limits: Sequence[Limit]) -> str:
    """Key of the highest level the project reaches; an unknown amount reaches only the lowest.

    ``limits`` in any order; at least one of them.
    """
    ordered = sorted(limits, key=lambda limit: limit.amount_min, reverse=True)
    for limit in ordered:
        if (strategic and limit.strategic) or (amount_fen is not None and amount_fen >= limit.amount_min):
            return limit.key
    return ordered[-1].key
