"""An import is taken back: what it made and what it changed, except what people touched since."""

import datetime as dt

import pytest

from milepost.accounts.models import Contact, Customer
from milepost.accounts.tests.company import NOW, Company
from milepost.control.models import Standing, Total
from milepost.diary.models import Entry
from milepost.integrations import actions
from milepost.integrations.models import Import
from milepost.integrations.tests.conftest import Bring
from milepost.integrations.tests.test_landing import TRACKER
from milepost.kernel.errors import Refused
from milepost.people.models import User
from milepost.projects import actions as project_actions
from milepost.projects.models import Brief, Origin, Project, StageEntry
from milepost.search import queries as search
from milepost.trail import queries as trail

LATER = NOW + dt.timedelta(days=1)


def _undo(record: Import, actor: User, now: dt.datetime | None = None) -> Import:
    assert record.ended_at is not None
    return actions.undo(actor, now=now or record.ended_at + dt.timedelta(days=1), record=record)


def test_creates_are_undone_without_a_trace_but_the_trail(bring: Bring, company: Company) -> None:
    record = bring(TRACKER)
    ids = list(Project.objects.values_list("pk", flat=True))
    done = _undo(record, company.ops)
    assert (done.state, done.kept) == ("undone", [])
    for model in (Project, Customer, Contact, Entry, Standing):
        assert not model._default_manager.exists(), model
    assert not Total.objects.exclude(count=0).exists()
    assert list(search.found("project", "智慧教室")) == []
    assert trail.of_project(ids[0]).filter(action="project.discard").exists()
    assert trail.first_broken() is None


def test_updates_are_undone(bring: Bring, company: Company) -> None:
    bring(TRACKER)
    changed = (
        TRACKER.replace("HIS升级,林一,裴工,236", "HIS二期,吴二,裴工,260")
        .replace("2026-12-30", "2027-03-31")
        .replace("300-500", "320-600")
    )
    record = bring(changed)
    _undo(record, company.ops)
    project = Origin.objects.get(external_id="X1").project
    assert (project.name, project.owner, project.amount_fen, project.expected_sign_on) == (
        "HIS升级",
        company.lin,
        236_0000_00,
        dt.date(2026, 12, 30),
    )
    assert Brief.objects.get(project__name="实验室").budget_max_fen == 500_0000_00
    assert Project.objects.count() == 6


def test_what_was_changed_since_stays_and_is_named(bring: Bring, company: Company) -> None:
    record = bring(TRACKER)
    touched = Origin.objects.get(external_id="X1").project
    assert record.ended_at is not None
    project_actions.rename(company.lin, now=record.ended_at + dt.timedelta(hours=1), project=touched, name="我改过的")
    done = _undo(record, company.ops)
    assert [project.name for project in Project.objects.all()] == ["我改过的"]
    assert Entry.objects.filter(project=touched).count() == 3
    assert {one["kind"] for one in done.kept} == {"project", "customer"}
    assert any("我改过的" in one["label"] for one in done.kept)


def test_updates_changed_since_stay(bring: Bring, company: Company) -> None:
    bring(TRACKER)
    record = bring(TRACKER.replace("林一,裴工,236", "林一,裴工,260"))
    project = Origin.objects.get(external_id="X1").project
    project_actions.set_amount(company.lin, now=LATER, project=project, amount_fen=300_0000_00, reason="客户加了预算")
    done = _undo(record, company.ops)
    project.refresh_from_db()
    assert project.amount_fen == 300_0000_00
    assert [one["kind"] for one in done.kept] == ["project"]


def test_history_is_undone(bring: Bring, company: Company) -> None:
    bring(TRACKER)
    project = Origin.objects.get(external_id="X1").project
    before = list(StageEntry.objects.filter(project=project).values_list("stage", "entered_on"))
    _undo(bring("项目编号,阶段,日期\nX1,初步接触,2026-02-01\nX1,技术突破,2026-04-01\n", kind="history"), company.ops)
    assert list(StageEntry.objects.filter(project=project).values_list("stage", "entered_on")) == before


def test_people_are_closed_not_deleted(bring: Bring, company: Company) -> None:
    _undo(bring("姓名,部门\n新人甲,新部门\n", kind="users", actor=company.admin), company.admin)
    assert not User.objects.get(name="新人甲").is_active


def test_after_thirty_days_and_twice_it_is_refused(bring: Bring, company: Company) -> None:
    record = bring(TRACKER)
    assert record.ended_at is not None
    with pytest.raises(Refused):
        _undo(record, company.ops, record.ended_at + dt.timedelta(days=31))
    _undo(record, company.ops)
    with pytest.raises(Refused):
        _undo(Import.objects.get(pk=record.pk), company.ops)
