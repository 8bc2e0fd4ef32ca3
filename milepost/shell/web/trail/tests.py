"""The trail's pages: readable in both languages, for the right people only, with lawful erasure."""

import ast
import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from milepost.people import actions as people
from milepost.people.models import User
from milepost.playbook import actions as playbooks
from milepost.shell.web.trail import shown, words
from milepost.trail import actions, queries, wires

PACKAGE = Path(__file__).resolve().parents[3]


@pytest.fixture
def admin(db) -> User:
    playbooks.ensure_default(now=timezone.now())
    return people.invite(None, now=timezone.now(), username="boss", name="周总", roles=[("admin", None)], unit=None)


def invite(admin: User, username: str, role: str) -> User:
    return people.invite(admin, now=timezone.now(), username=username, name=username, roles=[(role, None)], unit=None)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_company_trail_reads_in_both_languages(admin):
    invite(admin, "lin", "sales")
    page = signed_in(admin).get("/settings/trail/").text
    for word in ("周总", "邀请成员", "登录名", "lin"):
        assert word in page
    people.set_preferences(admin, now=timezone.now(), language="en")
    page = signed_in(admin).get("/settings/trail/").text
    assert "invited a person" in page
    assert "sign-in name" in page


def test_filters_narrow_and_pages_go_back_in_time(admin):
    for number in range(60):
        actions.record(
            admin, now=timezone.now(), action="unit.rename", kind="unit", object_id=number, why=f"第{number}次"
        )
    client = signed_in(admin)
    first = client.get("/settings/trail/?kind=unit").text
    assert "第59次" in first
    assert "第9次" not in first
    assert "邀请成员" not in first
    more = first.split("before=")[1].split('"')[0]
    assert "第9次" in client.get(f"/settings/trail/?kind=unit&before={more}").text
    assert "没有符合条件" in client.get("/settings/trail/?who=nobody").text
    assert client.get("/settings/trail/?kind=nonsense&from_on=x&before=x").status_code == 200


@pytest.mark.parametrize(
    ("role", "status"), [("compliance", 200), ("sales_director", 404), ("sales_ops", 404), ("sales", 404)]
)
def test_company_trail_is_for_administrators_and_compliance(admin, role, status):
    assert signed_in(invite(admin, "x", role)).get("/settings/trail/").status_code == status


def test_erasing_empties_the_values_keeps_the_act_and_the_chain(admin):
    actions.record(
        admin, now=timezone.now(), action="contact.edit", kind="contact", object_id=5, before={"phone": "13800000000"}
    )
    client = signed_in(invite(admin, "heli", "compliance"))
    path = "/settings/trail/contact/5/erase/"
    assert "13800000000" in client.get(path).text
    assert client.post(path, {"why": ""}).status_code == 422
    assert client.post(path, {"why": "本人申请"}).status_code == 302
    page = client.get("/settings/trail/").text
    assert "13800000000" not in page
    assert "内容已依法清除" in page
    assert "本人申请" in page
    assert queries.first_broken() is None
    assert client.get("/settings/trail/contact/6/erase/").status_code == 404
    assert client.get("/settings/trail/unit/5/erase/").status_code == 404


def test_erasing_a_contact_empties_his_row_and_search_too(db):
    from milepost.evidence.tests import world as worlds
    from milepost.search import queries as search

    world = worlds.company()
    contact = world.contact(world.project("C"), name="欧阳处长")
    assert search.find_ids("contact", "欧阳") == [contact.pk]
    client = signed_in(world.compliance)
    assert client.post(f"/settings/trail/contact/{contact.pk}/erase/", {"why": "本人申请"}).status_code == 302
    contact.refresh_from_db()
    assert (contact.name, contact.post, contact.phone) == (f"#{contact.pk}", "", "")
    assert search.find_ids("contact", "欧阳") == []
    assert "欧阳" not in client.get("/settings/trail/?kind=contact").text
    assert queries.first_broken() is None


def test_a_colleague_still_with_us_is_not_erased(admin):
    seller = invite(admin, "lin", "sales")
    client = signed_in(invite(admin, "heli", "compliance"))
    refused = client.post(f"/settings/trail/user/{seller.pk}/erase/", {"why": "误点"})
    assert (refused.status_code, "请先停用账号" in refused.text) == (422, True)
    people.deactivate(admin, now=timezone.now(), user=seller)
    assert client.post(f"/settings/trail/user/{seller.pk}/erase/", {"why": "本人申请"}).status_code == 302
    seller.refresh_from_db()
    assert seller.username == f"erased-{seller.pk}"


def test_values_are_written_as_people_read_them(admin):
    actions.record(
        admin,
        now=timezone.now(),
        action="project.amount",
        kind="project",
        object_id=1,
        project_id=1,
        before={"amount_fen": 100_00, "owner": admin.pk, "strategic": False, "note": None, "same": 1},
        after={"amount_fen": 250_00, "owner": 999_999, "strategic": True, "note": "", "same": 1, "tags": ["甲", "乙"]},
    )
    (row,) = shown.rows(admin, queries.of_project(1))
    assert set(row.changes) == {
        ("金额", "¥100", "¥250"),
        ("负责人", "周总", "#999999"),
        ("战略项目", "否", "是"),
    }
    assert row.facts == (("标签", "甲、乙"),)


def test_keys_are_shown_by_their_names(admin):
    actions.record(
        admin,
        now=timezone.now(),
        action="gate.return",
        kind="gate",
        object_id=1,
        project_id=1,
        before={"state": "pending", "version": 1},
        after={
            "state": "returned",
            "version": 2,
            "stage": "contact",
            "returned": ["man_passed"],
            "roles": [["sales", None]],
        },
    )
    (row,) = shown.rows(admin, queries.of_project(1))
    assert row.changes == (("状态", "待定", "退回"),)
    facts = dict(row.facts)
    assert facts["角色"] == "销售"
    assert not any(text.isascii() for text in facts.values())


def test_what_is_confidential_shows_that_it_happened_and_nothing_more(db):
    from milepost.evidence.tests import world as worlds

    world = worlds.company()
    project = world.project("B")
    open_piece = world.piece(project, title="公开的信")
    secret = world.piece(project, title="机密的信", confidential=True, named=[world.presales])
    assert open_piece.pk != secret.pk
    path = f"/projects/{project.pk}/trail/"
    for user, sees in (
        (world.seller, True),
        (world.presales, True),
        (world.sales_manager, False),
        (world.compliance, False),
    ):
        page = signed_in(user).get(path).text
        assert "公开的信" in page
        assert ("内容机密" in page) is not sees, user.username
    company_wide = signed_in(world.compliance).get("/settings/trail/").text
    assert "内容机密" in company_wide
    assert "公开的信" in company_wide
    for text in (page, company_wide):
        assert "机密的信" not in text


WRITERS = frozenset({"record", "note", "save", "Change", "_decide", "_note", "_record", "_told"})
"""Functions through which rooms write the trail; events they tell on the way are known to the wires."""


def recorded_actions() -> dict[str, str]:
    """Every literal action that the code records, and one file that does."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.glob("*/**/*.py")):
        if "tests" in path.parts or path.name.startswith("test") or "migrations" in path.parts:
            continue
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        for key in (key for call in calls for key in _literals(call)):
            found.setdefault(key, str(path.relative_to(PACKAGE)))
    return found


def _literals(call: ast.Call) -> list[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = [*call.args, *(keyword.value for keyword in call.keywords)] if name in WRITERS else []
    texts = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return [text for text in texts if re.fullmatch(r"[a-z]+\.[a-z-]+", text) and text not in wires.REACTIONS]


def test_every_recorded_action_has_words_in_both_languages():
    recorded = recorded_actions()
    assert len(recorded) > 60
    missing = {key: file for key, file in recorded.items() if key not in words.ACTIONS}
    assert not missing, f"add these to shell/web/trail/words.py: {missing}"
