"""Reading the working-day table."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import yaml

from milepost.workdays.models import SpecialDay

_SEED = Path(__file__).resolve().parent.parent / "playbook" / "data" / "cn_workdays.yaml"


@dataclass(frozen=True, slots=True)
class Table:
    """Days off and make-up days; ``years`` are those the table knows. The engine counts with it."""

    years: frozenset[int]
    holidays: frozenset[dt.date]
    makeup_days: frozenset[dt.date]

    def is_working(self, day: dt.date) -> bool | None:
        """Whether people work on ``day``; None in a year the table does not know."""
        if day.year not in self.years:
            return None
        return day in self.makeup_days or (day.weekday() < 5 and day not in self.holidays)


def table() -> Table:
    """The whole table as it stands now (one query)."""
    days = list(SpecialDay.objects.values_list("day", "works"))
    return Table(
        years=frozenset(day.year for day, _ in days),
        holidays=frozenset(day for day, works in days if not works),
        makeup_days=frozenset(day for day, works in days if works),
    )


def special_days(year: int) -> list[SpecialDay]:
    """The days of one year that differ from the plain week, in order."""
    return list(SpecialDay.objects.filter(day__year=year).order_by("day"))


def known_years() -> list[int]:
    """Years that have at least one row, in order."""
    return sorted({day.year for day in SpecialDay.objects.dates("day", "year")})


def shipped() -> list[SpecialDay]:
    """The days the product ships with (not saved), from the official yearly notices."""
    years = yaml.safe_load(_SEED.read_text(encoding="utf-8"))["years"]
    return [
        SpecialDay(day=dt.date.fromisoformat(day), works=works)
        for parts in years.values()
        for key, works in (("holidays", False), ("makeup_days", True))
        for day in parts[key]
    ]
