"""Built front-end files by their plain name: ``app.js`` → ``/static/build/app-5KQZ….js``."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

BUILD = Path(__file__).parent / "static" / "build"
# WhiteNoise: names that carry a content hash may be cached for ever.
IMMUTABLE_FILE_TEST = r"^.*/build/.+-[A-Z0-9]{8}\.[a-z0-9]+$"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Hashed file names by plain name, the names of the icons in the sprite, when it was built."""

    files: dict[str, str]
    icons: frozenset[str]
    built_ns: int


_known: Manifest | None = None


def manifest() -> Manifest:
    """The manifest of the last build; read again after a new build."""
    global _known
    path = BUILD / "manifest.json"
    try:
        built = path.stat().st_mtime_ns
    except FileNotFoundError:
        raise RuntimeError("Front-end files are missing: run `python3 dev.py assets`.") from None
    if _known is None or _known.built_ns != built:
        read = json.loads(path.read_text(encoding="utf-8"))
        _known = Manifest(read["files"], frozenset(read["icons"]), built)
    return _known


def asset(name: str) -> str:
    """Address of a built file. Raises KeyError for a name the build does not make."""
    return f"{settings.STATIC_URL}build/{manifest().files[name]}"


def require_icon(name: str) -> str:
    """The icon's name again; raises KeyError for one that ``frontend/icons.json`` does not list."""
    if name not in manifest().icons:
        raise KeyError(f"icon {name!r} is not listed in frontend/icons.json")
    return name
