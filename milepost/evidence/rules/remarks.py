"""What an approver is told about a piece before he accepts it."""

import datetime as dt
from dataclasses import dataclass

from milepost.kernel.text import Text

LATE_DAYS = 14
"""Recorded more than this many days after it happened is worth a look."""
IMPERSONAL = frozenset({"public_notice", "platform_receipt", "bank_receipt", "internal_form"})
"""Types that nobody of the customer's side stands behind by name."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of one piece: facts only."""

    type: str
    happened_on: dt.date
    recorded_on: dt.date
    has_person: bool
    copies: int


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark with its key."""

    key: str
    text: Text


def remarks(piece: Seen) -> list[Remark]:
    """Remarks on a piece, the weightiest first."""
    found: list[Remark] = []
    if piece.copies:
        found.append(_copied(piece.copies))
    late = (piece.recorded_on - piece.happened_on).days
    if late > LATE_DAYS:
        found.append(Remark("late", Text(f"发生 {late} 天后才登记", f"Recorded {late} days after it happened")))
    if not piece.has_person and piece.type not in IMPERSONAL:
        found.append(Remark("nobody", Text("没有写明客户方的人", "Names nobody of the customer")))
    return found


def _copied(count: int) -> Remark:
    return Remark(
        "copied",
        Text(
            f"同一文件还用在另外 {count} 处",
            f"The same file is used in {count} other {'place' if count == 1 else 'places'}",
        ),
    )
