"""Orders a list may have, and the mark that says where the next page begins."""

import datetime as dt
from dataclasses import dataclass

FAR = dt.date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Sort:
    """One order: by a column, then by project. A missing date stands last, as the far day."""

    column: str
    descending: bool
    dates: bool = False


SORTS: dict[str, Sort] = {
    "amount": Sort("amount_fen", True),
    "-amount": Sort("amount_fen", False),
    "claimed": Sort("claimed_fen", True),
    "proved": Sort("earned_fen", True),
    "stage": Sort("stage_order", False),
    "-stage": Sort("stage_order", True),
    "sign": Sort("expected_sign_on", False, dates=True),
    "next": Sort("next_on", False, dates=True),
    "entered": Sort("stage_entered_on", False, dates=True),
    "contact": Sort("last_contact_on", False, dates=True),
    "newest": Sort("project_id", True),
}
START = "amount"


@dataclass(frozen=True, slots=True)
class Mark:
    """The last row of a page: its value in the order, and its project."""

    value: int | dt.date
    project: int

    def written(self) -> str:
        """As it stands in a link."""
        return f"{self.value.isoformat() if isinstance(self.value, dt.date) else self.value}~{self.project}"


def chosen(name: str) -> str:
    """``name`` if it is an order we know, else the one to start with."""
    return name if name in SORTS else START


def read_mark(text: str, sort: Sort) -> Mark | None:
    """The mark out of a link; None for none or for one that does not fit the order."""
    value, _, project = text.partition("~")
    try:
        at = dt.date.fromisoformat(value) if sort.dates else int(value)
        return Mark(at, int(project))
    except ValueError:
        return None
