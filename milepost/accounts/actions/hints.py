"""Similar customers while a name is typed: told sparingly, and recorded."""

import datetime as dt

from django.core.cache import cache
from django.db import transaction

from milepost.accounts import queries
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.trail import actions as trail

HINTS_PER_MINUTE = 40
"""How often one person may look for similar ones in a minute."""
_TOLD_AGAIN = 600


@transaction.atomic
def hint(actor: User, *, now: dt.datetime, name: str, limit: int = 5) -> list[queries.Similar]:
    """Similar customers while a name is typed. Showing a foreign one is recorded; too many looks are refused."""
    count_look(actor, now)
    found = queries.similar_with_ids(actor, name, limit)
    new = [pk for pk, one in found if not one.mine and cache.add(f"hint-told:{actor.pk}:{pk}", 1, _TOLD_AGAIN)]
    trail.record_many(actor, now=now, changes=[_shown(pk, name) for pk in new])
    return [one for _, one in found]


def _shown(pk: int, typed: str) -> trail.Change:
    return trail.Change("customer.hint", "customer", pk, after={"typed": typed[:80]})


def count_look(actor: User, now: dt.datetime) -> None:
    """Count one look for duplicates; raises Refused past HINTS_PER_MINUTE in a minute."""
    key = f"hints:{actor.pk}:{int(now.timestamp()) // 60}"
    cache.add(key, 0, 120)
    if cache.incr(key) > HINTS_PER_MINUTE:
        raise Refused(Text("查得太快了，请一分钟后再试。", "Too many look-ups; please try again in a minute."))
