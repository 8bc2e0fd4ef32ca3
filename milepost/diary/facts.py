"""What gates and control may know of the diary: contacts with the customer's side."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from milepost.diary.models import Entry
from milepost.diary.rules.kinds import NOTE

PROVIDES = frozenset({"activities"})


def facts(project_ids: Iterable[int], today: dt.date) -> dict[int, dict[str, list[dict[str, Any]]]]:
    """Contacts of each project up to ``today``; internal notes and withdrawn entries are none."""
    ids = list(project_ids)
    found: dict[int, dict[str, list[dict[str, Any]]]] = {pk: {"activities": []} for pk in ids}
    rows = (
        Entry.objects.filter(project__in=ids, withdrawn_on=None, happened_on__lte=today)
        .exclude(kind=NOTE)
        .order_by("pk")
    )
    for pk, project, kind, outcome, roles, day, by in rows.values_list(
        "pk", "project", "kind", "outcome", "with_roles", "happened_on", "by"
    ):
        record = {
            "id": f"diary-{pk}",
            "dated_on": day,
            "by": str(by),
            "kind": kind,
            "outcome": outcome or None,
            "with_roles": roles,
        }
        found[project]["activities"].append(record)
    return found
