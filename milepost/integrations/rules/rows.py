"""One raw row → typed values with its problems."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from milepost.integrations.rules.cells import is_empty
from milepost.integrations.rules.finish import FINISH, Around
from milepost.integrations.rules.forms import FORMS, Spot
from milepost.integrations.rules.mapping import Column
from milepost.integrations.rules.problems import Notes, Problem
from milepost.integrations.rules.survey import Survey
from milepost.integrations.rules.table import RawRow


@dataclass(slots=True)
class Row:
    """A row that was read. ``rejected`` is why it cannot land; ``incomplete`` lists what is still missing (待补)."""

    number: int
    sheet: str
    values: dict[str, Any]
    rejected: Problem | None
    warnings: tuple[Problem, ...]
    incomplete: tuple[str, ...]
    titles: Mapping[str, str]
    """Title of the column a field came from."""


class Reader:
    """Reads rows of one sheet; built once, called per row."""

    def __init__(self, kind: str, sheet: str, columns: tuple[Column, ...], facts: Survey, today: dt.date) -> None:
        self.kind, self.sheet, self.facts, self.today = kind, sheet, facts, today
        self.columns = [(column, column.field) for column in columns if column.field]
        self.titles = {field.key: column.header.text for column, field in self.columns}

    def read(self, raw: RawRow) -> Row:
        """The row, typed; never raises for bad content."""
        notes = Notes(raw.number, self.sheet)
        values: dict[str, Any] = {}
        for column, field in self.columns:
            if column.index >= len(raw.cells) or is_empty(raw.cells[column.index]):
                continue
            spot = Spot(column, raw.cells[column.index], column.index in raw.filled, self.facts, notes)
            if (value := FORMS[field.form](spot)) is not None:
                values[field.key] = _joined(values[field.key], value) if field.key in values else value
        incomplete = FINISH[self.kind](values, Around(raw, self.facts, notes, self.today))
        return Row(raw.number, self.sheet, values, notes.rejected, tuple(notes.warnings), incomplete, self.titles)


def _joined(before: Any, value: Any) -> Any:
    """Two columns of one field: lists follow each other, texts stand on lines of their own."""
    return before + value if isinstance(value, list) else f"{before}\n{value}"
