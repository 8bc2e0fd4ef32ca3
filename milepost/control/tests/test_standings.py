"""Standings follow the facts: after each event, and by night where time alone changes something."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest
from django.utils import timezone

from milepost.control import actions, queries
from milepost.control.models import Standing, Total
from milepost.control.queries import sums
from milepost.control.rules.filters import Filters
from milepost.control.tests.rows import STAGES, Company, company
from milepost.diary import actions as diary_actions
from milepost.gates.models import Waiver
from milepost.playbook import queries as playbooks
from milepost.projects import actions as project_actions
from milepost.projects.models import Hold, Project, StageEntry, Task

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def made() -> Company:
    return company()


def start(made: Company, owner: str = "lin", **given: Any) -> Project:
    """A project of one million yuan, with its standing."""
    given = {"customer_name": "江城大学", "amount_fen": 100_000_000, "kind": "project"} | given
    project = project_actions.create(made.people[owner], now=NOW, **given)
    actions.recompute([project.pk], now=NOW)
    return project


def test_a_new_project_claims_its_first_stage_and_has_proved_nothing(made: Company) -> None:
    project = start(made)
    standing = Standing.objects.get(project=project)
    assert (standing.stage, standing.stage_order, standing.level) == ("discovery", 1, "B")
    assert (standing.claimed_weight, standing.earned_weight) == (5, 0)
    assert (standing.claimed_fen, standing.earned_fen) == (5_000_000, 0)
    assert standing.required > standing.counting
    assert "facts_complete" in standing.missing
    assert standing.stage_limit_on == TODAY + dt.timedelta(days=21)
    assert not standing.incomplete


def test_a_project_without_amount_is_incomplete_and_adds_nothing(made: Company) -> None:
    standing = Standing.objects.get(project=start(made, amount_fen=None))
    assert standing.incomplete
    assert (standing.amount_fen, standing.claimed_fen) == (0, 0)


def test_recomputing_keeps_the_sums_true(made: Company) -> None:
    first, second = start(made), start(made, "zhao", amount_fen=7_000_000)
    project_actions.set_amount(made.people["lin"], now=NOW, project=first, amount_fen=200_000_000, reason="需求扩大")
    actions.recompute([first.pk, second.pk], now=NOW)
    kept = sums.grouped(made.people["zhou"], Filters(), TODAY, ("standard",))
    before = sorted(Total.objects.exclude(count=0).values_list("standard", "owner_id", "count", "claimed_fen"))
    actions.rebuild()
    assert sorted(Total.objects.values_list("standard", "owner_id", "count", "claimed_fen")) == before
    assert sums.grouped(made.people["zhou"], Filters(), TODAY, ("standard",)) == kept
    (line,) = queries.lines(made.people["zhou"], Filters(), TODAY)
    assert (line.count, line.claimed_fen) == (2, 10_000_000 + 350_000)


def test_an_ended_project_leaves_the_open_sums(made: Company) -> None:
    project = start(made)
    Project.objects.filter(pk=project.pk).update(status="lost")
    actions.recompute([project.pk], now=NOW)
    standing = Standing.objects.get(project=project)
    assert (standing.claimed_fen, standing.earned_fen, standing.missing) == (0, 0, "")
    assert queries.lines(made.people["zhou"], Filters(), TODAY) == []
    assert queries.lines(made.people["zhou"], Filters(status="lost"), TODAY)[0].count == 1


def test_a_won_project_is_claimed_and_proved_in_full(made: Company) -> None:
    project = start(made)
    Project.objects.filter(pk=project.pk).update(status="won", stage="kickoff")
    actions.recompute([project.pk], now=NOW)
    standing = Standing.objects.get(project=project)
    assert (standing.claimed_fen, standing.earned_fen, standing.stage_order) == (100_000_000, 100_000_000, 6)


def test_an_account_order_is_not_judged(made: Company) -> None:
    standing = Standing.objects.get(project=start(made, kind="account"))
    assert (standing.required, standing.claimed_fen, standing.stage_limit_on) == (0, 0, None)


def test_waiting_adds_its_days_to_the_norm(made: Company) -> None:
    project = start(made)
    day = dt.timedelta(days=1)
    StageEntry.objects.filter(project=project).update(entered_on=TODAY - 30 * day)
    Hold.objects.create(
        project=project, reason="等预算", from_on=TODAY - 15 * day, wake_on=TODAY - 5 * day, until_on=TODAY - 5 * day,
        by=made.people["lin"],
    )  # fmt: skip
    actions.recompute([project.pk], now=NOW)
    assert Standing.objects.get(project=project).stage_limit_on == TODAY + (21 + 10 - 30) * day


def test_the_next_step_is_the_promised_one_and_the_contact_is_remembered(made: Company) -> None:
    project = start(made)
    diary_actions.write(
        made.people["lin"], now=NOW, project=project, text="见了信息中心王主任", happened_on=TODAY,
        next_step="送方案", next_on=TODAY + dt.timedelta(days=3),
    )  # fmt: skip
    actions.recompute([project.pk], now=NOW)
    standing = Standing.objects.get(project=project)
    assert (standing.next_step, standing.next_on) == ("送方案", TODAY + dt.timedelta(days=3))
    assert standing.last_contact_on == TODAY


def test_the_nightly_run_takes_only_what_is_due_and_what_is_new(made: Company) -> None:
    due, later = start(made), start(made)
    new = project_actions.create(made.people["lin"], now=NOW, customer_name="海川银行", kind="project")
    Standing.objects.filter(project=new).delete()
    Standing.objects.filter(project=due).update(changes_on=TODAY, claimed_fen=1)
    Standing.objects.filter(project=later).update(changes_on=TODAY + dt.timedelta(days=1), claimed_fen=1)
    assert actions.recompute_due(now=NOW) == 2
    assert Standing.objects.get(project=due).claimed_fen == 5_000_000
    assert Standing.objects.get(project=later).claimed_fen == 1
    assert Standing.objects.filter(project=new).exists()


def test_recomputing_everything_tells_how_far_it_is(made: Company) -> None:
    for _ in range(3):
        start(made)
    Standing.objects.all().delete()
    told: list[tuple[int, int]] = []
    assert actions.recompute_all(now=NOW, progress=lambda done, whole: told.append((done, whole))) == 3
    assert told == [(3, 3)]
    assert queries.board(made.people["zhou"], Filters(), STAGES, TODAY)[0].count == 3


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_costs_the_same_statements_however_many_projects(
    made: Company, count: int, django_assert_max_num_queries: Any
) -> None:
    ids = [start(made).pk for _ in range(count)]
    with django_assert_max_num_queries(40):
        actions.recompute(ids, now=NOW)


def test_a_task_closes_itself_when_its_standards_are_met_and_the_next_one_stands_there(made: Company) -> None:
    project, lin = start(made, amount_fen=10_000_000), made.people["lin"]
    task = playbooks.live_playbook().stage("discovery").tasks
    proved = next(one for one in task if "facts_rough" in one.standards)
    day = dt.timedelta(days=1)
    project_actions.add_task(lin, now=NOW, project=project, key=proved.key, owner=lin, due_on=TODAY + day)
    project_actions.add_task(lin, now=NOW, project=project, title="约信息科", owner=lin, due_on=TODAY + 5 * day)
    actions.recompute([project.pk], now=NOW)
    assert Standing.objects.get(project=project).next_on == TODAY + day
    _prove(project, proved.standards)
    actions.recompute([project.pk], now=NOW)
    closed = Task.objects.get(key=proved.key)
    assert (closed.closed_on, closed.closed_how) == (TODAY, "proved")
    assert Standing.objects.get(project=project).next_step == "约信息科"


def _prove(project: Project, standards: Iterable[str]) -> None:
    """Every standard is let off until next month: the shortest way to have it count."""
    for standard in standards:
        Waiver.objects.create(
            project=project, standard=standard, reason="x", mitigation="x", requester=project.owner, approver=project.owner,
            role="sales_manager", asked_at=NOW, due_on=TODAY, expires_on=TODAY + dt.timedelta(days=30), state="granted",
            granted_on=TODAY,
        )  # fmt: skip
