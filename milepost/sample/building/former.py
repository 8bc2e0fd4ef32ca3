"""Projects that ended before the sample company knew its playbook: taken over from its former table."""

import datetime as dt
from collections.abc import Sequence

from milepost.diary import actions as diary
from milepost.projects import actions as projects
from milepost.projects.models import Project
from milepost.sample.building.company import Company
from milepost.sample.building.diary import line_of
from milepost.sample.building.way import WAN
from milepost.sample.rules.course import Course, spread

KEEPER = "peng.yue"
TAKEN_OVER = dt.timedelta(days=48)
REMARKS = 3


def take_over(company: Company, courses: Sequence[Course]) -> None:
    """One import by sales operations: what was passed is claimed, the remarks of the table become diary lines."""
    now = company.now - TAKEN_OVER
    rows = [_row(company, one) for one in courses]
    made = projects.create_many(company.users[KEEPER], now=now, rows=rows, is_sample=True, tell_each=False)
    entries = [entry for one, project in zip(courses, made, strict=True) for entry in _entries(company, one, project)]
    diary.write_many(company.users[KEEPER], now=now, rows=entries, tell_each=False)


def _row(company: Company, course: Course) -> projects.NewProject:
    spec = course.spec
    return projects.NewProject(
        customer=company.customers[spec["c"]],
        owner=company.users[spec["o"]],
        name=spec["n"],
        amount_fen=round(spec["a"] * WAN),
        kind="project",
        lead_source=spec["l"],
        imported=True,
        expected_sign_on=course.passed.get("contract"),
        stage=course.stages[-1],
        status=spec.get("result", "delivered"),
        entered_on=course.last,
        reason=spec.get("r", ""),
    )


def _entries(company: Company, course: Course, project: Project) -> list[diary.NewEntry]:
    days = spread(min(course.entered.values()), course.last, REMARKS)
    return [line_of(company, course, project, day) for day in days]
