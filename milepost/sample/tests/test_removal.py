"""One click takes the sample away, keeps what real work rests on, and says so."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from milepost.accounts import actions as accounts
from milepost.accounts.models import Contact, Customer
from milepost.control.models import Standing, Total
from milepost.diary.models import Entry
from milepost.evidence.models import Piece
from milepost.files.models import StoredFile
from milepost.kernel.errors import Refused
from milepost.people import actions as people
from milepost.people.models import Grant, Unit, User
from milepost.projects import actions as projects
from milepost.projects.models import Origin, Project, Task
from milepost.sample import actions, queries, reach
from milepost.search import queries as search
from milepost.search.models import Document
from milepost.trail.models import Entry as TrailEntry

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("company")]
BUSINESS = (Project, Customer, Contact, Entry, Piece, StoredFile, Task, Standing, Total, Origin, Document, Grant, Unit)


@pytest.fixture
def admin(company: None, now: dt.datetime) -> User:
    """A real administrator beside the sample."""
    keeper = User.objects.get(username="fang.yu")
    return people.invite(
        keeper,
        now=now,
        username="boss",
        name="真管理员",
        roles=[("admin", None)],
        unit=None,
        password="a-real-password",
    )


def test_removal_leaves_no_sample_row_in_business_tables(admin: User, now: dt.datetime) -> None:
    assert actions.remove(admin, now=now) == []
    assert [model.__name__ for model in BUSINESS if model._base_manager.exists()] == []
    assert list(User.objects.values_list("username", flat=True)) == ["boss"]


def test_removal_keeps_the_trail_and_is_recorded_in_it(admin: User, now: dt.datetime) -> None:
    before = TrailEntry.objects.count()
    actions.remove(admin, now=now)
    assert TrailEntry.objects.count() == before + 1
    last = TrailEntry.objects.latest("id")
    assert (last.action, last.actor_id) == ("sample.remove", admin.pk)
    assert (last.values.after or {})["projects"] == 106


def test_files_leave_the_data_folder_once_the_removal_is_certain(
    admin: User, now: dt.datetime, django_capture_on_commit_callbacks: type
) -> None:
    place = Path(settings.MEDIA_ROOT) / StoredFile.objects.values_list("place", flat=True)[0]
    with django_capture_on_commit_callbacks() as waiting:
        actions.remove(admin, now=now)
    assert place.exists()
    assert len(waiting) >= 1


def test_the_administrator_of_the_sample_may_remove_it_and_stays_himself(company: None, now: dt.datetime) -> None:
    keeper = User.objects.get(username="fang.yu")
    actions.remove(keeper, now=now)
    assert list(User.objects.values_list("username", "is_sample", "is_active")) == [("fang.yu", False, True)]
    assert queries.sign_ins() == []


def test_a_customer_with_a_real_project_stays_and_is_named(admin: User, now: dt.datetime) -> None:
    customer = Customer.objects.get(name="云溪市中医院")
    real = projects.create(admin, now=now, customer=customer, name="真项目", amount_fen=100)
    kept = actions.remove(admin, now=now)
    assert ["云溪市中医院" in one.zh for one in kept] == [True]
    customer.refresh_from_db()
    assert (customer.is_sample, customer.owner_id) == (False, admin.pk)
    assert list(Project.objects.values_list("pk", flat=True)) == [real.pk]
    assert search.find_ids("customer", "云溪市中医院") == [customer.pk]


def test_a_child_of_a_sample_project_stays_without_its_parent(admin: User, now: dt.datetime) -> None:
    parent = Project.objects.filter(status="open").latest("id")
    child = projects.create(admin, now=now, parent=parent, name="真二期", amount_fen=100)
    actions.remove(admin, now=now)
    child.refresh_from_db()
    assert child.parent_id is None


def test_an_account_with_real_work_stays_but_cannot_be_entered(admin: User, now: dt.datetime) -> None:
    seller = User.objects.get(username="wang.lei")
    customer = accounts.create_customer(admin, now=now, name="真实客户一家")
    projects.create(admin, now=now, customer=customer, name="真项目", amount_fen=100, owner=seller)
    assert reach.kept_people() == {seller.pk}
    kept = actions.remove(admin, now=now)
    seller.refresh_from_db()
    assert any("王磊" in one.zh for one in kept)
    assert (seller.is_active, seller.is_sample, seller.has_usable_password()) == (False, False, False)
    assert Unit.objects.filter(name="医疗教育组").exists()


def test_what_would_stay_is_told_before(admin: User, now: dt.datetime) -> None:
    projects.create(admin, now=now, customer=Customer.objects.get(name="云溪市中医院"), name="真项目", amount_fen=100)
    assert [one.en.startswith("Customer 云溪市中医院") for one in queries.staying(admin)] == [True]


@pytest.mark.parametrize("username", ["chen.guodong", "wang.lei", "peng.yue"])
def test_only_an_administrator_removes_it(company: None, now: dt.datetime, username: str) -> None:
    with pytest.raises(Refused):
        actions.remove(User.objects.get(username=username), now=now)


def test_removing_twice_is_refused(admin: User, now: dt.datetime) -> None:
    actions.remove(admin, now=now)
    with pytest.raises(Refused), transaction.atomic():
        actions.remove(admin, now=now)


def test_the_page_counts_and_its_button_removes(admin: User) -> None:
    client = Client()
    client.force_login(admin, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("sample")).content.decode()
    assert "106" in page
    answer = client.post(reverse("sample_remove"), headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == reverse("sample")
    assert not Project.objects.exists()
    assert "没有样例数据" in client.get(reverse("sample")).content.decode()


def test_the_page_is_missing_for_everybody_else(company: None) -> None:
    client = Client()
    client.force_login(
        User.objects.get(username="chen.guodong"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert client.get(reverse("sample")).status_code == 404
    assert client.post(reverse("sample_remove")).status_code == 404
