"""The board: what it shows to whom, and what moving a card does."""

from typing import Any

import pytest

from milepost.control import actions as control
from milepost.control.models import Standing
from milepost.gates.models import GateRequest
from milepost.gates.tests.pilot import Pilot

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", ("项目看板", "项目挖掘", "已证明")), ("en", ("Board", "Project discovery", "proved"))],
)
def test_the_board_speaks_the_readers_language(sign_in: Any, start: Any, language: str, words: tuple[str, ...]) -> None:
    start()
    page = sign_in("seller", language).get("/projects/").content.decode()
    assert all(word in page for word in words), [word for word in words if word not in page]


def test_each_sees_his_own_cards(sign_in: Any, start: Any) -> None:
    project = start()
    for who, seen in (
        ("seller", True),
        ("sales_manager", True),
        ("sales_director", True),
        ("rival", False),
        ("south_manager", False),
    ):
        page = sign_in(who).get("/projects/").content.decode()
        assert (project.name in page) is seen, who


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("who", ["seller", "sales_director"])
def test_the_board_asks_few_statements(
    sign_in: Any, start: Any, django_assert_max_num_queries: Any, count: int, who: str
) -> None:
    for _ in range(count):
        start()
    client = sign_in(who)
    client.get("/projects/")
    with django_assert_max_num_queries(11):
        client.get("/projects/")


def test_a_card_that_may_not_pass_opens_the_gate_sheet_and_stays(sign_in: Any, start: Any) -> None:
    project = start("A")
    answer = sign_in("seller").post(f"/projects/{project.pk}/move/", {"to": "contact"}, **HTMX)
    assert f"/projects/{project.pk}/gate/" in answer.content.decode()
    project.refresh_from_db()
    assert project.stage == "discovery"


def test_a_card_with_everything_brought_asks_the_approver(sign_in: Any, start: Any, world: Any) -> None:
    project = start("C")
    Pilot(world, project).prepare("discovery")
    control.recompute([project.pk], now=world.now)
    standing = Standing.objects.get(project=project)
    assert standing.missing != ""
    assert standing.owed == ""
    answer = sign_in("seller").post(f"/projects/{project.pk}/move/", {"to": "contact"}, **HTMX)
    assert answer.status_code == 204
    assert "board:changed" in answer["HX-Trigger"]
    assert GateRequest.objects.get(project=project).state == "pending"


def test_a_card_moved_back_opens_the_sheet_for_it(sign_in: Any, start: Any, world: Any) -> None:
    project = Pilot(world, start("C")).through("discovery")
    answer = sign_in("seller").post(f"/projects/{project.pk}/move/", {"to": "discovery"}, **HTMX)
    assert "back=discovery" in answer.content.decode()


def test_the_end_lane_opens_the_form_of_ending(sign_in: Any, start: Any) -> None:
    project = start()
    answer = sign_in("seller").post(f"/projects/{project.pk}/move/", {"to": "closed"}, **HTMX)
    assert f"/projects/{project.pk}/end/" in answer.content.decode()


def test_who_may_not_edit_is_refused_and_a_foreign_card_is_missing(sign_in: Any, start: Any) -> None:
    project = start()
    assert sign_in("sales_ops").get(f"/projects/{project.pk}/move/").status_code == 200
    assert sign_in("rival").post(f"/projects/{project.pk}/move/", {"to": "contact"}).status_code == 404
    refused = sign_in("executive").post(f"/projects/{project.pk}/move/", {"to": "nonsense"}, **HTMX)
    assert refused.status_code == 422


def test_an_empty_board_says_what_it_is_for(sign_in: Any, world: Any) -> None:
    assert "这里是项目看板" in sign_in("seller").get("/projects/").content.decode()
    assert "This is the board" in sign_in("seller", "en").get("/projects/").content.decode()
