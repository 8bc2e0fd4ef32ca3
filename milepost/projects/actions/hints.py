"""Similar projects while a new one is typed."""

import datetime as dt

from django.core.cache import cache
from django.db import transaction

from milepost.accounts import actions as account_actions
from milepost.people.models import User
from milepost.projects import queries
from milepost.trail import actions as trail


@transaction.atomic
def hint(actor: User, *, now: dt.datetime, customer_name: str, name: str = "") -> list[queries.SimilarProject]:
    """Open projects that may be the same. Of a foreign one only name and owner are told, and that is recorded."""
    account_actions.count_look(actor, now)
    found = queries.similar_with_ids(actor, customer_name, name)
    new = [pk for pk, one in found if not one.mine and cache.add(f"project-hint:{actor.pk}:{pk}", 1, 600)]
    typed = f"{customer_name} {name}".strip()[:80]
    trail.record_many(
        actor, now=now, changes=[trail.Change("project.hint", "project", pk, pk, after={"typed": typed}) for pk in new]
    )
    return [one for _, one in found]
