"""The product's own table of working days."""

import json
from datetime import date
from pathlib import Path

from milepost.playbook.rules.judge import product_calendar
from milepost.playbook.rules.judge.workdays import Calendar


def between(after: str, upto: str, calendar: Calendar | None = None) -> int | None:
    table = calendar or product_calendar()
    return table.between(date.fromisoformat(after).toordinal(), date.fromisoformat(upto).toordinal())


def test_holidays_and_make_up_days_are_known() -> None:
    assert not product_calendar().is_working(date(2026, 10, 1))
    assert product_calendar().is_working(date(2026, 10, 10))
    assert not product_calendar().is_working(date(2026, 10, 11))
    assert product_calendar().is_working(date(2026, 11, 23))


def test_the_first_day_is_not_counted_and_the_last_is() -> None:
    assert between("2026-11-20", "2026-11-20") == 0
    assert between("2026-11-20", "2026-11-23") == 1
    assert between("2026-11-23", "2026-11-20") == -1
    assert between("2026-09-28", "2026-10-13") == 7


def test_a_year_without_a_table_is_unknown() -> None:
    assert between("2026-12-28", "2026-12-31") == 3
    assert between("2026-12-28", "2027-01-01") is None
    assert between("2023-12-31", "2024-01-02") == 1
    assert between("2023-12-30", "2024-01-02") is None


def test_the_table_agrees_with_the_published_notices(shared_data: Path) -> None:
    for year in (2024, 2025, 2026):
        notice = json.loads((shared_data / "cn_reference" / "holidays" / f"{year}.json").read_text(encoding="utf-8"))
        for day in notice["days"]:
            assert product_calendar().is_working(date.fromisoformat(day["date"])) is not day["isOffDay"]
