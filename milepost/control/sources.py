"""What standings are computed from, fetched for a whole batch of projects at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from milepost.approvals.models import Approval
from milepost.control.rules.standing import Given
from milepost.diary import queries as diary
from milepost.gates import queries as gates
from milepost.gates.models import GateRequest
from milepost.playbook import queries as playbooks
from milepost.projects.models import Project, StageEntry, Task

Step = tuple[str, dt.date | None]


def given_by_project(projects: Sequence[Project], today: dt.date) -> dict[int, Given]:
    """Facts of all rooms, stages entered, gate and approvals asked for: a fixed number of statements a batch."""
    ids = [one.pk for one in projects]
    facts = gates.facts_by_project(ids, today)
    entered = _stages_entered(ids)
    states, asked, calendar = _gate_state_by_project(ids), _asked_by_project(ids), gates.calendar()
    return {
        one.pk: Given(
            playbook=playbooks.compiled(one.playbook_id),
            facts=facts[one.pk],
            stages_entered=frozenset(entered[one.pk]),
            gate_state=states.get((one.pk, one.stage), ""),
            asked=frozenset(asked[one.pk]),
            calendar=calendar,
        )
        for one in projects
    }


def next_step_by_project(ids: Sequence[int], today: dt.date) -> dict[int, Step]:
    """What comes next in each project, and when; an empty step where nothing is planned."""
    promised, planned = diary.next_step_by_project(ids), _next_task_by_project(ids)
    return {one: _next(promised.get(one), planned.get(one), today) for one in ids}


def _stages_entered(ids: Sequence[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for project, stage in StageEntry.objects.filter(project__in=ids).values_list("project", "stage"):
        found[project].add(stage)
    return found


def _next_task_by_project(ids: Sequence[int]) -> dict[int, Step]:
    """The open task that is due first."""
    rows = Task.objects.filter(project__in=ids, closed_on=None, due_on__isnull=False).order_by("-due_on", "-pk")
    return {project: (title, due) for project, title, due in rows.values_list("project", "title", "due_on")}


def _gate_state_by_project(ids: Sequence[int]) -> dict[tuple[int, str], str]:
    """State of the newest request per project and stage, as far as it still asks for something."""
    rows = GateRequest.objects.filter(project__in=ids).order_by("pk").values_list("project", "stage", "state")
    newest = {(project, stage): state for project, stage, state in rows}
    return {key: state for key, state in newest.items() if state in ("pending", "returned")}


def _asked_by_project(ids: Sequence[int]) -> dict[int, set[str]]:
    """Kinds of approval that wait for a decision."""
    found: dict[int, set[str]] = defaultdict(set)
    for project, kind in Approval.objects.filter(project__in=ids, state="pending").values_list("project", "kind"):
        found[project].add(kind)
    return found


def _next(promised: Step | None, planned: Step | None, today: dt.date) -> Step:
    """What was promised to the customer first, unless its day is gone and a task is due."""
    if promised and (promised[1] is None or promised[1] >= today or planned is None):
        return promised
    return planned or ("", None)
