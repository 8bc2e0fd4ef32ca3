"""The cockpit of a project, the funnel, the low-odds list and the palette."""

import datetime as dt
import re
from typing import Any

import pytest
from django.utils import timezone

from milepost.control.actions import rebuild
from milepost.control.models import Standing
from milepost.gates.tests.pilot import Pilot
from milepost.projects.models import Project
from milepost.shell.web.project.views import TABS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", ("已证明", "本阶段要达到", "还差")), ("en", ("Proved", "What this stage is for", "to go"))],
)
def test_the_cockpit_speaks_the_readers_language(
    sign_in: Any, start: Any, language: str, words: tuple[str, ...]
) -> None:
    project = start("B")
    page = sign_in("seller", language).get(f"/projects/{project.pk}/").content.decode()
    assert project.name in page
    assert all(word in page for word in words), [word for word in words if word not in page]


def test_every_tab_loads_its_panels(sign_in: Any, start: Any) -> None:
    project, client = start(), sign_in("seller")
    found = {tab: client.get(f"/projects/{project.pk}/?tab={tab}").content.decode() for tab in TABS}
    for tab, panels in {
        "work": ("standards", "tasks", "timeline"),
        "facts": ("brief",),
        "files": ("evidence",),
        "team": ("team",),
        "origin": ("origin",),
    }.items():
        for panel in panels:
            address = f"/projects/{project.pk}/panel/{panel}/"
            assert f'hx-get="{address}"' in found[tab]
            assert client.get(address, HTTP_HX_REQUEST="true").status_code == 200


@pytest.mark.parametrize("level", ["A", "C"])
def test_the_cockpit_asks_few_statements(
    sign_in: Any, start: Any, django_assert_max_num_queries: Any, level: str
) -> None:
    project, client = start(level), sign_in("seller")
    client.get(f"/projects/{project.pk}/")
    with django_assert_max_num_queries(12):
        client.get(f"/projects/{project.pk}/")


def test_a_foreign_project_answers_like_a_missing_one(sign_in: Any, start: Any) -> None:
    project, client = start(), sign_in("rival")
    foreign, missing = client.get(f"/projects/{project.pk}/"), client.get("/projects/987654/")
    assert foreign.status_code == missing.status_code == 404


def test_the_cockpit_asks_to_pass_once_everything_is_brought(sign_in: Any, start: Any, world: Any) -> None:
    pilot = Pilot(world, start("C"))
    pilot.prepare("discovery")
    _judge(pilot.project)
    assert "提请过关" in sign_in("seller").get(f"/projects/{pilot.project.pk}/").content.decode()
    pilot.request()
    _judge(pilot.project)
    assert "看过关申请" in sign_in("seller").get(f"/projects/{pilot.project.pk}/").content.decode()


def _judge(project: Project) -> None:
    from milepost.control import actions

    actions.recompute([project.pk], now=timezone.now())


def test_after_signing_the_delivery_milestones_stand_there(sign_in: Any, start: Any) -> None:
    project = start()
    Project.objects.filter(pk=project.pk).update(status="won", stage="kickoff")
    _judge(project)
    page = sign_in("seller").get(f"/projects/{project.pk}/").content.decode()
    assert "交付里程碑" in page
    assert "终验" in page


def test_an_account_order_shows_no_gate(sign_in: Any, start: Any) -> None:
    project = start(kind="account")
    page = sign_in("seller").get(f"/projects/{project.pk}/").content.decode()
    assert "过关" not in page
    assert "本阶段要达到" not in page


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", ["/funnel/", "/projects/odds/", "/palette/?q=医院", "/inbox/"])
def test_other_pages_ask_few_statements(
    sign_in: Any, start: Any, django_assert_max_num_queries: Any, count: int, address: str
) -> None:
    for _ in range(count):
        start()
    client = sign_in("sales_director")
    client.get(address)
    with django_assert_max_num_queries(12):
        client.get(address)


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", ("阶段漏斗", "往前走的比例")), ("en", ("Funnel", "Went on"))]
)
def test_the_funnel_draws_and_tells_the_same_numbers(
    sign_in: Any, start: Any, language: str, words: tuple[str, ...]
) -> None:
    start("B")
    Standing.objects.update(claimed_fen=30_000_000, earned_fen=10_000_000, hand_fen=4_000_000)
    rebuild()
    page = sign_in("sales_director", language).get("/funnel/").content.decode()
    assert all(word in page for word in words)
    assert "<svg viewBox" in page
    assert ("¥30万" if language == "zh-hans" else "¥300K") in page
    assert ("¥4万" if language == "zh-hans" else "¥40K") in page
    opened = re.findall(r'<a href="/projects/list/\?[^"]*">([^<]*)</a>', page)
    assert opened.count("¥30万" if language == "zh-hans" else "¥300K") == 2  # its stage and the sum open to their rows


def test_the_funnel_is_exported(sign_in: Any, start: Any) -> None:
    start()
    assert sign_in("seller").get("/funnel/export/").content[:2] == b"PK"


def test_low_odds_are_listed_with_their_facts(sign_in: Any, start: Any) -> None:
    project = start()
    day = timezone.localdate()
    Standing.objects.update(stage_limit_on=day - dt.timedelta(days=40), last_contact_on=day - dt.timedelta(days=70))
    page = sign_in("sales_manager").get("/projects/odds/").content.decode()
    assert project.name in page
    assert "70 天没有客户接触" in page
    assert "超出常规 40 天" in page
    assert project.name not in sign_in("south_manager").get("/projects/odds/").content.decode()


def test_the_palette_finds_what_one_may_see(sign_in: Any, start: Any) -> None:
    project = start(customer_name="江城市第一医院")
    assert project.name in sign_in("seller").get("/palette/", {"q": "江城"}).content.decode()
    foreign = sign_in("rival").get("/palette/", {"q": "江城"}).content.decode()
    assert project.name not in foreign
    assert "没有找到" in foreign
    assert sign_in("seller").get("/palette/", {"q": ""}).content.decode().strip() == ""
