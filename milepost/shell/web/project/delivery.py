"""The milestones after signing, as the project page shows them."""

from typing import Any

from milepost.playbook.rules.model import Playbook
from milepost.projects import queries
from milepost.projects.models import Project
from milepost.ui.text import say


def milestones(project: Project, playbook: Playbook) -> list[dict[str, Any]]:
    """Each milestone with its state: done, now or ahead; payments count their passes."""
    passed: dict[str, list[Any]] = {}
    for (stage, _), row in queries.newest_passes(project).items():
        if row.result == "verified":
            passed.setdefault(stage, []).append(row.passed_on)
    return [
        {
            "key": one.key, "name": say(one.name), "milestone": say(one.milestone), "repeatable": one.repeatable,
            "state": "done" if passed.get(one.key) and not one.repeatable else "now" if one.key == project.stage or one.repeatable else "ahead",
            "times": len(passed.get(one.key, ())), "on": max(passed.get(one.key, ()), default=None),
        }
        for one in playbook.milestones
    ]  # fmt: skip
