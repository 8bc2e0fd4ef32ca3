"""A project's standing out of its facts: what it claims, what is proved, what it lacks, when time changes that."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Protocol

from milepost.control.rules import cells, turning
from milepost.gates.rules import what_if
from milepost.kernel import money
from milepost.playbook.rules import judge
from milepost.playbook.rules.judge import StandardVerdict
from milepost.playbook.rules.model import Playbook, Stage

ENDED = frozenset({"lost", "suspended", "no_decision"})
SIGNED = frozenset({"won", "delivered"})
SOMEBODY = "somebody else"
Facts = Mapping[str, Sequence[Mapping[str, Any]]]


class Pursuit(Protocol):
    """The columns of a project that a standing repeats or weighs."""

    unit_path: str
    owner_id: int
    status: str
    kind: str
    stage: str
    level: str
    amount_fen: int | None
    currency: str
    expected_sign_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Given:
    """What a standing is computed from beside the project: facts of all rooms, stages it came to, its gate, and the

    kinds of approval that were asked for and wait.
    """

    playbook: Playbook
    facts: Facts
    stages_entered: frozenset[str] = frozenset()
    gate_state: str = ""
    asked: frozenset[str] = frozenset()
    calendar: judge.Calendar | None = None


class Judged(NamedTuple):
    """Columns of a standing (next step and time of computing left out), and the standards that are met."""

    columns: dict[str, Any]
    met: frozenset[str] = frozenset()


def standing(project: Pursuit, given: Given, today: dt.date) -> Judged:
    """The project judged today. Only open project selling is judged by its standards."""
    columns = _place(project, given, today)
    if project.kind != "project" or project.status in ENDED:
        return Judged(columns)
    if project.status in SIGNED:
        full = project.amount_fen or 0
        return Judged(columns | {"claimed_weight": 100, "earned_weight": 100, "claimed_fen": full, "earned_fen": full})
    return _proved(project, given, columns, today)


def _place(project: Pursuit, given: Given, today: dt.date) -> dict[str, Any]:
    own = _one(given.facts, "project")
    entered = own.get("stage_entered_on") or today
    return {
        "unit_path": project.unit_path,
        "owner_id": project.owner_id,
        "status": project.status,
        "kind": project.kind,
        "stage": project.stage,
        "stage_order": order(given.playbook, project.stage),
        "reached_order": _reached(project, given),
        "level": project.level,
        "amount_fen": project.amount_fen or 0,
        "currency": project.currency,
        "expected_sign_on": project.expected_sign_on,
        "incomplete": project.amount_fen is None or not own.get("customer", True),
        "stage_entered_on": entered,
        "stage_limit_on": _limit(project, given, entered, today),
        "on_hold": any(pause.get("until_on") is None for pause in given.facts.get("pauses", ())),
        "bid_on": _bid_on(given.facts),
        "last_contact_on": max((a["dated_on"] for a in given.facts.get("activities", ()) if a.get("dated_on")), default=None),
        "gate_state": given.gate_state,
        "claimed_weight": 0, "earned_weight": 0, "claimed_fen": 0, "earned_fen": 0, "hand_fen": 0,
        "required": 0, "counting": 0, "by_hand": 0, "missing": "", "owed": "", "expiring": "", "expired": "",
        "expires_on": None, "changes_on": None,
    }  # fmt: skip


def _one(facts: Facts, collection: str) -> Mapping[str, Any]:
    records = facts.get(collection) or ({},)
    return records[0]


def order(playbook: Playbook, stage: str) -> int:
    """Place of a selling stage counted from 1; a delivery milestone stands after all of them, an unknown key at 0."""
    for place, one in enumerate(playbook.stages, 1):
        if one.key == stage:
            return place
    return len(playbook.stages) if any(one.key == stage for one in playbook.milestones) else 0


def _reached(project: Pursuit, given: Given) -> int:
    passed = {one["stage"] for one in given.facts.get("passes", ()) if one.get("result") != "revoked"}
    return max(order(given.playbook, stage) for stage in {project.stage, *given.stages_entered, *passed})


def _limit(project: Pursuit, given: Given, entered: dt.date, today: dt.date) -> dt.date | None:
    """The last day within the stage's norm; days of waiting are added."""
    if project.status != "open" or project.kind != "project":
        return None
    stage = _stage(given.playbook, project.stage)
    norm = stage.norm_days.get(project.level) if stage else None
    if norm is None:
        return None
    waited = sum(_days_waited(pause, entered, today) for pause in given.facts.get("pauses", ()))
    return entered + dt.timedelta(days=norm + waited)


def _days_waited(pause: Mapping[str, Any], entered: dt.date, today: dt.date) -> int:
    until = pause.get("until_on") or today
    return max(0, (until - max(pause["from_on"], entered)).days)  # type: ignore[no-any-return]


def _stage(playbook: Playbook, key: str) -> Stage | None:
    return next((one for one in playbook.all_stages if one.key == key), None)


def _bid_on(facts: Facts) -> dt.date | None:
    tender = _one(facts, "tender")
    deadline = tender.get("deadline_at")
    return deadline.date() if deadline and not tender.get("submitted_at") else None


def _proved(project: Pursuit, given: Given, columns: dict[str, Any], today: dt.date) -> Judged:
    here = _judged(given, project.stage, project.level, today)
    last = _last_verified(given, project, today)
    met = frozenset(one.key for one in (*last, *here) if one.counts)
    return Judged(columns | _proof(project, given, here, last, today), met)


def _proof(
    project: Pursuit, given: Given, here: Sequence[StandardVerdict], last: Sequence[StandardVerdict], today: dt.date
) -> dict[str, Any]:
    weight = judge.weight(
        given.playbook,
        level=project.level,
        today=today,
        facts=given.facts,
        stage=project.stage,
        calendar=given.calendar,
    )
    claimed, earned = (weight.claimed, weight.earned) if weight else (_weight_of(given.playbook, project.stage), 0)
    amount = project.amount_fen or 0
    earned_fen = money.share(amount, earned)
    lost = [key for keys in weight.lost.values() for key in keys] if weight else []
    return {
        "claimed_weight": claimed,
        "earned_weight": earned,
        "claimed_fen": money.share(amount, claimed),
        "earned_fen": earned_fen,
        "hand_fen": _hand_part(last, given, project, earned, earned_fen, today),
        "required": len(here),
        "counting": sum(one.counts for one in here),
        "by_hand": sum(one.by_hand and one.counts for one in here),
        "missing": cells.joined(one.key for one in here if not one.counts),
        "owed": cells.joined(_owed(given, project, here, today)),
        "expiring": cells.joined(one.key for one in (*last, *here) if one.state == "expiring"),
        "expired": cells.joined(dict.fromkeys([*lost, *(one.key for one in here if one.state == "expired")])),
        "expires_on": _soonest(one.counts_until for one in (*last, *here) if one.counts),
        "changes_on": turning.next_change([*last, *here], given.playbook.gate.notice_days, given.facts, today),
    }


def _judged(given: Given, stage: str, level: str, today: dt.date) -> list[StandardVerdict]:
    """The required standards of a stage."""
    if _stage(given.playbook, stage) is None:
        return []
    verdicts = judge.standards(
        given.playbook, stage=stage, level=level, today=today, facts=given.facts, calendar=given.calendar
    )
    return [one for one in verdicts if one.required]


def _weight_of(playbook: Playbook, stage: str) -> int:
    found = _stage(playbook, stage)
    return found.weight if found else 0


def _verified(given: Given) -> list[tuple[Stage, str]]:
    """Verified selling stages in order, each with the level it was passed at."""
    newest: dict[str, Mapping[str, Any]] = {}
    for one in sorted(given.facts.get("passes", ()), key=lambda one: one.get("dated_on") or dt.date.min):
        newest[one["stage"]] = one
    return [
        (stage, newest[stage.key].get("level") or "")
        for stage in given.playbook.stages
        if stage.key in newest and newest[stage.key]["result"] == "verified"
    ]


def _last_verified(given: Given, project: Pursuit, today: dt.date) -> list[StandardVerdict]:
    """Standards of the last verified stage: time is heard only of them."""
    verified = _verified(given)
    if not verified:
        return []
    stage, level = verified[-1]
    return _judged(given, stage.key, level or project.level, today) if stage.key != project.stage else []


def _owed(given: Given, project: Pursuit, here: Sequence[StandardVerdict], today: dt.date) -> list[str]:
    """What would still lack if the approver said yes to everything that is his to say: pieces, words, approvals asked for."""
    lacking = [one for one in here if not one.counts]
    brought = [piece for piece in given.facts.get("evidence", ()) if not piece.get("from_diary")]
    by_hand = [
        one.key for one in lacking if brought and any(why.by_hand and why.result != "true" for why in one.reasons)
    ]
    if not lacking or not (by_hand or given.asked or any(not piece.get("accepted_on") for piece in brought)):
        return [one.key for one in lacking]
    supposed = what_if.supposing(given.facts, today=today, by_hand=by_hand, approvals=given.asked, approver=SOMEBODY)
    after = _judged(replace(given, facts=supposed), project.stage, project.level, today)
    return [one.key for one in after if not one.counts]


def _hand_part(
    last: Sequence[StandardVerdict], given: Given, project: Pursuit, earned: int, earned_fen: int, today: dt.date
) -> int:
    """The part of the proved amount that rests on standards judged by hand, by their number in the proving stage."""
    verified = _verified(given)
    found = next(((stage, level) for stage, level in verified if stage.weight == earned), None)
    if not earned_fen or found is None:
        return 0
    same = last and found == verified[-1]
    counting = [
        one for one in (last if same else _judged(given, found[0].key, found[1] or project.level, today)) if one.counts
    ]
    by_hand = sum(one.by_hand for one in counting)
    return earned_fen * by_hand // len(counting) if counting else 0


def _soonest(days: Iterable[dt.date | None]) -> dt.date | None:
    return min((day for day in days if day), default=None)
