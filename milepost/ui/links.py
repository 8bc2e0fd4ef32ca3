"""Addresses made from the present one."""

from typing import Any


def with_query(query: Any, **changes: Any) -> str:
    """A query string with some keys set, or left out when None: pagers, sorting, filters."""
    changed = query.copy()
    for key, value in changes.items():
        changed.pop(key, None)
        if value is not None:
            changed[key] = str(value)
    return f"?{changed.urlencode()}"
