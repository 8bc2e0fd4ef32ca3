"""What today's page shows of a person's own projects and tasks."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from milepost.control import queries as control
from milepost.control.models import Standing
from milepost.control.queries import Card
from milepost.control.rules.cells import keys
from milepost.evidence import permissions as evidence_permissions
from milepost.evidence.models import Piece
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.projects import permissions
from milepost.projects import queries as projects
from milepost.projects.models import Member, Project, Task
from milepost.shell.rules import ladder
from milepost.shell.rules.ladder import Due, Known, Thing

LOOKED_AT = 400
STRIP_DAYS = 7
PROOFS = 5


@dataclass(frozen=True, slots=True)
class DayItem:
    """Something of one day: ``what`` is step, task, bid or sign."""

    what: str
    text: Text
    project: int


@dataclass(frozen=True, slots=True)
class Today:
    """The person's own screen: things to do, what stands still, the next seven days."""

    things: list[Thing]
    still: list[Card]
    strip: list[tuple[dt.date, list[DayItem]]]
    tasks: int
    projects: int


def today_of(user: User, today: dt.date) -> Today:
    """Everything of one's own, from two statements on standings and one on tasks."""
    cards = control.in_order(_asking(user, today))
    tasks = [task for task in projects.open_tasks_of(user)[:100] if task.due_on is not None]
    things = ladder.things([_known(card) for card in cards], [_due(task) for task in tasks], today)
    still = sorted((card for card in cards if card.over_days(today)), key=lambda card: -card.claimed_fen)
    return Today(things, still[:5], _strip(cards, tasks, today), len(tasks), len(cards))


def _asking(user: User, today: dt.date) -> list[int]:
    """Own open projects that ask for something now or in the next week; the largest of them."""
    until = today + dt.timedelta(days=ladder.BID_DAYS)
    asks = (
        Q(next_on__lte=until) | Q(bid_on__lte=until) | Q(expected_sign_on__lte=until) | Q(stage_limit_on__lt=today)
        | Q(gate_state="returned") | Q(incomplete=True) | ~Q(expired="") | ~Q(expiring="") | Q(owed="")
    )  # fmt: skip
    own = Standing.objects.filter(asks, owner=user, status="open", kind="project").order_by(
        "-amount_fen", "-project_id"
    )
    return list(own.values_list("project_id", flat=True)[:LOOKED_AT])


def _known(card: Card) -> Known:
    return Known(
        project=card.project, name=card.name, customer=card.customer, amount=card.amount_fen, bid_on=card.bid_on,
        next_step=card.next_step, next_on=card.next_on, limit_on=card.stage_limit_on, gate=card.gate_state, held=card.on_hold,
        incomplete=card.incomplete, required=card.required, missing=_names(card, card.owed),
        expiring=_names(card, card.expiring), expired=_names(card, card.expired),
    )  # fmt: skip


def _names(card: Card, text: str) -> tuple[Text, ...]:
    return tuple(control.standard(card.playbook, key) for key in keys(text))


def _due(task: Task) -> Due:
    assert task.due_on is not None
    return Due(
        task.pk,
        projects.name_of(task),
        task.project_id,
        task.project.name,
        task.project.customer.name,
        task.project.amount_fen or 0,
        task.due_on,
    )


def _strip(cards: list[Card], tasks: list[Task], today: dt.date) -> list[tuple[dt.date, list[DayItem]]]:
    days: dict[dt.date, list[DayItem]] = defaultdict(list)
    for card in cards:
        for on, item in _dated(card):
            days[on].append(item)
    for task in tasks:
        if task.due_on:
            days[task.due_on].append(DayItem("task", projects.name_of(task), task.project_id))
    return [(day, days[day]) for day in (today + dt.timedelta(days=n) for n in range(STRIP_DAYS))]


def _dated(card: Card) -> list[tuple[dt.date, DayItem]]:
    found = []
    if card.next_on and card.next_step:
        found.append((card.next_on, DayItem("step", Text(card.next_step, card.next_step), card.project)))
    if card.bid_on:
        found.append(
            (card.bid_on, DayItem("bid", Text(f"{card.name} 投标截止", f"{card.name}: bid closes"), card.project))
        )
    if card.expected_sign_on:
        found.append(
            (
                card.expected_sign_on,
                DayItem("sign", Text(f"{card.name} 预计签约", f"{card.name}: signing expected"), card.project),
            )
        )
    return found


def proofs_of(user: User, projects: list[int]) -> dict[int, list[Piece]]:
    """Evidence a person may open in the projects whose gates wait for him, the strongest first, five each."""
    pieces = evidence_permissions.visible(user).filter(project__in=projects, withdrawn_on=None, refused_why="")
    found: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces.select_related("by", "person", "file").order_by("-strength", "-id"):
        if len(found[piece.project_id]) < PROOFS:
            found[piece.project_id].append(piece)
    return found


def writable(user: User, chosen: int = 0, limit: int = 60) -> list[tuple[int, str]]:
    """Open projects the person works in, the one touched last first; ``chosen`` is among them if he may write in it."""
    works_in = Member.objects.filter(user=user, until_on=None).values("project")
    rows = Project.objects.filter(pk__in=works_in, status="open").order_by("-standing__computed_at", "-pk")
    found = list(rows.values_list("pk", "customer__name", "name")[:limit])
    if chosen and chosen not in {row[0] for row in found}:
        found += permissions.visible_to(user).filter(pk=chosen).values_list("pk", "customer__name", "name")
    return [(pk, f"{customer} · {name}") for pk, customer, name in found]
