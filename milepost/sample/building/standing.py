"""Where a project stands on its last day: proofs so far, an ending, a request, a waiver."""

from milepost.evidence import actions as evidence
from milepost.gates import actions as gates
from milepost.gates import queries as gate_queries
from milepost.playbook.rules.model import Stage
from milepost.projects import actions as projects
from milepost.sample.building import proofs
from milepost.sample.building.way import Way
from milepost.sample.rules import source
from milepost.sample.rules.course import DAY, tender_days, workday

ASKED_BEFORE, RETURNED_BEFORE = {"waiting": 1, "returned": 5}, 3
BARE = ("stalled", "waiting", "returned", "waiver")
"""Marks of projects that have proved nothing of their stage, or all of it."""


def advance(way: Way, stage: Stage) -> None:
    """Where an open project has got to in its stage: the first standards are proved and judged."""
    keys = proofs.wanted(way.company, way.course, stage)
    count = _proved_so_far(way, stage, keys)
    first, last = way.course.entered[stage.key], way.course.last
    day = max(first, workday(first + (last - first) * 2 // 3))
    days = tender_days(way.course) if stage.key == "bidding" else None
    if count == 0:
        return
    day = min(day, days.deadline) if days else day
    found = way.gather(stage, day, without=keys[count:])
    approver = gate_queries.approver_of(way.project, way.owner, day)
    assert approver is not None
    for piece in found.all_pieces():
        if piece.strength >= 2:
            evidence.accept(approver, now=way.clock.at(day), piece=piece)
    for word in proofs.judgements(way.company, way.course, stage, found, without=keys[count:]):
        gates.judge(approver, now=way.clock.at(day), project=way.project, **word)


def _proved_so_far(way: Way, stage: Stage, keys: list[str]) -> int:
    """How many of the standards: by the days spent against the norm; all before the award once the bid is in."""
    days = tender_days(way.course) if stage.key == "bidding" else None
    if days and days.deadline < way.course.last:
        return keys.index("awarded")
    norm = stage.norm_days.get(way.course.level) or 30
    share = min(0.7, (way.course.last - way.course.entered[stage.key]).days / norm)
    return min(int(len(keys) * share), keys.index("submitted") if days else len(keys))


def finish(way: Way) -> None:
    """What the last day brings: an ending, a request that waits or came back, a waiver."""
    spec = way.course.spec
    if spec.get("result") not in (None, "won"):
        _end(way)
    elif way.course.mark in ASKED_BEFORE:
        _ask_last(way)
    elif way.course.mark == "waiver":
        _waive(way)


def _end(way: Way) -> None:
    spec = way.course.spec
    projects.end(
        way.owner, now=way.clock.at(way.course.last), project=way.project, result=spec["result"],
        reason=spec["r"], standard=spec.get("x", ""), note="复盘已做，见日志。" if spec["result"] == "lost" else "",
    )  # fmt: skip
    way.refresh()


def _ask_last(way: Way) -> None:
    stage, last = way.company.playbook.stage(way.project.stage), way.course.last
    approver = gate_queries.approver_of(way.project, way.owner, last)
    day = workday(last - DAY * ASKED_BEFORE[way.course.mark])
    way.gather(stage, workday(day - DAY), leave_to=approver if way.course.mark == "waiting" else None)
    request = gates.ask(way.owner, now=way.clock.at(day), project=way.project, note="本阶段材料已齐，请过关。")
    if way.course.mark == "returned":
        words = source.read("proofs")["words"]
        gates.send_back(
            request.approver,
            now=way.clock.at(workday(last - DAY * RETURNED_BEFORE)),
            request=request,
            standards=words["return_standards"][stage.key],
            remedy=way.company.turn("remedies", words["remedies"]),
        )


def _waive(way: Way) -> None:
    standard, reason, mitigation = source.read("proofs")["words"]["waivers"][way.project.stage]
    last = way.course.last
    waiver = gates.ask_waiver(
        way.owner, now=way.clock.at(workday(last - DAY * 9)), project=way.project, standard=standard,
        reason=reason, mitigation=mitigation, expires_on=last + DAY * 21,
    )  # fmt: skip
    day = workday(last - DAY * 8)
    gates.grant_waiver(waiver.approver, now=way.clock.at(day), waiver=waiver, why="同意，到期前必须补上。")
