"""Looking after people and units, through the pages."""

import pytest
from django.test import Client
from django.utils import timezone

from milepost.people import actions, queries
from milepost.people.models import Unit, User
from milepost.people.web.people import lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> Unit:
    return actions.create_unit(None, now=timezone.now(), name="远景集成", name_en="Vista")


@pytest.fixture
def admin(root: Unit) -> User:
    return actions.invite(None, now=timezone.now(), username="boss", name="周总", roles=[("admin", None)], unit=root)


@pytest.fixture
def page(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


def test_many_people_are_invited_by_pasting_lines(page, root):
    pasted = "wangmin, 王敏, 销售, wm@example.com\nlihua\t李华\t销售经理/售前\n\nzhao，赵，商务/投标专员"
    done = page.post("/settings/people/invite/", {"unit": root.pk, "lines": pasted})
    assert done.status_code == 200
    assert done.text.count("/sign-in/welcome/") >= 3
    li = User.objects.get(username="lihua")
    assert {(one.role, one.unit) for one in li.roles_held.all()} == {("sales_manager", root), ("presales", None)}
    assert User.objects.get(username="zhao").roles_held.get().role == "bid_specialist"
    assert User.objects.get(username="wangmin").email == "wm@example.com"


def test_one_wrong_line_invites_nobody_and_names_each(page, root):
    pasted = "good, 好, 销售\nbad, 坏, 皇帝\ngood, 重复, 销售\nalone"
    refused = page.post("/settings/people/invite/", {"unit": root.pk, "lines": pasted})
    assert refused.status_code == 422
    for words in ("第 2 行", "皇帝", "第 3 行", "已被使用", "第 4 行"):
        assert words in refused.text
    assert User.objects.count() == 1


def test_roles_are_read_in_both_languages_and_by_key():
    read = [line.roles for line in lines.read("a,A,Sales director\nb,B,finance/法务\nc,C,商务/投标专员")]
    assert read == [("sales_director",), ("finance", "legal"), ("bid_specialist",)]


def test_details_roles_and_leaving(page, admin, root):
    team = actions.create_unit(admin, now=timezone.now(), name="一部", parent=root)
    user = actions.invite(admin, now=timezone.now(), username="lin", name="林", roles=[("sales", None)], unit=root)
    base = f"/settings/people/{user.pk}/"
    assert "林" in page.get(base).text
    assert page.post(base, {"name": "林一", "email": "", "phone": "1", "unit": team.pk}).status_code == 302
    assert page.post(base, {"name": "", "unit": team.pk}).status_code == 422
    ticked = {"sales_manager": "on", "sales_manager-unit": team.pk}
    assert page.post(f"{base}roles/", ticked).status_code == 302
    user.refresh_from_db()
    assert (user.name, user.unit, queries.role_keys(user)) == ("林一", team, {"sales_manager"})
    assert "/sign-in/welcome/" in page.post(f"{base}link/").text
    assert page.post(f"{base}leave/", {"why": "离职"}).status_code == 302
    user.refresh_from_db()
    assert not user.is_active
    assert "已停用" in page.get(base).text
    assert page.post(f"{base}link/").status_code == 422
    assert page.post(f"{base}erase/", {"why": ""}).status_code == 422
    assert page.post(f"{base}erase/", {"why": "本人申请"}).status_code == 302
    user.refresh_from_db()
    assert user.username == f"erased-{user.pk}"


def test_last_administrator_stays_and_the_page_says_why(page, admin):
    refused = page.post(f"/settings/people/{admin.pk}/roles/", {"sales": "on"})
    assert (refused.status_code, "最后一位管理员" in refused.text) == (422, True)
    assert page.post(f"/settings/people/{admin.pk}/leave/").status_code == 422


def test_units_are_made_renamed_and_moved(page, root):
    assert (
        page.post("/settings/people/units/", {"name": "华东", "name_en": "East", "parent": root.pk}).status_code == 302
    )
    assert page.post("/settings/people/units/", {"name": "华东", "parent": root.pk}).status_code == 422
    east = Unit.objects.get(name="华东")
    assert page.post(f"/settings/people/units/{east.pk}/", {"name": "华东区", "parent": ""}).status_code == 302
    east.refresh_from_db()
    assert (east.name, east.path) == ("华东区", "0002")
    text = page.get("/settings/people/units/").text
    assert "远景集成" in text
    assert "华东区" in text
    into_itself = page.post(f"/settings/people/units/{east.pk}/", {"name": "华东区", "parent": east.pk})
    assert into_itself.status_code == 422


def test_list_finds_by_name(page, admin):
    actions.invite(admin, now=timezone.now(), username="lin", name="林一", roles=[("sales", None)], unit=None)
    assert "林一" in page.get("/settings/people/?q=林").text
    assert "林一" not in page.get("/settings/people/?q=boss").text
    assert "没有找到" in page.get("/settings/people/?q=zzz").text


def test_list_asks_as_many_questions_for_many_people_as_for_few(page, admin, django_assert_max_num_queries):
    for number in range(30):
        actions.invite(
            admin, now=timezone.now(), username=f"u{number}", name=f"人{number}", roles=[("sales", None)], unit=None
        )
    with django_assert_max_num_queries(12):
        page.get("/settings/people/")


def test_for_everybody_else_these_pages_do_not_exist(client, admin):
    seller = actions.invite(
        admin, now=timezone.now(), username="lin", name="林", roles=[("sales_director", None)], unit=None
    )
    client.force_login(seller)
    for path in ("", "invite/", "units/", f"{admin.pk}/", f"{seller.pk}/"):
        assert client.get(f"/settings/people/{path}").status_code == 404
