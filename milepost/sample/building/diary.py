"""Writing the diary of a sample project: what its sellers would have written on those days."""

import datetime as dt
from typing import Any

from milepost.accounts.models import Contact
from milepost.diary import actions as diary
from milepost.diary.actions import NewEntry
from milepost.projects.models import Project
from milepost.sample.building.clock import Clock
from milepost.sample.building.company import Company
from milepost.sample.rules import source
from milepost.sample.rules.course import DAY, Course, spread, tender_days

LINES_A_STAGE = {"A": 4, "B": 3, "C": 2}
WRITTEN = ("message",)


def write_stage(company: Company, course: Course, project: Project, stage: str, clock: Clock) -> None:
    """The lines of one stage, spread over its days; a story brings its own."""
    story = source.stories().get(course.spec.get("story", ""))
    first, last = course.entered[stage], course.until(stage)
    told = _told_days(story, course, first, last)
    days = spread(first, _last_contact(course, stage, last), LINES_A_STAGE[course.level] + (stage not in course.passed))
    plain = [(day, _line(company, course, stage, day)) for day in days if not told or day < min(told)]
    lines = sorted([*plain, *((day, line) for day, line in told.items())], key=lambda pair: pair[0])
    for number, (day, line) in enumerate(lines, start=1):
        latest = number == len(lines) and stage not in course.passed
        _write(company, course, project, day, line, clock, latest=latest)


def _told_days(story: Any, course: Course, first: dt.date, last: dt.date) -> dict[dt.date, list[str]]:
    if not story:
        return {}
    days = {course.last - DAY * line[0]: line[1:] for line in story["diary"]}
    inside = {max(day, first): line for day, line in days.items() if first <= day < last or (day == last == course.last)}
    return inside


def _last_contact(course: Course, stage: str, last: dt.date) -> dt.date:
    """Where the silence begins: long ago for a project that stands still."""
    if stage in course.passed or course.mark != "stalled":
        return last
    return max(course.entered[stage], last - DAY * 33)


def _line(company: Company, course: Course, stage: str, day: dt.date) -> list[str]:
    """A line that fits stage and customer; after the bid deadline only what was written."""
    lines = source.read("diary")
    ended = course.spec.get("result") in ("lost", "no_decision", "suspended") and (course.last - day).days < 12
    pool = "compare" if stage == "bidding" and course.method == "enterprise_compare" else stage
    pool = pool if pool in lines else "delivery"
    if ended:
        pool = "lost"
    elif stage in ("contact", "discovery") and course.chance.random() < 0.3:
        pool = source.kind_of(course.spec["c"])
    wanted = [line for line in lines[pool] if line[1] != "setback" or ended or course.chance.random() < 0.12]
    if _only_written(course, stage, day):
        pool, wanted = "written", [line for line in lines["lost" if ended else "bidding"] if line[0] in WRITTEN]
    return list(company.turn(f"{pool}{stage}{len(wanted)}", wanted))


def _only_written(course: Course, stage: str, day: dt.date) -> bool:
    """From the bid deadline to the award nobody talks with the customer."""
    dates = tender_days(course) if stage == "bidding" else None
    return dates is not None and day > dates.deadline and (dates.award is None or day < dates.award)


def _write(
    company: Company, course: Course, project: Project, day: dt.date, line: list[str], clock: Clock, *, latest: bool
) -> None:
    # The owner writes in his own project; one row by the door for many costs half of the statements.
    new = _entry(company, course, project, day, line, latest=latest)
    diary.write_many(company.users[course.spec["o"]], now=clock.at(day), rows=[new])


def line_of(company: Company, course: Course, project: Project, day: dt.date) -> NewEntry:
    """The line of one day of a project that is over, to be written by somebody else for its owner."""
    stage = next(key for key in reversed(course.stages) if course.entered[key] <= day)
    return _entry(company, course, project, day, _line(company, course, stage, day), latest=False)


def _entry(company: Company, course: Course, project: Project, day: dt.date, line: list[str], *, latest: bool) -> NewEntry:
    kind, outcome, who, text, step = line
    if kind not in WRITTEN and _only_written(course, project.stage, day):
        kind = "note"
    people = company.contacts[course.spec["c"]]
    met, other = people[who], next(one for role, one in people.items() if role != who)
    still_open = latest and "result" not in course.spec and "signed" not in course.spec
    return NewEntry(
        project=project,
        text=_said(company, course, text, met, other),
        kind=kind,
        happened_on=day,
        outcome=outcome,
        with_roles=[who] if kind != "note" else [],
        people=[met] if kind != "note" else [],
        next_step=_said(company, course, step, met, other),
        next_on=_next_on(course, day, still_open) if step else None,
        by=company.users[course.spec["o"]],
    )


def _next_on(course: Course, day: dt.date, still_open: bool) -> dt.date:
    """The next step: ahead of today for the last line of a living project, soon after the line otherwise."""
    if still_open and course.mark != "stalled":
        return course.last + DAY * course.chance.randint(1, 12)
    return day + DAY * course.chance.randint(2, 9)


def _said(company: Company, course: Course, text: str, met: Contact, other: Contact) -> str:
    owner = course.spec["o"]
    return text.format(
        p=company.titles[met.pk],
        q=company.titles[other.pk],
        u=company.presales_of(owner).name,
        m=f"{company.manager_of(owner).name[0]}经理",
        r=source.read("customers")["rivals"][len(course.spec["n"]) % 5],
    )
