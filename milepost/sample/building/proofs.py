"""Proving a stage: pieces on the shelf, decisions, declarations, dates of the tender."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from milepost.approvals import actions as approvals
from milepost.approvals.models import Approval
from milepost.diary import actions as diary
from milepost.evidence import actions as evidence
from milepost.evidence.models import Piece
from milepost.files import actions as files
from milepost.gates.actions import Judged
from milepost.people.models import User
from milepost.playbook.rules.model import Stage
from milepost.projects import actions as projects
from milepost.projects.models import Project
from milepost.sample import papers
from milepost.sample.building.clock import Clock
from milepost.sample.building.company import DELIVERS, Company
from milepost.sample.papers import Paper
from milepost.sample.rules import source
from milepost.sample.rules.course import Course, tender_days


@dataclass(slots=True)
class Proofs:
    """What was gathered for one gate: pieces by standard, and approvals left for the approver to grant."""

    pieces: dict[str, list[Piece]] = field(default_factory=dict)
    left: list[Approval] = field(default_factory=list)

    def all_pieces(self) -> list[Piece]:
        """Every piece once, in order."""
        return [piece for pieces in self.pieces.values() for piece in pieces]


def wanted(company: Company, course: Course, stage: Stage) -> list[str]:
    """Keys of the standards the stage requires at the project's level, without those its procurement drops."""
    variant = company.playbook.variant(course.method)
    skipped = set(variant.skip_standards) if variant else set()
    return [one.key for one in stage.standards if one.required(course.level) and one.key not in skipped]


def gather(
    company: Company,
    course: Course,
    project: Project,
    stage: Stage,
    *,
    day: dt.date,
    clock: Clock,
    mark: str = "",
    without: Sequence[str] = (),
    leave_to: User | None = None,
) -> Proofs:
    """Bring what every required standard asks for; ``leave_to``: whose approvals wait for the gate itself."""
    recipes = source.read("proofs")[stage.key]
    found = Proofs()
    for key in wanted(company, course, stage):
        if key in without:
            continue
        recipe = recipes[key]
        found.pieces[key] = [
            _piece(company, course, project, key + mark, one, day, clock) for one in recipe.get("pieces", ())
        ]
        for kind in recipe.get("declare", ()):
            owner = company.users[course.spec["o"]]
            approvals.declare(owner, now=clock.at(day), project=project, kind=kind, answer="clear")
        for kind in recipe.get("approve", ()):
            _decide(company, course, project, kind, day, clock, leave_to, found)
        _besides(company, course, project, recipe, day, clock)
    if not found.all_pieces():
        found.pieces["note"] = [_note(company, course, project, day, clock)]
    return found


def _note(company: Company, course: Course, project: Project, day: dt.date, clock: Clock) -> Piece:
    """Something to open where a stage asks for decisions only."""
    one = {"type": "internal_form", "paper": "sheet", "title": "评审记录", "by": "sales"}
    return _piece(company, course, project, "", one, day, clock)


def _besides(company: Company, course: Course, project: Project, recipe: Any, day: dt.date, clock: Clock) -> None:
    owner = company.users[course.spec["o"]]
    days = tender_days(course)
    if recipe.get("tender") == "submitted" and days:
        submitted = _moment(days.deadline, dt.time(9, 5))
        projects.edit_tender(
            owner, now=clock.at(max(day, days.deadline)), project=project, changes={"submitted_at": submitted}
        )
    if recipe.get("tender") == "awarded" and days and days.award:
        projects.edit_tender(
            owner, now=clock.at(max(day, days.award)), project=project, changes={"award_notice_on": days.award}
        )
    if recipe.get("meet"):
        _meet(company, course, project, recipe["meet"], day, clock)


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, time))


def _meet(company: Company, course: Course, project: Project, who: str, day: dt.date, clock: Clock) -> None:
    person = company.contacts[course.spec["c"]][who]
    text = f"董总带队见{company.titles[person.pk]}，讲了价值测算，对方让按程序往下走。"
    diary.write(
        company.users[course.spec["o"]], now=clock.at(day), project=project, text=text, kind="exec_meeting",
        happened_on=day, people=[person], outcome="advance", with_roles=[who],
    )  # fmt: skip


def _decide(
    company: Company,
    course: Course,
    project: Project,
    kind: str,
    day: dt.date,
    clock: Clock,
    leave_to: User | None,
    found: Proofs,
) -> None:
    owner = company.users[course.spec["o"]]
    asked = approvals.ask(owner, now=clock.at(day), project=project, kind=kind, note=f"{course.spec['n']}，请批。")
    if leave_to is not None and asked.approver_id == leave_to.pk:
        found.left.append(asked)
        return
    approvals.grant(asked.approver, now=clock.at(day), approval=asked, reason="同意")


def _piece(company: Company, course: Course, project: Project, key: str, one: Any, day: dt.date, clock: Clock) -> Piece:
    by = _author(company, course, one["by"])
    now = clock.at(day)
    person = company.contacts[course.spec["c"]][_source_of(one["title"])]
    paper = _paper(company, course, one, day)
    stored = files.store(by, now=now, upload=paper.content, name=paper.name, project_id=project.pk) if paper else None
    text = "" if paper else source.read("proofs")["words"]["messages"][one["title"]]
    return evidence.add(
        by,
        now=now,
        project=project,
        type=one["type"],
        title=one["title"],
        happened_on=day,
        serves=[key] if key else (),
        file=stored,
        text=text,
        person=person,
        tags=one.get("tags", ()),
    )


def _author(company: Company, course: Course, role: str) -> User:
    owner = course.spec["o"]
    if role == "presales":
        return company.presales_of(owner)
    if role == "bid_specialist":
        return company.bidder_of(owner)
    return company.users[DELIVERS] if role == "pm" else company.users[owner]


def _source_of(title: str) -> str:
    """Which of the customer's people a piece comes from, by what it is."""
    if any(word in title for word in ("公告", "采购", "投标", "中标", "合同", "选定")):
        return "procurement"
    if any(word in title for word in ("批复", "付款", "回单", "款")):
        return "finance_audit"
    if any(word in title for word in ("高层", "启动", "终验")):
        return "approver"
    return "user" if any(word in title for word in ("用户", "培训", "使用")) else "technical_evaluator"


def _paper(company: Company, course: Course, one: Any, day: dt.date) -> Paper | None:
    title, customer, name = one["title"], course.spec["c"], course.spec["n"]
    people = list(company.contacts[customer].values())
    if one["paper"] == "letter":
        lines = [f"项目：{name}", f"单位：{customer}", "致：远岫信息", "上述事项已按程序办理，特此告知。", ""]
        return papers.letter(title, day=day, sender=customer, lines=lines)
    if one["paper"] == "scan":
        return papers.scan(title, seed=course.chance.randrange(1000))
    if one["paper"] == "sheet":
        return papers.sign_in_sheet(title, day=day, rows=[(one.name, one.department, one.post) for one in people])
    if one["paper"] == "minutes":
        said = [f"讨论{name}的范围与时间安排", "对方确认主要需求，提出两处补充", "约定下次会面与各自准备事项"]
        return papers.minutes(title, day=day, people=[company.titles[one.pk] for one in people[:3]], lines=said)
    return None


def judgements(
    company: Company, course: Course, stage: Stage, proofs: Proofs, without: Sequence[str] = ()
) -> list[Judged]:
    """The verifier's word on each required standard that no room can answer yet."""
    recipes, spare = source.read("proofs")[stage.key], proofs.all_pieces()
    return [
        Judged(standard=key, verdict="met", note=recipes[key]["say"], piece=(proofs.pieces.get(key) or spare)[0])
        for key in wanted(company, course, stage)
        if key in company.by_hand and key not in without
    ]
