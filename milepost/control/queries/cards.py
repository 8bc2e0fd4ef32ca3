"""Rows for boards and lists, read as tuples: one query for ids, one for what is shown."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection

from milepost.control.models import Standing, Standings


class Card(NamedTuple):
    """What a board card or a list row shows of one project."""

    project: int
    code: str
    name: str
    customer: str
    owner_id: int
    owner: str
    status: str
    kind: str
    stage: str
    stage_order: int
    level: str
    amount_fen: int
    currency: str
    claimed_weight: int
    earned_weight: int
    claimed_fen: int
    earned_fen: int
    expected_sign_on: dt.date | None
    bid_on: dt.date | None
    expires_on: dt.date | None
    stage_entered_on: dt.date
    stage_limit_on: dt.date | None
    required: int
    counting: int
    by_hand: int
    missing: str
    owed: str
    expiring: str
    expired: str
    next_step: str
    next_on: dt.date | None
    last_contact_on: dt.date | None
    gate_state: str
    on_hold: bool
    incomplete: bool
    playbook: int
    unit_path: str

    def over_days(self, today: dt.date) -> int:
        """Days beyond the stage's norm; 0 within it or while waiting."""
        late = (today - self.stage_limit_on).days if self.stage_limit_on else 0
        return late if late > 0 and not self.on_hold and self.status == "open" else 0


COLUMNS = (
    "project_id", "project__code", "project__name", "project__customer__name", "owner_id", "owner__name",
    "status", "kind", "stage", "stage_order", "level", "amount_fen", "currency", "claimed_weight", "earned_weight",
    "claimed_fen", "earned_fen", "expected_sign_on", "bid_on", "expires_on", "stage_entered_on", "stage_limit_on", "required",
    "counting", "by_hand", "missing", "owed", "expiring", "expired", "next_step", "next_on", "last_contact_on",
    "gate_state", "on_hold", "incomplete", "project__playbook_id", "unit_path",
)  # fmt: skip


def by_ids(ids: Sequence[int]) -> dict[int, Card]:
    """Cards by project; the ids must come from a query that respected sight."""
    rows = Standing.objects.filter(project_id__in=ids).order_by().values_list(*COLUMNS)
    return {row[0]: Card._make(row) for row in rows} if ids else {}


def in_order(ids: Sequence[int]) -> list[Card]:
    """Cards in the order of ``ids``."""
    found = by_ids(ids)
    return [found[one] for one in ids if one in found]


def first_of(
    asked: Mapping[str, Sequence[Standings]], key: Callable[[Card], Any], limits: Mapping[str, int]
) -> dict[str, list[Card]]:
    """Per name the first cards of several ordered and limited querysets taken together: two statements in all.

    A project in more than one of them counts once; ``key`` is their common order.
    """
    names = [name for name, parts in asked.items() for _ in parts]
    ids = first_ids([part for parts in asked.values() for part in parts])
    found = by_ids(list({one for part in ids for one in part}))
    together: dict[str, dict[int, Card]] = {name: {} for name in asked}
    for name, part in zip(names, ids, strict=True):
        together[name].update((one, found[one]) for one in part if one in found)
    return {name: sorted(cards.values(), key=key)[: limits[name]] for name, cards in together.items()}


def first_ids(parts: Sequence[Standings]) -> list[list[int]]:
    """Ids of several ordered and limited querysets, asked in one statement."""
    texts: list[str] = []
    values: list[object] = []
    for number, part in enumerate(parts):
        try:
            sql, params = part.values("project_id").query.sql_with_params()
        except EmptyResultSet:
            continue
        # What stands in braces is a counter and a statement made by the ORM.
        texts.append(f"SELECT {number}, part{number}.project_id FROM ({sql}) AS part{number}")  # noqa: S608
        values.extend(params)
    found: list[list[int]] = [[] for _ in parts]
    if texts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(texts), values)  # type: ignore[arg-type]
            for number, project in cursor.fetchall():
                found[number].append(project)
    return found
