"""Four clicks: drop, check, start, result; and back again."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from milepost.accounts.tests import company as companies
from milepost.accounts.tests.company import Company
from milepost.integrations import actions
from milepost.integrations.models import Import
from milepost.integrations.rules import limits
from milepost.integrations.tests.test_landing import TRACKER
from milepost.jobs import actions as jobs
from milepost.people.models import User
from milepost.playbook import actions as playbook_actions
from milepost.projects.models import Project


@pytest.fixture
def company(db: Any) -> Company:
    playbook_actions.ensure_default(now=companies.NOW)
    return companies.build()


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _drop(client: Client, text: str = TRACKER, name: str = "跟踪表.csv") -> Any:
    return client.post(reverse("imports"), {"file": SimpleUploadedFile(name, text.encode())})


def _work() -> None:
    from django.utils import timezone

    while job := jobs.take(now=timezone.now() + dt.timedelta(seconds=1)):
        jobs.run(job)


def test_drop_check_start_result_undo(company: Company) -> None:
    client = _client(company.ops)
    assert client.get(reverse("imports")).status_code == 200
    page = client.get(_drop(client)["Location"])
    assert page.status_code == 200
    assert "客户名称" in page.content.decode()
    record = Import.objects.get()
    trial = client.get(reverse("import_trial", args=[record.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "三百来个" in trial
    assert not Project.objects.exists()
    client.post(reverse("import_mapping", args=[record.pk]), _form(record) | {"do": "start"})
    running = client.get(reverse("import", args=[record.pk])).content.decode()
    assert reverse("import_progress", args=[record.pk]) in running
    assert client.get(reverse("import_progress", args=[record.pk]), headers={"HX-Request": "true"}).status_code == 200
    _work()
    assert "HX-Redirect" in client.get(reverse("import_progress", args=[record.pk]), headers={"HX-Request": "true"})
    result = client.get(reverse("import", args=[record.pk])).content.decode()
    assert reverse("import_errors", args=[record.pk]) in result
    assert Project.objects.count() == 6
    errors = client.get(reverse("import_errors", args=[record.pk]))
    assert errors["Content-Disposition"].startswith("attachment")
    assert "三百来个" in errors.content.decode("utf-8-sig")
    client.post(reverse("import_undo", args=[record.pk]))
    _work()
    assert client.get(reverse("import", args=[record.pk])).status_code == 200
    assert not Project.objects.exists()


def _form(record: Import) -> dict[str, str]:
    columns = {f"column-{i}": key or "" for i, key in enumerate(record.mapping["columns"].values())}
    return columns | {f"stage-{i}": key for i, key in enumerate(record.mapping["stages"].values())}


def test_a_corrected_mapping_is_saved_and_tried_again(company: Company) -> None:
    client = _client(company.ops)
    _drop(client)
    record = Import.objects.get()
    place = list(record.mapping["columns"]).index("产品")
    client.post(
        reverse("import_mapping", args=[record.pk]),
        _form(record) | {f"column-{place}": "", "amount_unit": "元", "do": "save"},
    )
    record.refresh_from_db()
    assert (record.mapping["columns"]["产品"], record.mapping["amount_unit"], record.state) == (None, "元", "proposed")


def test_a_file_of_foreign_titles_can_be_mapped_by_hand(company: Company) -> None:
    client = _client(company.ops)
    assert _drop(client, "Aaa,Bbb\n甲,乙\n").status_code == 302
    record = Import.objects.get()
    client.post(reverse("import_kind", args=[record.pk]), {"kind": "projects"})
    client.post(
        reverse("import_mapping", args=[record.pk]), {"column-0": "customer", "column-1": "name", "do": "start"}
    )
    _work()
    assert Project.objects.get().name == "乙"


def test_a_refused_file_is_said_where_it_was_dropped(company: Company) -> None:
    client = _client(company.ops)
    answer = client.post(
        reverse("imports"), {"file": SimpleUploadedFile("a.xlsx", b"a,b\n1,2")}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422
    assert ".csv" in answer.content.decode()
    assert client.post(reverse("imports"), {}, headers={"HX-Request": "true"}).status_code == 422


def test_who_may_not_import_sees_no_page_and_nobody_sees_a_foreign_import(company: Company) -> None:
    _drop(_client(company.zhao))
    record = Import.objects.get()
    assert _client(company.lin).get(reverse("imports")).status_code == 404
    assert _client(company.sun).get(reverse("import", args=[record.pk])).status_code == 404
    assert _client(company.ops).get(reverse("import", args=[record.pk])).status_code == 200


def test_pages_speak_english(company: Company) -> None:
    company.ops.language = "en"
    company.ops.save(update_fields=["language"])
    client = _client(company.ops)
    _drop(client)
    record = Import.objects.get()
    page = client.get(reverse("import", args=[record.pk])).content.decode()
    assert "Check the mapping" in page
    assert client.get(reverse("export_kind", args=["projects"])).status_code == 200
    assert client.get(reverse("export_kind", args=["nonsense"])).status_code == 404


def test_ten_claims_are_settled_in_one_sitting(company: Company) -> None:
    text = "编号,客户,项目,负责人,金额,阶段\n" + "".join(
        f"N{i},客户{i},项目{i},林一,{i}000000,技术突破\n" for i in range(1, 13)
    )
    record = actions.take(company.ops, now=companies.NOW, data=text.encode(), name="a.csv", kind="projects")
    actions.run_import(company.ops, now=companies.NOW, record=record)
    client = _client(company.zhao)
    page = client.get(reverse("baseline")).content.decode()
    assert page.count('name="project"') == 10
    first, second, third, *rest = Project.objects.order_by("-amount_fen")[:10]
    said = {"project": [str(one.pk) for one in (first, second, third, *rest)]} | {
        f"verdict-{one.pk}": "stands" for one in (first, *rest)
    }
    said |= {f"verdict-{second.pk}": "earlier:contact", f"verdict-{third.pk}": "lost:too_late"}
    assert client.post(reverse("baseline"), said).status_code == 302
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.stage, third.status) == ("contact", "lost")
    assert client.get(reverse("baseline")).content.decode().count('name="project"') == 2


def test_level_limits_give_about_ten_thirty_sixty() -> None:
    amounts = [int(1.09**i * 20_000) * 100 for i in range(100)]
    proposed = limits.propose(amounts)
    assert proposed is not None
    a, b, c = proposed.shares()
    assert abs(a - 10) <= 4
    assert abs(b - 30) <= 6
    assert abs(c - 60) <= 6
    assert proposed.a_fen > proposed.b_fen
    assert limits.propose([100] * 50) is None
