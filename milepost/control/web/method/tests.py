"""Settings of the method: who may, what a preview says, what publishing leaves alone."""

import pytest
from django.test import Client

from milepost.control.web.method.forms import MethodForm
from milepost.evidence.tests import world as worlds
from milepost.evidence.tests.world import World
from milepost.playbook import queries as playbooks
from milepost.playbook.models import PlaybookVersion
from milepost.playbook.rules import load
from milepost.projects.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> World:
    return worlds.company()


@pytest.fixture
def ops(company: World) -> Client:
    """Signed in as sales operations."""
    client = Client()
    client.force_login(company.sales_ops)
    return client


def filled(**changes: object) -> dict[str, object]:
    """The form as it stands, with some values changed."""
    form = MethodForm(playbook=playbooks.live_playbook())
    values = {name: form[name].initial for name in form.fields}
    return {name: value for name, value in {**values, **changes}.items() if value is not None}


def test_a_seller_finds_no_such_page(company: World) -> None:
    client = Client()
    client.force_login(company.seller)
    for address in ("", "edit/", "move/"):
        assert client.get(f"/settings/method/{address}").status_code == 404


def test_a_preview_says_what_would_change_and_publishes_nothing(company: World, ops: Client) -> None:
    project = company.project("B")
    body = ops.post("/settings/method/edit/", filled(**{"amount-A": "90万", "preview": "1"})).content.decode()
    assert project.name in body
    assert "金额下限" in body
    assert PlaybookVersion.objects.count() == 1


def test_publishing_makes_a_new_version_and_running_projects_keep_theirs(company: World, ops: Client) -> None:
    project, before = company.project("B"), playbooks.live()
    answer = ops.post(
        "/settings/method/edit/", filled(**{"norm-discovery-B": 25, "note": "华东客户慢", "publish": "1"})
    )
    assert answer.status_code == 302
    live = playbooks.live()
    assert live.pk != before.pk
    assert playbooks.compiled(live.pk).stage("discovery").norm_days["B"] == 25
    assert live.by == company.sales_ops
    assert Project.objects.get(pk=project.pk).playbook_id == before.pk


def test_what_makes_no_sense_is_refused_with_a_sentence(ops: Client) -> None:
    answer = ops.post("/settings/method/edit/", filled(**{"norm-discovery-C": 600, "publish": "1"}))
    assert answer.status_code == 422
    assert PlaybookVersion.objects.count() == 1


def test_an_amount_that_is_none_is_named_at_its_field(ops: Client) -> None:
    answer = ops.post("/settings/method/edit/", filled(**{"amount-A": "很多", "preview": "1"}))
    assert answer.status_code == 422
    assert "写一个金额" in answer.content.decode()


def test_moving_shows_the_difference_first_and_moves_only_what_is_ticked(company: World, ops: Client) -> None:
    one, other = company.project("B"), company.project("B")
    ops.post("/settings/method/edit/", filled(**{"standard-meeting_agreed": ["A"], "publish": "1"}))
    body = ops.get("/settings/method/move/").content.decode()
    assert load.default().standard("meeting_agreed").name.zh in body
    ops.post("/settings/method/move/", {"project": [one.pk]})
    live = playbooks.live()
    assert Project.objects.get(pk=one.pk).playbook_id == live.pk
    assert Project.objects.get(pk=other.pk).playbook_id != live.pk


def test_nothing_ticked_is_refused(company: World, ops: Client) -> None:
    company.project("B")
    ops.post("/settings/method/edit/", filled(**{"norm-discovery-B": 25, "publish": "1"}))
    assert ops.post("/settings/method/move/", {}).status_code == 422


def test_a_bad_file_lists_its_findings_and_changes_nothing(ops: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    text = load.DEFAULT_FILE.read_text(encoding="utf-8").replace("weight: 25", "weight: 3", 1)
    answer = ops.post("/settings/method/upload/", {"file": SimpleUploadedFile("p.yaml", text.encode())})
    assert answer.status_code == 422
    assert "playbook.yaml:" in answer.content.decode()
    assert PlaybookVersion.objects.count() == 1


def test_versions_can_be_compared(ops: Client) -> None:
    ops.post("/settings/method/edit/", filled(**{"norm-discovery-B": 25, "publish": "1"}))
    old, new = PlaybookVersion.objects.order_by("id").values_list("version", flat=True)
    assert "21 → 25" in ops.get(f"/settings/method/compare/{old}/{new}/").content.decode()
    assert ops.get(f"/settings/method/compare/{old}/9.9/").status_code == 404
