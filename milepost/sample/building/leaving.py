"""Out of a stage: through its gate with proof, or past it with a warning."""

import datetime as dt

from milepost.evidence import actions as evidence
from milepost.evidence.models import Piece
from milepost.gates import actions as gates
from milepost.gates import queries as gate_queries
from milepost.people.models import User
from milepost.playbook.rules.model import Stage
from milepost.sample.building import arriving, proofs
from milepost.sample.building.clock import Clock
from milepost.sample.building.proofs import Proofs
from milepost.sample.building.way import Way
from milepost.sample.rules.course import DAY, workday


def leave(way: Way, stage: Stage) -> None:
    """Out of a stage: with proof through its gate, or without where only a warning stands in the way."""
    day = way.course.passed[stage.key]
    if stage.key in way.course.spec.get("claims", {}):
        _claim(way, stage, day)
    elif way.course.mark == "unverified" and stage.key == way.course.stages[-2]:
        gates.move(way.owner, now=way.clock.at(day), project=way.project, to_stage=way.course.stages[-1])
    elif stage.repeatable:
        _pass(way, stage, day, number=1)
    else:
        _pass(way, stage, day)
    way.refresh()


def _claim(way: Way, stage: Stage, day: dt.date) -> None:
    """On with a warning: only some standards were proved, the rest is claimed."""
    proved = way.course.spec["claims"][stage.key]
    missing = [key for key in proofs.wanted(way.company, way.course, stage) if key not in proved]
    if stage.key == "commercial":
        arriving.brief_route(way, day)
    if proved:
        way.gather(stage, max(way.course.entered[stage.key], workday(day - DAY * 2)), without=missing)
    order = [one.key for one in way.company.playbook.stages]
    after = order[order.index(stage.key) + 1]
    gates.move(way.owner, now=way.clock.at(day), project=way.project, to_stage=after)


def _pass(way: Way, stage: Stage, day: dt.date, number: int = 0) -> None:
    early, late = _dated(way, stage, day)
    entered = way.course.entered[stage.key]
    ready = max(entered, workday(day - DAY * 2))
    if stage.key == "commercial":
        arriving.brief_route(way, ready)
    found = way.gather(stage, ready, without=list(early), mark=f"#{number}" if number else "")
    for key, judged_on in early.items():
        found.pieces |= _judge_early(way, stage, key, judged_on)
    request = gates.ask(
        way.owner, now=way.clock.at(max(entered, workday(day - DAY))), project=way.project, note="材料已齐，请审。",
        stage=stage.key if number else "", occurrence=number or None,
    )  # fmt: skip
    gates.pass_stage(
        request.approver,
        now=way.clock.at(day),
        request=request,
        judgements=proofs.judgements(way.company, way.course, stage, found, without=list(early)),
        accept=[piece for piece in found.all_pieces() if piece.strength >= 2],
        note="材料看过，同意。",
    )
    for key, judged_on in late.items():
        _judge(way, request.approver, stage, key, judged_on, found)


def _dated(way: Way, stage: Stage, day: dt.date) -> tuple[dict[str, dt.date], dict[str, dt.date]]:
    """Standards of the last passed stage judged before the gate, and those judged again after it."""
    if stage.key not in way.course.stages[-2:-1]:
        return {}, {}
    days = {key: way.course.last - DAY * ago for key, ago in way.course.spec.get("dated", {}).items()}
    return (
        {key: judged_on for key, judged_on in days.items() if judged_on < day},
        {key: judged_on for key, judged_on in days.items() if judged_on >= day},
    )


def _judge_early(way: Way, stage: Stage, key: str, day: dt.date) -> dict[str, list[Piece]]:
    others = [one for one in proofs.wanted(way.company, way.course, stage) if one != key]
    early = Clock(way.company.now)
    found = proofs.gather(way.company, way.course, way.project, stage, day=day, clock=early, without=others)
    approver = gate_queries.approver_of(way.project, way.owner, day)
    assert approver is not None
    for piece in found.all_pieces():
        evidence.accept(approver, now=early.at(day), piece=piece)
    _judge(way, approver, stage, key, day, found, early)
    return found.pieces


def _judge(
    way: Way, approver: User, stage: Stage, key: str, day: dt.date, found: Proofs, clock: Clock | None = None
) -> None:
    words = proofs.judgements(way.company, way.course, stage, found)
    word = next(one for one in words if one["standard"] == key)
    gates.judge(approver, now=(clock or way.clock).at(day), project=way.project, **word)
