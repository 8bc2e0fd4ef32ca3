"""Reading the diary."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Max

from milepost.accounts import permissions as account_permissions
from milepost.accounts.models import Contact
from milepost.diary import permissions
from milepost.diary.models import Entry
from milepost.diary.rules import ban, kinds
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.projects import queries as project_queries
from milepost.projects.models import Project, TenderDates
from milepost.ui.text import say, t

SHOWN = 40
"""Moments of a timeline shown at once."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a project's timeline: a diary entry or something that happened to the project itself."""

    on: dt.date
    entry: Entry | None
    piece: project_queries.Piece | None
    people: tuple[Contact, ...] = ()


def timeline(project: Project, user: User, *, before: dt.date | None = None, limit: int = SHOWN) -> list[Moment]:
    """Diary and course of a project together, newest first, from the day before ``before`` on.

    Up to ``limit`` moments, and then the rest of that day, so that paging by day loses none.
    """
    entries = permissions.visible_to(user).filter(project=project).select_related("by")
    if before is not None:
        entries = entries.filter(happened_on__lt=before)
    written = list(entries.prefetch_related("people").order_by("-happened_on", "-pk")[: limit * 3])
    pieces = project_queries.timeline_pieces(project, project_queries.playbook_for(project))
    moments = [Moment(entry.happened_on, entry, None, tuple(entry.people.all())) for entry in written]
    moments += [Moment(piece.on, None, piece) for piece in pieces if before is None or piece.on < before]
    moments.sort(
        key=lambda moment: (moment.on, moment.entry is not None, moment.entry.pk if moment.entry else 0), reverse=True
    )
    return _whole_days(moments, limit)


def _whole_days(moments: list[Moment], limit: int) -> list[Moment]:
    if len(moments) <= limit:
        return moments
    last = moments[limit - 1].on
    return [moment for place, moment in enumerate(moments) if place < limit or moment.on == last]


def week_of(user: User, monday: dt.date) -> list[Entry]:
    """What a person wrote about the seven days from ``monday`` on, in order, with project and customer."""
    until = monday + dt.timedelta(days=6)
    entries = Entry.objects.filter(by=user, withdrawn_on=None, happened_on__range=(monday, until))
    return list(entries.select_related("project", "project__customer").order_by("project", "happened_on", "pk"))


def weekly_text(user: User, monday: dt.date) -> str:
    """The week as a text to paste (复制周报), in the active language: per project what happened and what is next."""
    until = monday + dt.timedelta(days=6)
    lines = [
        t(f"【周报】{user.name} {monday:%m-%d} 至 {until:%m-%d}", f"Week {monday:%d %b} – {until:%d %b}: {user.name}")
    ]
    for place, (project, group) in enumerate(groupby(week_of(user, monday), key=lambda entry: entry.project), start=1):
        lines += ["", *_told(place, project, list(group))]
    if len(lines) == 1:
        lines += ["", t("本周没有日记。", "Nothing was written this week.")]
    return "\n".join(lines)


def _told(place: int, project: Project, entries: Sequence[Entry]) -> list[str]:
    name, customer = project.name, project.customer.name
    lines = [t(f"{place}. {name}（{customer}）", f"{place}. {name} ({customer})")]
    for entry in entries:
        day = t(f"{entry.happened_on:%m-%d}", f"{entry.happened_on:%a %d %b}")
        lines.append(f"   - {day} {say(kinds.KINDS[entry.kind])}{t('：', ': ')}{' '.join(entry.text.split())}")
    ahead = [entry for entry in entries if entry.next_step]
    if ahead:
        due = f" ({ahead[-1].next_on:%m-%d})" if ahead[-1].next_on else ""
        lines.append(t(f"   下一步：{ahead[-1].next_step}{due}", f"   Next: {ahead[-1].next_step}{due}"))
    return lines


def last_contact_by_project(project_ids: Iterable[int]) -> dict[int, dt.date]:
    """The day of the newest contact with the customer, by project; projects without one are left out."""
    rows = Entry.objects.filter(project__in=list(project_ids), withdrawn_on=None).exclude(kind=kinds.NOTE)
    return dict(rows.values_list("project").annotate(last=Max("happened_on")))


def next_step_by_project(project_ids: Iterable[int]) -> dict[int, tuple[str, dt.date | None]]:
    """The next step of the newest entry that names one, by project."""
    rows = Entry.objects.filter(project__in=list(project_ids), withdrawn_on=None).exclude(next_step="")
    ordered = rows.order_by("happened_on", "pk").values_list("project", "next_step", "next_on")
    return {project: (step, on) for project, step, on in ordered}


def contact_banned(project: Project, day: dt.date) -> bool:
    """True while contact on substance is forbidden: from the bid deadline to the award."""
    tender = TenderDates.objects.filter(project=project).first()
    return tender is not None and ban.banned(day, tender.deadline_at, tender.zone, awarded_on(tender))


def awarded_on(tender: TenderDates) -> dt.date | None:
    """The day of the award: its notice, else the day the bidding stage was verified."""
    if tender.award_notice_on is not None:
        return tender.award_notice_on
    project = tender.project
    gate = project_queries.playbook_for(project).section("gate") or {}
    held = project_queries.newest_passes(project).get((gate.get("award_stage", "bidding"), 1))
    return held.passed_on if held and held.result == "verified" else None


def people_named(user: User, project: Project, text: str) -> list[Contact]:
    """Contacts of the project's customer whose names stand in the text."""
    people = account_permissions.visible_contacts(user).filter(customer=project.customer_id, left_on=None)
    return [person for person in people.order_by("pk") if len(person.name) > 1 and person.name in text]


def outcome_names(project: Project) -> dict[str, Text]:
    """Outcomes of a contact as the project's playbook names them."""
    outcomes = project_queries.playbook_for(project).section("call_outcomes") or []
    return {one["key"]: Text(one["zh"], one["en"]) for one in outcomes}
