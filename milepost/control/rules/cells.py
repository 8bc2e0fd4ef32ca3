"""Which kept sums a standing belongs to, and how sums change when standings do."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, Protocol


class Summed(Protocol):
    """The columns of a standing that kept sums look at."""

    kind: str
    status: str
    unit_path: str
    owner_id: int
    stage: str
    reached_order: int
    currency: str
    missing: str
    amount_fen: int
    claimed_fen: int
    earned_fen: int
    hand_fen: int
    stage_entered_on: dt.date


class Key(NamedTuple):
    """One kept sum; ``standard`` is empty for the plain sums of projects."""

    standard: str
    status: str
    unit_path: str
    owner_id: int
    stage: str
    reached_order: int
    currency: str


class Sums(NamedTuple):
    """Count, four amounts in fen, and the sum of the ordinals of the days stages were entered on."""

    count: int = 0  # type: ignore[assignment]
    amount_fen: int = 0
    claimed_fen: int = 0
    earned_fen: int = 0
    hand_fen: int = 0
    entered_days: int = 0

    def plus(self, other: "Sums", sign: int = 1) -> "Sums":
        """Field by field; ``sign`` −1 takes away."""
        return Sums(*(mine + sign * theirs for mine, theirs in zip(self, other, strict=True)))


NOTHING = Sums()


def keys(text: str) -> tuple[str, ...]:
    """Keys of standards out of ``,a,b,``."""
    return tuple(part for part in text.split(",") if part)


def joined(names: Iterable[str]) -> str:
    """Keys of standards as one text, ``,a,b,``; empty for none."""
    inner = ",".join(names)
    return f",{inner}," if inner else ""


def sums_of(row: Summed) -> Sums:
    """What one project adds to every sum it belongs to."""
    return Sums(1, row.amount_fen, row.claimed_fen, row.earned_fen, row.hand_fen, row.stage_entered_on.toordinal())


def cells(row: Summed) -> dict[Key, Sums]:
    """The sums a standing belongs to: its place, and for an open project one per standard it lacks.

    Account orders and channel business do not run the gated path and stay out of every sum.
    """
    if row.kind != "project":
        return {}
    lacking = keys(row.missing) if row.status == "open" else ()
    own = sums_of(row)
    return {_key(row, standard): own for standard in ("", *lacking)}


def _key(row: Summed, standard: str) -> Key:
    return Key(standard, row.status, row.unit_path, row.owner_id, row.stage, row.reached_order, row.currency)


def difference(old: Iterable[Summed], new: Iterable[Summed]) -> dict[Key, Sums]:
    """What to add to the kept sums when ``old`` standings become ``new``; unchanged sums are left out."""
    change: dict[Key, Sums] = defaultdict(lambda: NOTHING)
    for sign, rows in ((-1, old), (1, new)):
        for row in rows:
            for key, own in cells(row).items():
                change[key] = change[key].plus(own, sign)
    return {key: sums for key, sums in sorted(change.items()) if sums != NOTHING}
