"""Lawful erasure: which kinds of things carry personal data, and what erasing does to each."""

import datetime as dt

from django.db import transaction

from milepost.people.models import User
from milepost.trail import actions as trail

KINDS = frozenset({"contact", "customer", "user"})
"""Things whose values in the trail may be personal data. People themselves are erased on their own page."""


@transaction.atomic
def erase(actor: User, *, now: dt.datetime, kind: str, object_id: int, why: str) -> int:
    """Erase what the trail keeps about the thing. Returns in how many entries."""
    return trail.erase(actor, now=now, kind=kind, object_id=object_id, why=why)
