"""Keeping the sums beside the standings: changed by differences, rebuilt from scratch at night."""

from collections.abc import Mapping

from django.db import connection, transaction

from milepost.control.models import Standing, Total
from milepost.control.rules import cells
from milepost.control.rules.cells import Key, Sums

_KEYS = ("standard", "status", "unit_path", "owner_id", "stage", "reached_order", "currency")
_SUMS = ("count", "amount_fen", "claimed_fen", "earned_fen", "hand_fen", "entered_days")
_QUOTED = {"count": '"count"'}


def add(change: Mapping[Key, Sums]) -> None:
    """Add to the kept sums, in the caller's transaction. Rows are touched in key order, so writers never deadlock."""
    with connection.cursor() as cursor:
        cursor.executemany(_statement(), [(*key, *sums) for key, sums in sorted(change.items())])


def _statement() -> str:
    names = [_QUOTED.get(name, name) for name in (*_KEYS, *_SUMS)]
    grown = [f"{name} = control_total.{name} + excluded.{name}" for name in names[len(_KEYS) :]]
    # Fixed words of this file only; every value is a parameter.
    return (
        f"INSERT INTO control_total ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))}) "  # noqa: S608
        f"ON CONFLICT ({', '.join(_KEYS)}) DO UPDATE SET {', '.join(grown)}"
    )


@transaction.atomic
def rebuild() -> int:
    """All sums afresh from the standings; returns how many sums there are."""
    rows = Standing.objects.order_by("pk").iterator(chunk_size=2000)
    change = cells.difference((), rows)
    Total.objects.all().delete()
    Total.objects.bulk_create(
        [Total(**key._asdict(), **sums._asdict()) for key, sums in change.items()], batch_size=500
    )
    return len(change)


def let_planner_know() -> None:
    """Refresh what the database's planner knows of our tables: after much has changed, and once a day.

    Without it SQLite takes every index for equally good, and reads a hundred thousand open projects for a few.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit=2000")
            cursor.execute("ANALYZE")
        else:
            cursor.execute("ANALYZE control_standing, control_total")
