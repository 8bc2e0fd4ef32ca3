"""Taking projects back that should never have been here: an undone import, a removed sample. The trail stays."""

import datetime as dt
from collections.abc import Collection

from django.db import models, transaction

from milepost.accounts.permissions import GRANT
from milepost.people.models import Grant, User
from milepost.projects.models import (
    Brief,
    DateChange,
    Ending,
    Fact,
    HandOver,
    Hold,
    Member,
    Origin,
    Pass,
    Project,
    Qualification,
    StageEntry,
    Task,
    TenderDates,
)  # fmt: skip
from milepost.search import actions as search
from milepost.trail import actions as trail

_SATELLITES: tuple[type[models.Model], ...] = (
    Brief, DateChange, Ending, Fact, HandOver, Hold, Member, Pass, Qualification, StageEntry, TenderDates, Origin,
)  # fmt: skip


@transaction.atomic
def discard_many(actor: User, *, now: dt.datetime, project_ids: Collection[int], why: str) -> int:
    """Delete projects with everything this room keeps of them; rooms above have cleared theirs before.

    The caller has checked that the actor may. What was there stays told in the trail.
    """
    projects = list(Project.objects.select_for_update(of=("self",)).filter(pk__in=project_ids))
    ids = [project.pk for project in projects]
    Task.objects.filter(project__in=ids).update(after=None)
    Task.objects.filter(project__in=ids).delete()
    for satellite in _SATELLITES:
        satellite._default_manager.filter(project__in=ids).delete()
    Grant.objects.filter(kind="project", object_id__in=ids).delete()
    Grant.objects.filter(kind=GRANT, why__in=[f"project:{pk}" for pk in ids]).delete()
    trail.record_many(actor, now=now, changes=[_gone(project, why) for project in projects])
    search.remove("project", ids)
    Project.objects.filter(pk__in=ids).delete()
    return len(ids)


def _gone(project: Project, why: str) -> trail.Change:
    before = {
        "code": project.code,
        "name": project.name,
        "customer": project.customer_id,
        "owner": project.owner_id,
        "amount_fen": project.amount_fen,
    }
    return trail.Change("project.discard", "project", project.pk, project.pk, before=before, why=why)
