"""What another version of the playbook would mean for living projects: shown before anything moves."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from milepost.gates import queries as gates
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.playbook.rules import judge
from milepost.playbook.rules.model import Playbook
from milepost.projects.models import Origin, Project
from milepost.projects.rules import levels

MOST = 500
BATCH = 100


@dataclass(frozen=True, slots=True)
class Effect:
    """One project under both versions. ``lacking`` and ``freed`` are keys of standards the gate would newly miss or let go."""

    project: Project
    old_level: str
    new_level: str
    lacking: tuple[str, ...]
    freed: tuple[str, ...]
    old_earned: int
    new_earned: int
    fits: bool

    @property
    def changes(self) -> bool:
        """Whether anything a person would notice differs."""
        same = self.old_level == self.new_level and self.old_earned == self.new_earned
        return not (self.fits and same and not self.lacking and not self.freed)


def living(user: User) -> list[Project]:
    """Open gated projects the person sees, largest first, at most 500."""
    found = Project.objects.visible_to(user).filter(status=Project.Status.OPEN, kind=Project.Kind.PROJECT)
    return list(found.select_related("customer", "owner").order_by("-amount_fen", "pk")[:MOST])


def effects(projects: Sequence[Project], new: Playbook, today: dt.date) -> list[Effect]:
    """What ``new`` would change for each project, in their order; two fixed reads a batch of a hundred."""
    found: list[Effect] = []
    for start in range(0, len(projects), BATCH):
        found += _batch(projects[start : start + BATCH], new, today)
    return found


def _batch(projects: Sequence[Project], new: Playbook, today: dt.date) -> list[Effect]:
    ids = [project.pk for project in projects]
    facts, calendar = gates.facts_by_project(ids, today), gates.calendar()
    origins = {one.project_id: one for one in Origin.objects.filter(project__in=ids)}
    return [_effect(one, origins.get(one.pk), facts[one.pk], new, today, calendar) for one in projects]


def _effect(
    project: Project, origin: Origin | None, facts: judge.Facts, new: Playbook, today: dt.date, calendar: judge.Calendar
) -> Effect:
    old = playbooks.compiled(project.playbook_id)
    level = _level(project, origin, new)
    before = _judged(old, project.stage, project.level, facts, today, calendar)
    if project.stage not in [stage.key for stage in new.all_stages]:
        return Effect(project, project.level, level, (), (), before[1], 0, fits=False)
    after = _judged(new, project.stage, level, facts, today, calendar)
    lacking = tuple(key for key in after[0] if key not in before[0])
    freed = tuple(key for key in before[0] if key not in after[0])
    return Effect(project, project.level, level, lacking, freed, before[1], after[1], fits=True)


def _level(project: Project, origin: Origin | None, new: Playbook) -> str:
    if origin is not None and origin.level_by_hand:
        return project.level
    return levels.level_for(project.amount_fen, bool(origin and origin.strategic), new.levels)


def _judged(
    book: Playbook, stage: str, level: str, facts: judge.Facts, today: dt.date, calendar: judge.Calendar
) -> tuple[tuple[str, ...], int]:
    gate = judge.gate(book, stage=stage, level=level, today=today, facts=facts, calendar=calendar)
    weight = judge.weight(book, stage=stage, level=level, today=today, facts=facts, calendar=calendar)
    return tuple(gate.missing), weight.earned if weight else 0
