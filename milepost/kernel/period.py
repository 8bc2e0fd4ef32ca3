"""Dates: quarters, halves and ages, without a clock."""

import datetime as dt


def age_days(day: dt.date, today: dt.date) -> int:
    """Days after ``day`` up to and including ``today``; the day itself is not counted."""
    return (today - day).days


def quarter(day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the calendar quarter holding ``day``."""
    first = dt.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return first, add_months(first, 3) - dt.timedelta(days=1)


def add_months(first_of_month: dt.date, months: int) -> dt.date:
    """The first of the month ``months`` later; ``first_of_month`` must be a first."""
    index = first_of_month.year * 12 + first_of_month.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)


def month(day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the month holding ``day``."""
    first = day.replace(day=1)
    return first, add_months(first, 1) - dt.timedelta(days=1)
