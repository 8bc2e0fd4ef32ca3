"""Columns of a table, as the table macro takes them."""

from typing import Any, NamedTuple

from milepost.ui.links import with_query


class Column(NamedTuple):
    """``kind`` is a class of the cells (``num``); ``sort`` the address that sorts by this column."""

    label: str
    kind: str = ""
    sort: str = ""
    sorted: str = ""


def column(label: str, kind: str = "", sort: str = "", sorted: str = "") -> Column:
    """A column head; what templates call ``col``."""
    return Column(label, kind, sort, sorted)


def sortable(query: Any, key: str, label: str, kind: str = "") -> Column:
    """A column head that sorts by ``key``: a second click turns the order round.

    The order stands in the address as ``sort=key`` or ``sort=-key``.
    """
    now = query.get("sort", "")
    turned = f"-{key}" if now == key else key
    order = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    return Column(label, kind, with_query(query, sort=turned, page=None), order)
