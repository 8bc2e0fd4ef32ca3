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
from milepost.sample.rules.course import DAY, Course, TenderDays, spread, tender_days

LINES_A_STAGE = {"A": 4, "B": 3, "C": 2}
WRITTEN = ("message", "note")
ENDINGS, LAST_WORDS = ("lost", "no_decision", "suspended"), 12
QUIET = ("lost_bid", "lost_early", "no_decision", "suspended")


def write_stage(company: Company, course: Course, project: Project, stage: str, clock: Clock) -> None:
    """The lines of one stage, spread over its days; a story brings its own."""
    story = source.stories().get(course.spec.get("story", ""))
    first, last = course.entered[stage], course.until(stage)
    told = _told_days(story, course, first, last)
    days = spread(first, _last_contact(course, stage, last), LINES_A_STAGE[course.level] + (stage not in course.passed))
    if stage in course.spec.get("claims", {}):
        days = []  # what was claimed was not worked for: only the story speaks
    plain = [(day, _line(company, course, stage, day)) for day in days if not told or day < min(told)]
    lines = sorted([*plain, *((day, line) for day, line in told.items())], key=lambda pair: pair[0])
    for number, (day, line) in enumerate(lines, start=1):
        latest = number == len(lines) and stage not in course.passed
        _write(company, course, project, day, line, clock, latest=latest)


def _told_days(story: Any, course: Course, first: dt.date, last: dt.date) -> dict[dt.date, list[str]]:
    if not story:
        return {}
    days = {course.last - DAY * line[0]: line[1:] for line in story["diary"]}
    inside = {
        max(day, first): line for day, line in days.items() if first <= day < last or (day == last == course.last)
    }
    return inside


def _last_contact(course: Course, stage: str, last: dt.date) -> dt.date:
    """Where the silence begins: long ago for a project that stands still."""
    if stage in course.passed or course.mark != "stalled":
        return last
    return max(course.entered[stage], last - DAY * 33)


def _line(company: Company, course: Course, stage: str, day: dt.date) -> list[str]:
    """A line that fits stage and customer, and that the project has not had yet."""
    pool = _pool(course, stage, day)
    lines = source.read("diary")[pool]
    wanted = [line for line in lines if _fits(course, pool, line)] or lines
    had = company.used.setdefault(("had", course.spec["c"], course.spec["n"]), set())
    for _ in wanted:
        line = company.turn(f"{pool} {len(wanted)}", wanted)
        if line[3] not in had:
            break
    had.add(line[3])
    return list(line)


def _pool(course: Course, stage: str, day: dt.date) -> str:
    result, dates = course.spec.get("result"), tender_days(course)
    if result in ENDINGS and (course.last - day).days < LAST_WORDS:
        return ("lost_bid" if stage == "bidding" else "lost_early") if result == "lost" else result
    if stage == "bidding":
        return _bidding_pool(course, day, dates)
    if stage in ("contact", "discovery") and course.chance.random() < 0.3:
        return source.kind_of(course.spec["c"])
    return stage if stage in source.read("diary") else "delivery"


def _bidding_pool(course: Course, day: dt.date, dates: TenderDays | None) -> str:
    if dates is None:
        return "compare"
    if day <= dates.deadline:
        return "bidding"
    return "award" if dates.award and day >= dates.award and "bidding" in course.passed else "evaluating"


def _fits(course: Course, pool: str, line: list[str]) -> bool:
    """Few setbacks while things go well; where nobody reaches the approver, no line says so."""
    if course.spec.get("story") in ("island", "cannot_push") and line[2] == "approver":
        return False
    return line[1] != "setback" or pool in QUIET or course.chance.random() < 0.12


def _only_written(course: Course, stage: str, day: dt.date) -> bool:
    """From the bid deadline on nobody talks with the customer; the award is entered only when the stage is left."""
    dates = tender_days(course) if stage == "bidding" else None
    return dates is not None and day > dates.deadline


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


def _entry(
    company: Company, course: Course, project: Project, day: dt.date, line: list[str], *, latest: bool
) -> NewEntry:
    kind, outcome, who, text, step = line
    if kind not in WRITTEN and _only_written(course, project.stage, day):
        kind = "note"
    people = company.contacts[course.spec["c"]]
    met, other = people[who], next(people[role] for role in ("user", "technical_evaluator") if role != who)
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
