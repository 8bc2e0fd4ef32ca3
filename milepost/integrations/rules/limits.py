"""Level limits that would put about 10, 30 and 60 percent of given amounts into A, B and C."""

from collections.abc import Sequence
from dataclasses import dataclass

A_SHARE, AB_SHARE = 0.10, 0.40
_STEPS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Limits:
    """From which amount (fen) on a project is A or B, and how many of the given ones each level gets."""

    a_fen: int
    b_fen: int
    counts: tuple[int, int, int]

    def shares(self) -> tuple[int, int, int]:
        """The same in whole percent."""
        whole = sum(self.counts) or 1
        return tuple(round(100 * count / whole) for count in self.counts)  # type: ignore[return-value]


def propose(amounts: Sequence[int]) -> Limits | None:
    """Round limits nearest to the wanted shares; None for fewer than ten amounts or when they are all alike."""
    known = sorted((amount for amount in amounts if amount > 0), reverse=True)
    if len(known) < 10 or known[0] == known[-1]:
        return None
    candidates = _round_amounts(known[0])
    a = min(candidates, key=lambda limit: abs(_over(known, limit) - A_SHARE * len(known)))
    b = min(
        (one for one in candidates if one < a),
        key=lambda limit: abs(_over(known, limit) - AB_SHARE * len(known)),
        default=a,
    )
    many_a, many_ab = _over(known, a), _over(known, b)
    return Limits(a, b, (many_a, many_ab - many_a, len(known) - many_ab))


def _over(known: Sequence[int], limit: int) -> int:
    return sum(1 for amount in known if amount >= limit)


def _round_amounts(top: int) -> list[int]:
    """Amounts people like to say: 1, 1.2, 1.5, 2 … times a power of ten, in fen, up to the largest amount."""
    found = []
    power = 100
    while power <= top:
        found += [int(power * step) for step in _STEPS]
        power *= 10
    return sorted(set(found))
