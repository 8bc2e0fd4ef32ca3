"""Working days: a table of holidays and make-up days by year; other years are unknown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).resolve().parents[2] / "data" / "cn_workdays.yaml"
_DAY = timedelta(days=1)


class Calendar:
    """Counts working days inside the years it knows."""

    def __init__(self, years: Iterable[int], holidays: Iterable[date], makeup_days: Iterable[date]) -> None:
        self.years = frozenset(years)
        self._off = frozenset(holidays)
        self._on = frozenset(makeup_days)
        self._working = [day.toordinal() for year in sorted(self.years) for day in _days(year) if self.is_working(day)]

    def is_working(self, day: date) -> bool:
        """Whether people work on ``day`` (which must lie in a known year)."""
        return day in self._on or (day.weekday() < 5 and day not in self._off)

    def knows(self, first: int, last: int) -> bool:
        """Whether every day from ``first`` to ``last`` (ordinals) lies in a known year."""
        if first > last:
            return True
        low, high = date.fromordinal(first).year, date.fromordinal(last).year
        return all(year in self.years for year in range(low, high + 1))

    def between(self, after: int, upto: int) -> int | None:
        """Working days after ``after`` up to and including ``upto``; None if unknown.

        Negative when ``upto`` lies before ``after``.
        """
        if upto < after:
            back = self.between(upto, after)
            return None if back is None else -back
        if not self.knows(after + 1, upto):
            return None
        return bisect_right(self._working, upto) - bisect_right(self._working, after)


def _days(year: int) -> Iterable[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += _DAY


@cache
def product_calendar() -> Calendar:
    """The product's own table."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    years: Mapping[str, Mapping[str, list[str]]] = data["years"]
    return Calendar(
        (int(year) for year in years),
        (_date(day) for table in years.values() for day in table["holidays"]),
        (_date(day) for table in years.values() for day in table["makeup_days"]),
    )


def calendar(data: Mapping[str, Any]) -> Calendar:
    """A calendar given with the facts: ``holidays``, ``makeup_days``, ``years``."""
    return Calendar(
        (int(year) for year in data.get("years", ())),
        (_date(day) for day in data.get("holidays", ())),
        (_date(day) for day in data.get("makeup_days", ())),
    )


def _date(day: Any) -> date:
    return day if isinstance(day, date) else date.fromisoformat(day)
