"""What the environment says: the data folder, the database, secrets (each also as ``NAME_FILE``)."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

DEFAULT_DATA = Path.home() / ".milepost"


def value(name: str, default: str = "") -> str:
    """The variable, or the content of the file that ``NAME_FILE`` names."""
    file = os.environ.get(f"{name}_FILE")
    return Path(file).read_text(encoding="utf-8").strip() if file else os.environ.get(name, default)


def flag(name: str, default: bool) -> bool:
    """True for 1, true, yes, on."""
    text = value(name).lower()
    return default if not text else text in {"1", "true", "yes", "on"}


def data_folder() -> Path:
    """Where the database, uploads and secrets live (``MILEPOST_DATA``)."""
    return Path(value("MILEPOST_DATA") or DEFAULT_DATA).expanduser().resolve()


def secret_key(folder: Path) -> str:
    """The installation's secret: from the environment, else kept in the data folder, made once."""
    given = value("MILEPOST_SECRET_KEY")
    if given:
        return given
    place = folder / "secret.key"
    if not place.exists():
        folder.mkdir(parents=True, exist_ok=True)
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return place.read_text(encoding="ascii").strip()


def database(folder: Path) -> dict[str, object]:
    """Django's description of the database: ``MILEPOST_DATABASE_URL`` (postgresql://…) or SQLite in the folder."""
    url = value("MILEPOST_DATABASE_URL")
    return _postgres(url) if url else sqlite(folder / "milepost.sqlite3")


def sqlite(place: Path) -> dict[str, object]:
    """SQLite as Milepost runs it: write-ahead log, every commit on disk, writers in line."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(place),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA recursive_triggers=ON;PRAGMA cache_size=-65536;PRAGMA mmap_size=268435456;"
            ),
        },
    }


def _postgres(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"MILEPOST_DATABASE_URL must start with postgresql://, not {parts.scheme}://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 20}},
        "DISABLE_SERVER_SIDE_CURSORS": flag("MILEPOST_PGBOUNCER", False),
    }
