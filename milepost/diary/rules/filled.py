"""A tool's form, filled in, as a text that reads well."""

from collections.abc import Iterable


def text(title: str, lines: Iterable[tuple[str, str]], colon: str) -> str:
    """The tool's name, then one line per field that was filled; empty ones are left out."""
    filled = [f"{label}{colon}{value.strip()}" for label, value in lines if value.strip()]
    return "\n".join([title, *filled]) if filled else ""
