"""Database triggers that refuse to change the past.

SQLite loses triggers when Django rebuilds a table, so ``install`` runs after every migrate and
``milepost check`` verifies them with ``installed``. Tests that flush tables call ``remove`` first.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

ENTRY, VALUES, AUTHOR = "trail_entry", "trail_values", "trail_author"
TABLES = (ENTRY, VALUES, AUTHOR)
# The only change allowed: everything personal becomes null, at a recorded moment, and nothing else moves.
_ERASES = {
    VALUES: (
        "NEW.salt IS NULL AND NEW.before IS NULL AND NEW.after IS NULL AND NEW.why IS NULL"
        " AND NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL AND NEW.entry_id = OLD.entry_id"
    ),
    AUTHOR: (
        "NEW.salt IS NULL AND NEW.name IS NULL AND NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL"
        " AND NEW.id = OLD.id AND NEW.actor_id = OLD.actor_id AND NEW.mark = OLD.mark"
    ),
}
# REPLACE deletes what stands in its way without asking delete triggers on a plain connection.
_TAKEN = {
    ENTRY: (
        f"EXISTS (SELECT 1 FROM {ENTRY} WHERE id = NEW.id)"
        f" OR EXISTS (SELECT 1 FROM {ENTRY} WHERE chain = NEW.chain AND position = NEW.position)"
    ),
    VALUES: f"EXISTS (SELECT 1 FROM {VALUES} WHERE entry_id = NEW.entry_id)",
    AUTHOR: f"EXISTS (SELECT 1 FROM {AUTHOR} WHERE id = NEW.id)",
}


def names(vendor: str) -> tuple[tuple[str, str], ...]:
    """Every trigger of a database (``sqlite`` or ``postgresql``) as (table, name)."""
    acts = ("update", "delete", "truncate" if vendor == "postgresql" else "replace")
    return tuple((table, f"{table}_no_{act}") for table in TABLES for act in acts)


def install(connection: BaseDatabaseWrapper) -> None:
    """(Re)create all triggers; the trail's tables must exist."""
    remove(connection)
    make = _postgres if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for statement in make():
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers (for a rebuild or a test flush)."""
    with connection.cursor() as cursor:
        for table, name in names(connection.vendor):
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def installed(connection: BaseDatabaseWrapper) -> bool:
    """True when every trigger stands."""
    catalogue = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        standing = {row[0] for row in cursor.fetchall()}
    return {name for _, name in names(connection.vendor)} <= standing


def _sqlite() -> list[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END"
    statements = []
    for table in TABLES:
        unless = f" WHEN NOT ({_ERASES[table]})" if table in _ERASES else ""
        statements += [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}{unless} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {_TAKEN[table]} {refuse}",
        ]
    return statements


def _postgres() -> list[str]:
    refuse = "EXECUTE FUNCTION trail_refuse()"
    statements = [
        "CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger AS $$ BEGIN"
        " RAISE EXCEPTION 'the trail is append-only'; END $$ LANGUAGE plpgsql"
    ]
    for table in TABLES:
        unless = f" WHEN (NOT ({_ERASES[table]}))" if table in _ERASES else ""
        statements += [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW{unless} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} {refuse}",
        ]
    return statements
