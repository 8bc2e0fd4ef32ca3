"""Database triggers that refuse to change the past.

SQLite loses triggers when Django rebuilds a table, so ``install`` runs after every migrate and
``milepost check`` verifies them with ``installed``. Tests that flush tables call ``remove`` first.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

ENTRY, VALUES = "trail_entry", "trail_values"
NAMES = ("trail_entry_no_update", "trail_entry_no_delete", "trail_values_only_erase", "trail_values_no_delete")

_SQLITE = (
    f"CREATE TRIGGER trail_entry_no_update BEFORE UPDATE ON {ENTRY} BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END",
    f"CREATE TRIGGER trail_entry_no_delete BEFORE DELETE ON {ENTRY} BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END",
    f"CREATE TRIGGER trail_values_only_erase BEFORE UPDATE ON {VALUES}"
    " WHEN NEW.salt IS NOT NULL OR NEW.before IS NOT NULL OR NEW.after IS NOT NULL OR NEW.erased_at IS NULL"
    " OR NEW.entry_id <> OLD.entry_id"
    " BEGIN SELECT RAISE(ABORT, 'trail values may only be erased'); END",
    f"CREATE TRIGGER trail_values_no_delete BEFORE DELETE ON {VALUES} BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END",
)
_POSTGRES = (
    "CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger AS $$ BEGIN"
    " RAISE EXCEPTION 'the trail is append-only'; END $$ LANGUAGE plpgsql",
    f"CREATE TRIGGER trail_entry_no_update BEFORE UPDATE ON {ENTRY} FOR EACH ROW EXECUTE FUNCTION trail_refuse()",
    f"CREATE TRIGGER trail_entry_no_delete BEFORE DELETE ON {ENTRY} FOR EACH ROW EXECUTE FUNCTION trail_refuse()",
    f"CREATE TRIGGER trail_entry_no_truncate BEFORE TRUNCATE ON {ENTRY} EXECUTE FUNCTION trail_refuse()",
    f"CREATE TRIGGER trail_values_only_erase BEFORE UPDATE ON {VALUES} FOR EACH ROW"
    " WHEN (NEW.salt IS NOT NULL OR NEW.before IS NOT NULL OR NEW.after IS NOT NULL OR NEW.erased_at IS NULL"
    " OR NEW.entry_id <> OLD.entry_id) EXECUTE FUNCTION trail_refuse()",
    f"CREATE TRIGGER trail_values_no_delete BEFORE DELETE ON {VALUES} FOR EACH ROW EXECUTE FUNCTION trail_refuse()",
    f"CREATE TRIGGER trail_values_no_truncate BEFORE TRUNCATE ON {VALUES} EXECUTE FUNCTION trail_refuse()",
)


def install(connection: BaseDatabaseWrapper) -> None:
    """(Re)create all triggers; both trail tables must exist."""
    remove(connection)
    with connection.cursor() as cursor:
        for statement in _POSTGRES if connection.vendor == "postgresql" else _SQLITE:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers (for a rebuild or a test flush)."""
    with connection.cursor() as cursor:
        for name in (*NAMES, "trail_entry_no_truncate", "trail_values_no_truncate"):
            table = ENTRY if name.startswith(ENTRY) else VALUES
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def installed(connection: BaseDatabaseWrapper) -> bool:
    """True when every trigger stands."""
    catalogue = "SELECT tgname FROM pg_trigger" if connection.vendor == "postgresql" else "SELECT name FROM sqlite_master WHERE type='trigger'"
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        names = {row[0] for row in cursor.fetchall()}
    return set(NAMES) <= names
