"""One sample project on its way: what every step of it needs."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from milepost.people.models import User
from milepost.playbook.rules.model import Stage
from milepost.projects import actions as projects
from milepost.projects.models import Project
from milepost.sample.building import proofs
from milepost.sample.building.clock import Clock
from milepost.sample.building.company import Company
from milepost.sample.building.proofs import Proofs
from milepost.sample.rules.course import Course

WAN = 10_000 * 100
"""Fen in 万元."""


@dataclass(slots=True)
class Way:
    """The project as it stands now, its course, its owner, and the hour of the day."""

    company: Company
    course: Course
    clock: Clock
    owner: User
    project: Project

    def refresh(self) -> None:
        """Read the project again after a gate moved it."""
        self.project.refresh_from_db()

    def join(self, user: User, role: str, day: dt.date) -> None:
        """Somebody comes onto the team."""
        projects.add_member(self.owner, now=self.clock.at(day), project=self.project, user=user, role=role)

    def gather(
        self, stage: Stage, day: dt.date, *, without: Sequence[str] = (), mark: str = "", leave_to: User | None = None
    ) -> Proofs:
        """Bring the proofs of a stage on a day, see :func:`proofs.gather`."""
        return proofs.gather(
            self.company, self.course, self.project, stage,
            day=day, clock=self.clock, mark=mark, without=without, leave_to=leave_to,
        )  # fmt: skip
