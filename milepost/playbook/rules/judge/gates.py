"""Whether the stage may be passed."""

from __future__ import annotations

from collections.abc import Sequence

from milepost.playbook.rules.judge.verdict import WAIVED, GateVerdict, StandardVerdict
from milepost.playbook.rules.judge.world import World
from milepost.playbook.rules.model import Playbook


def gate(playbook: Playbook, level: str, standards: Sequence[StandardVerdict], world: World) -> GateVerdict:
    """Every required standard counts, and the team has the roles of the level."""
    required = [verdict for verdict in standards if verdict.required]
    missing = tuple(verdict.key for verdict in required if not verdict.counts)
    waived = tuple(verdict.key for verdict in required if verdict.state == WAIVED)
    roles = missing_roles(playbook, level, world)
    return GateVerdict(not missing and not roles, missing, waived, roles)


def missing_roles(playbook: Playbook, level: str, world: World) -> tuple[str, ...]:
    """Roles the level asks for that nobody on the team has; all of them without a team."""
    if not playbook.gate.team_required:
        return ()
    held = {member.get("role") for member in world.records.get("team", ())}
    return tuple(role for role in playbook.level(level).team if role not in held)
