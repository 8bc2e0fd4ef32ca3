"""The list: filters, sums, views, export, many at once."""

import io
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from milepost.control.models import Standing
from milepost.projects.models import Project
from milepost.shell.models import SavedView

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "项目列表"), ("en", "Projects")])
def test_the_list_speaks_the_readers_language(sign_in: Any, start: Any, language: str, word: str) -> None:
    project = start()
    page = sign_in("seller", language).get("/projects/list/").content.decode()
    assert word in page
    assert project.code in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_few_statements(sign_in: Any, start: Any, django_assert_max_num_queries: Any, count: int) -> None:
    for _ in range(count):
        start()
    client = sign_in("sales_director")
    client.get("/projects/list/")
    with django_assert_max_num_queries(12):
        client.get("/projects/list/")


def test_search_finds_chinese_and_pinyin_initials(sign_in: Any, start: Any) -> None:
    start(customer_name="江城市第一医院")
    start(customer_name="海川银行")
    for asked in ("第一医院", "jcsdyyy", "江城"):
        page = sign_in("seller").get("/projects/list/", {"q": asked}).content.decode()
        assert "江城市第一医院" in page, asked
        assert "海川银行" not in page, asked


def test_the_sums_say_how_many_stand_outside_of_them(sign_in: Any, start: Any) -> None:
    start()
    start(kind="account")
    page = sign_in("seller").get("/projects/list/").content.decode()
    assert "2 个项目" in page
    assert "1 个客户订单和渠道业务不计入" in page


def test_nonsense_in_the_address_is_left_out(sign_in: Any, start: Any) -> None:
    start()
    for query in ("?sort=password", "?after=x~y", "?standard='--", "?team=abc&owner=-1", "?after=9~9&sort=sign"):
        assert sign_in("seller").get("/projects/list/" + query).status_code == 200


def test_the_export_holds_the_rows_of_the_list(sign_in: Any, start: Any) -> None:
    projects = [start(), start("B"), start(customer_name="=cmd()")]
    answer = sign_in("seller").get("/projects/list/export/")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == [
        one.code for one in sorted(projects, key=lambda one: (-(one.amount_fen or 0), -one.pk))
    ]
    assert rows[0][:3] == ["编号", "项目", "客户"]
    assert rows[1][7] == 1_000_000.0
    rival = sign_in("rival").get("/projects/list/export/")
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(rival.content)).get_sheet_by_index(0).to_python()) == 1


def test_a_view_is_kept_shared_and_removed(sign_in: Any, start: Any, world: Any) -> None:
    client = sign_in("seller")
    client.post("/projects/list/views/", {"name": "停住的", "still": "1", "sort": "sign", "evil": "x", "shared": "1"})
    view = SavedView.objects.get()
    assert view.query == "still=1&sort=sign"
    assert "停住的" in sign_in("sales_manager").get("/projects/list/").content.decode()
    assert "停住的" not in sign_in("rival").get("/projects/list/").content.decode()
    assert sign_in("sales_manager").post(f"/projects/list/views/{view.pk}/drop/").status_code == 404
    client.post(f"/projects/list/views/{view.pk}/drop/")
    assert not SavedView.objects.exists()


def test_a_view_needs_a_name(sign_in: Any) -> None:
    assert sign_in("seller").post("/projects/list/views/", {"name": " "}, **HTMX).status_code == 422


def test_only_who_may_assign_is_told_whom_to_hand_over_to(sign_in: Any, world: Any) -> None:
    assert world.seller.name in sign_in("sales_manager").get("/projects/list/owners/").content.decode()
    assert world.rival.name not in sign_in("sales_manager").get("/projects/list/owners/").content.decode()
    assert world.sales_manager.name not in sign_in("seller").get("/projects/list/owners/").content.decode()


def test_a_manager_hands_many_over_and_a_seller_is_told_no(sign_in: Any, start: Any, world: Any) -> None:
    mine, also = start(), start()
    given = {"project": [mine.pk, also.pk], "what": "owner", "owner": world.sales_manager.pk, "reason": "区域调整"}
    page = sign_in("sales_manager").post("/projects/list/many/", given, **HTMX).content.decode()
    assert "已完成 2" in page
    assert set(Project.objects.values_list("owner", flat=True)) == {world.sales_manager.pk}
    page = sign_in("rival").post("/projects/list/many/", given, **HTMX)
    assert page.status_code == 422


def test_many_moved_tell_one_by_one_what_came_of_it(sign_in: Any, start: Any) -> None:
    given = {"project": [start("A").pk, start("C").pk], "what": "move", "to": "contact"}
    page = sign_in("seller").post("/projects/list/many/", given, **HTMX).content.decode()
    assert "要先过关 1" in page
    assert "已完成 1" in page
    assert Standing.objects.count() == 2


def test_many_without_a_choice_is_refused(sign_in: Any, start: Any) -> None:
    project = start()
    client = sign_in("sales_manager")
    for given in (
        {"what": "move", "to": "contact"},
        {"project": project.pk, "what": "owner"},
        {"project": project.pk, "what": "move"},
    ):
        assert client.post("/projects/list/many/", given, **HTMX).status_code == 422
