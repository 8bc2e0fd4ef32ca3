"""Walking one project from its first day to its last through the rooms' own actions."""

from milepost.projects import actions as projects
from milepost.projects.models import Project
from milepost.sample.building import arriving, diary, leaving, standing
from milepost.sample.building.clock import Clock
from milepost.sample.building.company import SPONSOR, Company
from milepost.sample.building.way import WAN, Way
from milepost.sample.rules.course import DAY, Course

CONTRASTS: dict[str, str | bool] = dict.fromkeys(
    ("cycle", "regularity", "process", "organisation", "information"), "project"
)


def walk(company: Company, course: Course) -> Project:
    """Through all stages; returns the project as it stands at the end."""
    way = _start(company, course)
    for key in course.stages:
        if course.mark == "late" and key != "bidding":
            continue  # a late entry passes over everything before the bid
        stage = company.playbook.stage(key)
        arriving.come_into(way, stage)
        diary.write_stage(company, course, way.project, key, way.clock)
        if key in course.passed:
            leaving.leave(way, stage)
        elif "result" not in course.spec and course.mark not in standing.BARE:
            standing.advance(way, stage)
    standing.finish(way)
    return way.project


def _start(company: Company, course: Course) -> Way:
    """The project on its first day, with its team."""
    spec, clock, owner = course.spec, Clock(company.now), company.users[course.spec["o"]]
    first = course.entered["bidding" if course.mark == "late" else "discovery"]
    sign_on = course.entered.get("contract_signed") or course.last + DAY * spec.get("sign", 0)
    project = projects.create(
        owner,
        now=clock.at(first),
        customer=company.customers[spec["c"]],
        name=spec["n"],
        amount_fen=round(spec["a"] * WAN),
        contrasts=CONTRASTS,
        lead_source=spec["l"],
        is_sample=True,
        expected_sign_on=sign_on,
    )
    way = Way(company, course, clock, owner, project)
    way.join(company.presales_of(spec["o"]), "presales", first)
    if course.level == "A":
        way.join(company.users[SPONSOR], "executive", first)
    return way
