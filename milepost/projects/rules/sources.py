"""How well one field is known: by how many sources, how strongly, until when."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

SIGNED = 3
"""Strength of a document signed by the customer or published: one such source is enough."""


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody's word on a field. ``source`` empty: only our own."""

    value: str
    source: str
    strength: int
    dated_on: dt.date
    by: str
    expires_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What stands, and how well. ``single_source``: 单一来源, one source only and not a signed or public one."""

    value: str
    source: str
    dated_on: dt.date
    strength: int
    by: str
    expires_on: dt.date | None
    sources: int
    single_source: bool


def known(said: Sequence[Said]) -> Known | None:
    """Judge a field by its newest word; ``said`` newest first. Only words of the same value support it."""
    if not said:
        return None
    newest = said[0]
    same = [one for one in said if one.value == newest.value]
    sources = {one.source.strip().casefold() or f"我方 {one.by}" for one in same}
    strength = max(one.strength for one in same)
    return Known(
        newest.value,
        newest.source,
        newest.dated_on,
        strength,
        newest.by,
        newest.expires_on,
        len(sources),
        len(sources) < 2 and strength < SIGNED,
    )
