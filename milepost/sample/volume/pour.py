"""Writing very many rows at once: COPY on PostgreSQL, one prepared statement on SQLite."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

PART = 20_000


def next_id(model: type[models.Model]) -> int:
    """The first number that is free in a table nobody else writes to meanwhile."""
    return (model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1


def pour(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given in the order of ``columns`` (database columns); unnamed columns take the fields' defaults."""
    fixed = _defaults(model, columns)
    names = [*columns, *fixed]
    tail = tuple(fixed.values())
    poured = ((*row, *tail) for row in rows)
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        _copy(table, names, poured)
    else:
        _execute(table, names, poured)


def _defaults(model: type[models.Model], columns: Sequence[str]) -> dict[str, Any]:
    """Database values of the fields nobody named, except an automatic number and those that may be null."""
    found = {}
    for field in model._meta.concrete_fields:
        if field.column in columns or isinstance(field, models.AutoField):
            continue
        value = field.get_default()
        if value is not None:
            found[str(field.column)] = field.get_db_prep_save(value, connection)
    return found


def _copy(table: str, names: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {connection.ops.quote_name(table)} ({quoted}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _execute(table: str, names: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    # Table and column names come from the models; every value is a parameter.
    statement = f"INSERT INTO {connection.ops.quote_name(table)} ({quoted}) VALUES ({', '.join(['%s'] * len(names))})"  # noqa: S608
    with connection.cursor() as cursor:
        while part := list(islice(rows, PART)):
            cursor.executemany(statement, [tuple(_plain(value) for value in row) for row in part])


def _plain(value: Any) -> Any:
    """SQLite keeps days and moments as text, moments in UTC without an offset."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def settle_numbers(*tables: type[models.Model]) -> None:
    """Let PostgreSQL's sequences go on behind the numbers written by hand; nothing to do on SQLite."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)
