"""Lawful erasure: which kinds of things carry personal data, and what erasing does to each."""

import datetime as dt

from milepost.accounts import actions as accounts
from milepost.accounts import queries as account_queries
from milepost.people import actions as people
from milepost.people import queries as people_queries
from milepost.people.models import User
from milepost.trail import actions as trail

KINDS = frozenset({"contact", "customer", "user"})
"""Things whose values may be personal data."""


def erase(actor: User, *, now: dt.datetime, kind: str, object_id: int, why: str) -> None:
    """Erase the thing's personal data and what the trail keeps of it. Raises Refused for a colleague still with us."""
    contact = account_queries.contact_numbered(object_id) if kind == "contact" else None
    colleague = people_queries.user_numbered(object_id) if kind == "user" else None
    if contact is not None:
        accounts.erase_contact(actor, now=now, contact=contact, why=why)
    elif colleague is not None:
        people.erase(actor, now=now, user=colleague, why=why)
    else:
        trail.erase(actor, now=now, kind=kind, object_id=object_id, why=why)
