"""The weight a project has earned by verified stages, and what turned since."""

from __future__ import annotations

from collections.abc import Mapping

from milepost.playbook.rules.judge import states
from milepost.playbook.rules.judge.engine import Engine, ReadyStage
from milepost.playbook.rules.judge.now import Record
from milepost.playbook.rules.judge.selection import newest
from milepost.playbook.rules.judge.verdict import EXPIRED, UNMET, Weight
from milepost.playbook.rules.judge.world import World
from milepost.playbook.rules.model import Stage

VERIFIED = "verified"
_RESULTS = ("skipped", "claimed", VERIFIED)


def weight(engine: Engine, world: World, today: int, stage: str, level: str) -> Weight | None:
    """Claimed and earned weight; None when nobody yields ``passes``."""
    passes = world.records.get("passes")
    if passes is None:
        return None
    claimed = _claimed(engine, engine.playbook.stage(stage))
    verified = verified_stages(engine, world)
    lost = {} if awarded(engine, world) else _lost(engine, world, today, level, verified)
    earned = max((s.weight for s, _ in verified if s.key not in lost), default=0)
    return Weight(claimed, earned, lost)


def _claimed(engine: Engine, stage: Stage) -> int:
    """A delivery milestone has no weight of its own: the contract is signed by then."""
    return max(s.weight for s in engine.playbook.stages) if stage.delivery else stage.weight


def latest_passes(world: World) -> Mapping[str, Record]:
    """The newest pass of each stage; of two on one day the verified one."""
    by_stage: dict[str, list[Record]] = {}
    for record in world.records.get("passes", ()):
        by_stage.setdefault(record["stage"], []).append(record)
    return {stage: _newest(records) for stage, records in by_stage.items()}


def _newest(records: list[Record]) -> Record:
    last = newest(records, 1)[0].get("dated_on")
    same_day = [record for record in records if record.get("dated_on") == last]
    return max(same_day, key=lambda r: (_RESULTS.index(r["result"]), str(r.get("level"))))


def verified_stages(engine: Engine, world: World) -> list[tuple[Stage, Record]]:
    """Verified selling stages in order, each with its pass."""
    passes = latest_passes(world)
    return [
        (stage, passes[stage.key])
        for stage in engine.playbook.stages
        if stage.key in passes and passes[stage.key]["result"] == VERIFIED
    ]


def awarded(engine: Engine, world: World) -> bool:
    """From the award on nothing falls back: a notice, or the bidding stage verified."""
    tender = world.one("tender")
    if tender is not None and tender.get("award_notice_on") is not None:
        return True
    gate = engine.playbook.section("gate") or {}
    award_stage = gate.get("award_stage", "bidding")
    return any(stage.key == award_stage for stage, _ in verified_stages(engine, world))


def _lost(
    engine: Engine, world: World, today: int, level: str, verified: list[tuple[Stage, Record]]
) -> dict[str, tuple[str, ...]]:
    lost = {}
    for stage, record in verified:
        last = stage is verified[-1][0]
        keys = _turned(engine, world, today, stage, record.get("level") or level, last)
        if keys:
            lost[stage.key] = keys
    return lost


def _turned(engine: Engine, world: World, today: int, stage: Stage, level: str, last: bool) -> tuple[str, ...]:
    """Required standards that no longer count; by time alone only in the last verified stage."""
    ready: ReadyStage = engine.stages[stage.key]
    turned = []
    for standard in ready.standards:
        if not standard.standard.required(level):
            continue
        state, by_time = states.quick(standard, world, today, stage.key, engine.playbook.gate)
        if state == UNMET or (state == EXPIRED and (last or not by_time)):
            turned.append(standard.standard.key)
    return tuple(turned)
