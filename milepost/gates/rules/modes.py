"""How strictly a gate holds: the deepest unit that speaks decides, else the playbook."""

from collections.abc import Iterable, Mapping

MODES = ("off", "warn", "block")
LEVELS = ("A", "B", "C", "imported")


def mode(path: str, key: str, spoken: Iterable[tuple[str, str, str]], default: Mapping[str, str]) -> str:
    """Mode for a project at unit ``path``; ``spoken`` are (unit path, level, mode), "" is the whole company."""
    said = [(len(unit), way) for unit, level, way in spoken if level == key and path.startswith(unit)]
    return max(said)[1] if said else default.get(key, "block")


def level_key(level: str, imported: bool) -> str:
    """Projects that came by an import have a setting of their own."""
    return "imported" if imported else level
