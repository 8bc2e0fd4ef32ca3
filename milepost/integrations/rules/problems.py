"""What is wrong with a row, or was assumed about it: named by row, column, value and reason."""

from dataclasses import dataclass, field
from typing import Any

from milepost.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: where, with which value, why."""

    row: int
    column: str
    value: str
    reason: Text
    sheet: str = ""

    def as_json(self, language: str) -> dict[str, Any]:
        """The four keys of the report; ``sheet`` only where the file has several."""
        told = {"row": self.row, "column": self.column, "value": self.value, "reason": self.reason.in_(language)}
        return told | ({"sheet": self.sheet} if self.sheet else {})


@dataclass(slots=True)
class Notes:
    """Collects the problems of one row while it is read; ``kept`` are words that go to the remarks."""

    row: int
    sheet: str
    rejected: Problem | None = None
    warnings: list[Problem] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def reject(self, column: str, value: str, reason: Text) -> None:
        """The row cannot land; the first reason is the one reported."""
        self.rejected = self.rejected or Problem(self.row, column, value[:200], reason, self.sheet)

    def warn(self, column: str, value: str, reason: Text) -> None:
        """The row lands; this was assumed."""
        self.warnings.append(Problem(self.row, column, value[:200], reason, self.sheet))
