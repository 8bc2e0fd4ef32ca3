"""Today: the seller's seven things, the landing of who leads, what waits, what is copied."""

import datetime as dt
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from milepost.control.actions import rebuild
from milepost.control.models import Standing
from milepost.diary import actions as diary
from milepost.diary.models import Entry
from milepost.gates.tests.pilot import Pilot
from milepost.kernel.text import Text
from milepost.projects import actions as projects
from milepost.projects import queries as project_queries
from milepost.projects.models import Task
from milepost.shell import stories
from milepost.shell.stories import Story

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
HTMX = {"HTTP_HX_REQUEST": "true"}


def today() -> dt.date:
    return timezone.localdate()


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", ("今天要做的", "记一笔")), ("en", ("To do today", "Write it down"))]
)
def test_a_seller_sees_what_to_do_with_why_and_one_button(
    sign_in: Any, start: Any, language: str, words: tuple[str, ...]
) -> None:
    project = start()
    Standing.objects.update(next_step="送方案", next_on=today() - 2 * DAY)
    page = sign_in("seller", language).get("/").content.decode()
    assert all(word in page for word in words)
    assert f"{project.name}" in page
    assert "送方案" in page
    assert ("晚了 2 天" in page) or ("2 days late" in page)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("who", "address"), [("seller", "/"), ("sales_director", "/"), ("sales_director", "/?view=mine"), ("finance", "/")]
)
def test_today_asks_few_statements(
    sign_in: Any, start: Any, django_assert_max_num_queries: Any, count: int, who: str, address: str
) -> None:
    for _ in range(count):
        start()
    Standing.objects.update(stage_limit_on=today() - DAY, bid_on=today() + DAY)
    client = sign_in(who)
    client.get(address)
    with django_assert_max_num_queries(12):
        client.get(address)


def test_a_leader_reads_claimed_and_proved_and_what_holds_it_back(sign_in: Any, start: Any) -> None:
    project = start("B")
    Standing.objects.update(
        claimed_fen=100_000_000, earned_fen=25_000_000, missing=",need_confirmed,", owed=",need_confirmed,",
        stage_limit_on=today() - 9 * DAY, bid_on=today() + 3 * DAY,
    )  # fmt: skip
    rebuild()
    page = sign_in("sales_director").get("/").content.decode()
    assert "¥100万" in page
    assert "¥25万" in page
    assert "(25%)" in page
    assert "standard=need_confirmed" in page
    assert f"/projects/{project.pk}/" in page
    assert "超出本阶段常规 9 天" in page
    assert "投标截止" in page
    english = sign_in("sales_director", "en").get("/").content.decode()
    assert "9 days beyond the stage" in english


def test_an_empty_landing_offers_to_drop_in_ones_own_list(sign_in: Any, world: Any) -> None:
    assert "拖入您自己的表" in sign_in("sales_director").get("/").content.decode()


def test_gates_wait_with_their_evidence_on_the_same_screen(sign_in: Any, start: Any, world: Any) -> None:
    pilot = Pilot(world, start("C"))
    pilot.prepare("discovery")
    pilot.request()
    page = sign_in("sales_manager").get("/today/waiting/").content.decode()
    assert "提请过关" in page
    assert "/evidence/" in page
    assert "提请过关" not in sign_in("south_manager").get("/today/waiting/").content.decode()


def test_reminders_name_who_is_waited_for_with_the_address(sign_in: Any, start: Any, world: Any) -> None:
    pilot = Pilot(world, start("C"))
    pilot.prepare("discovery")
    pilot.request()
    page = sign_in("seller").get("/today/copies/", **HTMX).content.decode()
    assert world.sales_manager.name in page
    assert f"/projects/{pilot.project.pk}/gate/" in page


def test_the_weekly_report_is_made_from_the_diary(sign_in: Any, start: Any, world: Any) -> None:
    project = start()
    diary.write(world.seller, now=world.now, project=project, text="确认了立项会时间", kind="visit")
    assert "确认了立项会时间" in sign_in("seller").get("/today/copies/", **HTMX).content.decode()


def test_a_note_is_written_into_the_chosen_project(sign_in: Any, start: Any) -> None:
    project = start()
    answer = sign_in("seller").post("/capture/", {"project": project.pk, "text": "打电话给王处，预算已批"}, **HTMX)
    assert answer.status_code == 204
    entry = Entry.objects.get()
    assert (entry.kind, entry.project_id) == ("call", project.pk)


def test_a_note_into_a_foreign_project_or_without_text_is_not_taken(sign_in: Any, start: Any) -> None:
    project = start()
    assert sign_in("rival").post("/capture/", {"project": project.pk, "text": "x"}, **HTMX).status_code == 422
    assert sign_in("seller").post("/capture/", {"project": project.pk, "text": ""}, **HTMX).status_code == 422
    assert not Entry.objects.exists()


def test_tasks_that_are_due_stand_on_the_ladder(sign_in: Any, start: Any, world: Any) -> None:
    project = start()
    projects.add_task(
        world.seller, now=world.now, project=project, title="画决策链", owner=world.seller, due_on=today() - DAY
    )
    page = sign_in("seller").get("/").content.decode()
    assert "画决策链" in page


def test_stories_are_linked_when_somebody_tells_them(sign_in: Any, start: Any, monkeypatch: Any) -> None:
    project = start()
    monkeypatch.setattr(
        stories,
        "_tellers",
        [lambda user: [Story(Text("一波三折", "Ups and downs"), Text("退回一次", "sent back once"), project.pk)]],
    )
    page = sign_in("seller").get("/today/waiting/").content.decode()
    assert "五分钟看懂" in page
    assert "一波三折" in page
    assert "一个样例项目" in page


def test_a_task_of_the_playbook_bears_its_english_name(sign_in: Any, start: Any, world: Any) -> None:
    project = start()
    projects.plan_stage(world.seller, now=world.now, project=project, objective="面谈", target_on=today() + 9 * DAY)
    told = [task for task in Task.objects.filter(project=project) if task.key]
    Task.objects.filter(project=project).update(owner=world.seller, due_on=today())
    name = project_queries.name_of(told[0])
    client = sign_in("seller", "en")
    for address in ("/", "/today/waiting/"):
        page = unescape(client.get(address).content.decode())
        assert name.en in page
        assert name.zh not in page
