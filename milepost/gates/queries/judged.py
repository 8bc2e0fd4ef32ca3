"""Facts of every room, and what the playbook's engine says of them."""

import datetime as dt
from collections.abc import Iterable

from milepost.approvals.models import Approval
from milepost.evidence.models import Piece
from milepost.gates import sources
from milepost.gates.rules import what_if
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.playbook.rules import judge
from milepost.playbook.rules.judge.verdict import GateVerdict, StandardVerdict, Weight
from milepost.projects.models import Project
from milepost.workdays import queries as workdays

Facts = dict[str, sources.Records]


def facts_by_project(ids: Iterable[int], today: dt.date) -> dict[int, Facts]:
    """What every room knows of each project: collections of the catalogue."""
    return sources.gather(ids, today)


def provided() -> frozenset[str]:
    """Collections that some room yields; what rests on others is judged by hand."""
    return sources.provided()


def calendar() -> judge.Calendar:
    """Working days as the installation keeps them."""
    table = workdays.table()
    if not table.years:
        return judge.product_calendar()
    return judge.Calendar(table.years, table.holidays, table.makeup_days)


def method_of(facts: Facts) -> str | None:
    """Procurement method of the project, None while it is open."""
    found = facts["project"]
    method = found[0].get("procurement_method") if found else None
    return method if isinstance(method, str) else None


def verdicts(
    project: Project, today: dt.date, stage: str = "", occurrence: int = 1, facts: Facts | None = None
) -> list[StandardVerdict]:
    """The standards of the stage the project stands in (or of ``stage``), judged today."""
    playbook = playbooks.compiled(project.playbook_id)
    key = stage or project.stage
    return judge.standards(
        playbook,
        stage=key,
        level=project.level,
        today=today,
        facts=facts if facts is not None else facts_by_project([project.pk], today)[project.pk],
        occurrence=occurrence if playbook.stage(key).repeatable else None,
        calendar=calendar(),
    )


def gate(
    project: Project, today: dt.date, stage: str = "", occurrence: int = 1, facts: Facts | None = None
) -> GateVerdict:
    """Whether the stage may be passed as the facts stand."""
    playbook = playbooks.compiled(project.playbook_id)
    key = stage or project.stage
    return judge.gate(
        playbook,
        stage=key,
        level=project.level,
        today=today,
        facts=facts if facts is not None else facts_by_project([project.pk], today)[project.pk],
        occurrence=occurrence if playbook.stage(key).repeatable else None,
        calendar=calendar(),
    )


def weight(project: Project, today: dt.date, facts: Facts | None = None) -> Weight | None:
    """Claimed and earned weight as the facts stand."""
    return judge.weight(
        playbooks.compiled(project.playbook_id),
        level=project.level,
        today=today,
        facts=facts if facts is not None else facts_by_project([project.pk], today)[project.pk],
        stage=project.stage,
        calendar=calendar(),
    )


def wants_hand(verdict: StandardVerdict) -> bool:
    """Whether a person's word could still settle it: a part of it that no room answers does not hold."""
    return not verdict.counts and any(reason.by_hand and reason.result != "true" for reason in verdict.reasons)


def ready_but_for_the_look(
    project: Project, approver: User, today: dt.date, stage: str, occurrence: int, facts: Facts
) -> GateVerdict:
    """The gate as it would be after ``approver`` said yes to everything that is his to say.

    Hand judgements need a piece to open that he did not add; approvals count that wait for him.
    """
    standing = verdicts(project, today, stage, occurrence, facts)
    openable = Piece.objects.filter(project=project, withdrawn_on=None).exclude(by=approver).exists()
    asked = Approval.objects.filter(project=project, state="pending", approver=approver)
    supposed = what_if.supposing(
        facts,
        today=today,
        by_hand=[verdict.key for verdict in standing if wants_hand(verdict)] if openable else [],
        approvals=asked.values_list("kind", flat=True),
        approver=str(approver.pk),
    )
    return gate(project, today, stage, occurrence, {name: list(rows) for name, rows in supposed.items()})  # type: ignore[arg-type]
