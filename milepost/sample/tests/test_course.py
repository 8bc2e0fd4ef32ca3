"""Days of the sample are counted back from the day of the run, whatever day that is."""

import datetime as dt

import pytest

from milepost.sample.rules import course, source
from milepost.sample.rules.course import Course

NORMS = {
    "discovery": {"A": 30, "B": 21, "C": 14},
    "contact": {"A": 60, "B": 45, "C": 30},
    "technical": {"A": 90, "B": 60, "C": 30},
    "commercial": {"A": 90, "B": 60, "C": 30},
    "bidding": {"A": 60, "B": 45, "C": 45},
    "contract": {"A": 45, "B": 30, "C": 30},
}
MILESTONES = [f"milestone{number}" for number in range(8)]
MONDAY = dt.date(2026, 11, 23)


def courses(today: dt.date) -> list[Course]:
    data = source.read("projects")
    return [
        *(course.open_course(one, "B", NORMS, today) for one in data["open"]),
        *(course.closed_course(one, "B", NORMS, today) for one in data["closed"]),
        *(course.delivered_course(one, "B", NORMS, MILESTONES, today) for one in data["delivered"]),
    ]


@pytest.mark.parametrize("weeks", [1, 5, 60])
def test_a_build_weeks_later_moves_every_day_by_those_weeks(weeks: int) -> None:
    later = dt.timedelta(weeks=weeks)
    for one, other in zip(courses(MONDAY), courses(MONDAY + later), strict=True):
        assert {stage: day + later for stage, day in one.entered.items()} == other.entered
        assert {stage: day + later for stage, day in one.passed.items()} == other.passed


@pytest.mark.parametrize(
    "today", [dt.date(2026, 11, 28), dt.date(2026, 11, 29), dt.date(2027, 1, 1), dt.date(2028, 2, 29)]
)
def test_on_any_day_stages_follow_one_another_on_working_days(today: dt.date) -> None:
    for one in courses(today):
        days = list(one.entered.values())
        assert days == sorted(days)
        assert all(one.entered[stage] <= day <= today for stage, day in one.passed.items())
        assert all(day.weekday() < 5 for day in days[:-1])


def test_bids_are_due_before_the_award_is_told() -> None:
    for one in courses(MONDAY):
        days = course.tender_days(one)
        if days and days.award:
            assert days.issued <= days.deadline <= days.award <= one.last
