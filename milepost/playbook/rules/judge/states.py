"""The state of a standard: met, expiring, waived, expired, unmet or not applicable."""

from __future__ import annotations

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
    now = Now(today, world.stop, stage, ready.standard.valid_days)
    reasons = tuple(ready.node.reasons(world, now, 0))
    by_hand = any(reason.by_hand for reason in reasons) and ready.node.by_hand(world, now)
    state, by_time = quick(ready, world, today, stage, playbook.gate)
    valid: int | None = None
    counts: int | None = None
    review = state == EXPIRING
    if state == MET:
        state, valid, counts = _met(ready, world, now, playbook.gate)
    elif review:
        counts = last_true_day(ready, world, now, today, playbook.gate.review_days)
    return StandardVerdict(
        standard=ready.standard,
        required=ready.standard.required(level),
        by_hand=by_hand,
        state=state,
        reasons=reasons,
        by_time=by_time if state == EXPIRED else None,
        valid_until=_day(valid),
        counts_until=_day(counts),
        under_review=review,
        playbook=playbook,
    )


def _met(ready: ReadyStandard, world: World, now: Now, gate: GateRule) -> tuple[str, int | None, int | None]:
    """Met or about to expire, with the last valid and the last counting day."""
    today = now.today
    # The reasons were just looked at on this day, so the next turn is known.
    last = _until(ready, world, now, now.next_turn())
    if ready.ages_only and (last is None or world.stop == FAR):
        counts = None if last is None else last + gate.review_days
    else:
        counts = last_true_day(ready, world, now, today, gate.review_days)
    near = last is not None and last - today < gate.notice_days
    return (EXPIRING if near else MET), last, counts


def last_true_day(ready: ReadyStandard, world: World, now: Now, today: int, extra: int) -> int | None:
    """The last day, from ``today`` on, on which it still holds; None when time never ends it."""
    now.extra = extra
    now.at(today)
    if not ready.node.truth(world, now):
        return today - 1
    return _until(ready, world, now, now.next_turn())


def _until(ready: ReadyStandard, world: World, now: Now, turn: int | None) -> int | None:
    while turn is not None:
        now.at(turn)
        if not ready.node.truth(world, now):
            return turn - 1
        turn = now.next_turn()
    return None


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)
