"""The state of a standard: met, expiring, waived, expired, unmet or not applicable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from milepost.playbook.rules.judge.engine import ReadyStandard
from milepost.playbook.rules.judge.now import FAR, Now
from milepost.playbook.rules.judge.verdict import (
    EXPIRED,
    EXPIRING,
    MET,
    NOT_APPLICABLE,
    UNMET,
    WAIVED,
    StandardVerdict,
)
from milepost.playbook.rules.judge.world import World
from milepost.playbook.rules.model import GateRule, Playbook

Quick = tuple[str, bool]  # state, by_time


def quick(ready: ReadyStandard, world: World, today: int, stage: str, gate: GateRule) -> Quick:
    """The state alone (expiring is told as met): what the weight needs."""
    if ready.standard.key in world.skipped:
        return NOT_APPLICABLE, False
    now = Now(today, world.stop, stage, ready.standard.valid_days)
    if ready.node.truth(world, now):
        return MET, False
    if waived(ready.standard.key, world, today, gate):
        return WAIVED, False
    now.extra = gate.review_days
    if ready.node.truth(world, now):
        return EXPIRING, False
    return _without_limits(ready, world, now)


def _without_limits(ready: ReadyStandard, world: World, now: Now) -> Quick:
    """Expired when it would hold without age limits and rechecks; by time when without age limits alone."""
    now.lifted = True
    if ready.node.truth(world, now):
        return EXPIRED, True
    now.rechecks = False
    return (EXPIRED, False) if ready.node.truth(world, now) else (UNMET, False)


def waived(key: str, world: World, today: int, gate: GateRule) -> bool:
    """Whether an active waiver stands, for a standard that may be waived."""
    if key in gate.waiver.never:
        return False
    names = (key, f"{key}#{world.occurrence}")
    return any(
        w.get("standard") in names and w["granted_on"] <= today <= w["expires_on"]
        for w in world.records.get("waivers", ())
    )


def judged(
    ready: ReadyStandard, world: World, today: int, stage: str, level: str, playbook: Playbook
) -> StandardVerdict:
    """The full verdict on one standard, with its grounds and its last days."""
    gate = playbook.gate
    now = Now(today, world.stop, stage, ready.standard.valid_days)
    state, by_time = quick(ready, world, today, stage, gate)
    verdict = StandardVerdict(
        standard=ready.standard,
        required=ready.standard.required(level),
        by_hand=ready.node.by_hand(world, now),
        state=state,
        reasons=tuple(ready.node.reasons(world, now, 0)),
        by_time=by_time if state == EXPIRED else None,
        playbook=playbook,
    )
    if state == MET:
        return _met(verdict, ready, world, now, gate)
    if state == EXPIRING:
        last = last_true_day(ready, world, now, today, gate.review_days)
        return replace(verdict, under_review=True, counts_until=_day(last))
    return verdict


def _met(verdict: StandardVerdict, ready: ReadyStandard, world: World, now: Now, gate: GateRule) -> StandardVerdict:
    today = now.today
    last = last_true_day(ready, world, now, today, 0)
    if last is None and ready.ages_only:
        counts = None
    elif last is not None and ready.ages_only and world.stop == FAR:
        counts = last + gate.review_days
    else:
        counts = last_true_day(ready, world, now, today, gate.review_days)
    near = last is not None and last - today < gate.notice_days
    state = EXPIRING if near else MET
    return replace(verdict, state=state, valid_until=_day(last), counts_until=_day(counts))


def last_true_day(ready: ReadyStandard, world: World, now: Now, today: int, extra: int) -> int | None:
    """The last day, from ``today`` on, on which it still holds; None when time never ends it."""
    now.extra = extra
    day = today
    while True:
        now.at(day)
        if not ready.node.truth(world, now):
            return day - 1
        turn = now.next_turn()
        if turn is None:
            return None
        day = turn


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)
