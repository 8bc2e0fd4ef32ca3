"""How a list becomes a file. The writer belongs to a room beside this one; the wiring screen hands it in."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

Writer = Callable[[Iterable[Sequence[Any]], Sequence[tuple[str, str, int]]], bytes]
"""Rows and columns (title, form, width) to the bytes of an XLSX file."""

_writers: list[Writer] = []


def use(writer: Writer) -> None:
    """Set the writer of spreadsheets."""
    _writers[:] = [writer]


def write(rows: Iterable[Sequence[Any]], columns: Sequence[tuple[str, str, int]]) -> bytes:
    """A spreadsheet of the rows."""
    return _writers[0](rows, columns)
