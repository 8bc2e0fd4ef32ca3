"""The measured company keeps its proportions, is found, counted and seen like any other, and goes with the sample."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from milepost.accounts.models import Contact, Customer
from milepost.control import queries as control
from milepost.control.models import Standing, Total
from milepost.control.rules.filters import Filters
from milepost.diary.models import Entry
from milepost.kernel.errors import Refused
from milepost.people.models import User
from milepost.projects import permissions as projects
from milepost.projects.models import Pass, Project, StageEntry
from milepost.sample import actions
from milepost.sample.volume import shape
from milepost.sample.volume.build import build
from milepost.sample.volume.shape import Size
from milepost.search import queries as search

pytestmark = pytest.mark.django_db
PROJECTS = 200


@pytest.fixture(scope="module")
def measured(django_db_setup: None, django_db_blocker: Any, now: dt.datetime) -> Iterator[Size]:
    """Generated once for this module, taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(now=now, projects=PROJECTS, password="measured-password", report=lambda *_: None)
        transaction.set_rollback(True)


def test_proportions_are_those_of_the_measured_company(measured: Size) -> None:
    assert (Project.objects.count(), Customer.objects.count(), Contact.objects.count()) == (PROJECTS, 40, 120)
    assert (Entry.objects.count(), StageEntry.objects.count()) == (600, 400)
    assert Entry.people.through.objects.count() == 600
    assert User.objects.filter(roles_held__role="sales").count() == 200
    assert User.objects.filter(roles_held__role="sales_manager").count() == 24


def test_every_project_has_a_standing_and_the_sums_agree(measured: Size, now: dt.datetime) -> None:
    assert Standing.objects.count() == PROJECTS
    assert sum(Total.objects.filter(standard="").values_list("count", flat=True)) == PROJECTS
    director = User.objects.get(username="volume.director")
    assert control.landing(director, Filters(), timezone.localdate(now)).count == PROJECTS


def test_managers_see_their_region_and_sellers_their_own(measured: Size) -> None:
    regions = [
        projects.visible_to(User.objects.get(username=f"volume.region{number}")).count() for number in range(1, 5)
    ]
    assert sum(regions) == PROJECTS
    seller = Project.objects.latest("id").owner
    assert projects.visible_to(seller).count() == Project.objects.filter(owner=seller).count()


def test_projects_and_customers_are_found_by_a_part_of_their_names(measured: Size) -> None:
    project = Project.objects.filter(name__contains="项目-").latest("id")
    assert project.pk in search.find_ids("project", project.name[:2])
    assert project.customer_id in search.find_ids("customer", project.customer.name[2:6])


def test_what_comes_after_gets_a_free_number(measured: Size) -> None:
    project = Project.objects.latest("id")
    try:
        with transaction.atomic():
            made = Pass.objects.create(
                project=project, stage="discovery", result="claimed", level="C", passed_on=dt.date(2026, 1, 1)
            )
    except IntegrityError:
        pytest.fail("the sequence stands before the rows written by hand")
    assert made.pk


def test_it_is_generated_once(measured: Size, now: dt.datetime) -> None:
    with pytest.raises(Refused):
        build(now=now, projects=10, password="measured-password", report=lambda *_: None)


def test_it_goes_with_the_sample(measured: Size, now: dt.datetime) -> None:
    actions.remove(User.objects.get(username="volume.admin"), now=now)
    assert not Project.objects.exists()
    assert list(User.objects.values_list("username", flat=True)) == ["volume.admin"]


def test_the_same_rows_come_out_on_every_run() -> None:
    today = dt.date(2026, 3, 27)
    assert list(shape.projects(Size.of(50), today)) == list(shape.projects(Size.of(50), today))
    assert list(shape.activities(Size.of(50), today)) == list(shape.activities(Size.of(50), today))
