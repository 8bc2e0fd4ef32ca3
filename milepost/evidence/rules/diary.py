"""How a contact in the diary counts as evidence by itself."""

import datetime as dt
from collections.abc import Iterable

TYPES = {
    "call": "call_note",
    "message": "call_note",
    "visit": "visit_note",
    "meeting": "visit_note",
    "exec_meeting": "visit_note",
    "exchange": "visit_note",
    "demo": "visit_note",
    "reference_visit": "visit_note",
}
"""Evidence type by kind of diary entry; an internal note is no contact and counts for nothing."""


def stage_on(day: dt.date, entries: Iterable[tuple[dt.date, str]]) -> str | None:
    """The stage entered last on or before ``day``; the first one for earlier days; None without any."""
    ordered = list(entries)
    past = [stage for entered, stage in ordered if entered <= day]
    if past:
        return past[-1]
    return ordered[0][1] if ordered else None
