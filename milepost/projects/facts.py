"""What gates and control may know of projects: batches by ids, a fixed number of queries."""

import datetime as dt
import zoneinfo
from collections.abc import Iterable
from typing import Any

from milepost.projects.models import (
    Brief,
    DateChange,
    Hold,
    Member,
    Pass,
    Project,
    StageEntry,
    Task,
    TenderDates,
)  # fmt: skip

PROVIDES = frozenset({"project", "pauses", "passes", "team", "tasks", "date_changes", "tender"})
Record = dict[str, Any]
Facts = dict[int, dict[str, list[Record]]]
_ASKED_CHANGES = ("need_by", "expected_notice_on", "expected_award_on", "budget", "criteria")
_BRIEF = (
    "need_summary", "need_by", "trigger", "funding_source", "payment_record", "procurement_method", "agency",
    "expected_notice_on", "expected_award_on",
)  # fmt: skip


def facts(project_ids: Iterable[int], today: dt.date) -> Facts:
    """Facts of each project known today, by id and collection; every collection is there, perhaps empty."""
    ids = list(project_ids)
    found: Facts = {pk: {name: [] for name in PROVIDES} for pk in ids}
    _project(found, ids, today)
    _pauses(found, ids, today)
    _passes(found, ids, today)
    _team(found, ids, today)
    _tasks(found, ids, today)
    _date_changes(found, ids, today)
    _tender(found, ids)
    return found


def _project(found: Facts, ids: list[int], today: dt.date) -> None:
    entered = dict(StageEntry.objects.filter(project__in=ids).order_by("id").values_list("project", "entered_on"))
    briefs: dict[int, Record] = {row["project_id"]: {**row} for row in Brief.objects.filter(project__in=ids).values()}
    for pk, customer, currency in Project.objects.filter(pk__in=ids).values_list("pk", "customer__name", "currency"):
        brief = briefs[pk]
        record: Record = {
            "id": f"project-{pk}",
            "customer": customer,
            "currency": currency,
            "stage_entered_on": entered.get(pk),
        }
        record |= {key: brief[key] for key in _BRIEF}
        record |= {"budget_min": brief["budget_min_fen"], "budget_max": brief["budget_max_fen"]}
        record["dated_on"] = min(brief["confirmed_on"] or entered.get(pk, today), today)
        found[pk]["project"].append(record)


def _pauses(found: Facts, ids: list[int], today: dt.date) -> None:
    rows = Hold.objects.filter(project__in=ids, from_on__lte=today).order_by("pk")
    for pk, project, from_on, until_on in rows.values_list("pk", "project", "from_on", "until_on"):
        found[project]["pauses"].append(
            {"id": f"hold-{pk}", "dated_on": from_on, "from_on": from_on, "until_on": until_on}
        )


def _passes(found: Facts, ids: list[int], today: dt.date) -> None:
    newest: dict[tuple[int, str, int], Record] = {}
    rows = Pass.objects.filter(project__in=ids, passed_on__lte=today).order_by("pk")
    for pk, project, stage, occurrence, result, level, day in rows.values_list(
        "pk", "project", "stage", "occurrence", "result", "level", "passed_on"
    ):
        record = {"id": f"pass-{pk}", "dated_on": day, "stage": stage, "result": result, "level": level}
        newest[project, stage, occurrence] = record
    for (project, _, _), record in newest.items():
        if record["result"] != Pass.Result.REVOKED:
            found[project]["passes"].append(record)


def _team(found: Facts, ids: list[int], today: dt.date) -> None:
    rows = Member.objects.filter(project__in=ids, until_on=None, since_on__lte=today).order_by("pk")
    for pk, project, user, role, since_on in rows.values_list("pk", "project", "user", "role", "since_on"):
        found[project]["team"].append({"id": f"member-{pk}", "dated_on": since_on, "person": str(user), "role": role})


def _tasks(found: Facts, ids: list[int], today: dt.date) -> None:
    rows = Task.objects.filter(project__in=ids).exclude(closed_how="dropped").order_by("pk")
    for pk, project, key, role, due_on, closed_on in rows.values_list(
        "pk", "project", "key", "role", "due_on", "closed_on"
    ):
        closed = closed_on if closed_on is not None and closed_on <= today else None
        record = {"id": f"task-{pk}", "key": key or None, "role": role or None, "due_on": due_on, "closed_on": closed}
        found[project]["tasks"].append(record)


def _date_changes(found: Facts, ids: list[int], today: dt.date) -> None:
    rows = DateChange.objects.filter(project__in=ids, field__in=_ASKED_CHANGES, changed_on__lte=today).order_by("pk")
    for pk, project, field, moved, late, day, by in rows.values_list(
        "pk", "project", "field", "moved_days", "learned_late", "changed_on", "by"
    ):
        record = {
            "id": f"change-{pk}",
            "dated_on": day,
            "by": str(by),
            "field": field,
            "moved_days": moved,
            "learned_late": late,
        }
        found[project]["date_changes"].append(record)


def _tender(found: Facts, ids: list[int]) -> None:
    for row in TenderDates.objects.filter(project__in=ids).values():
        zone = zoneinfo.ZoneInfo(row["zone"])
        record: Record = {"id": f"tender-{row['project_id']}"}
        for key in ("documents_issued_at", "deadline_at", "submitted_at", "opening_at"):
            moment = row[key]
            record[key] = moment.astimezone(zone) if moment else None
        record |= {"award_notice_on": row["award_notice_on"], "objection_window_end": row["objection_window_end"]}
        found[row["project_id"]]["tender"].append(record)
