"""Pages of the gate: what they show, what they refuse, in both languages; everything through forms."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from milepost.approvals import actions as approvals
from milepost.approvals.models import Approval, Declaration
from milepost.evidence.models import Piece
from milepost.evidence.tests.world import World
from milepost.gates import actions, queries
from milepost.gates.models import GateRequest, Judgement, Waiver
from milepost.gates.tests.pilot import pilot
from milepost.people.models import User
from milepost.projects.models import Pass, Project, TenderDates

Browser = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def browser(world: World) -> Browser:
    """A browser signed in as a person; pages of today, in his language."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture
def world(world: World) -> World:
    """The company as of today: pages ask the clock themselves."""
    world.now, world.frozen = timezone.localtime(), True
    return world


def page(client: Client, name: str, *args: int, query: str = "", status: int = 200) -> str:
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def send(client: Client, name: str, *args: int, query: str = "", status: int = 302, **data: Any) -> str:
    response = client.post(reverse(name, args=args) + query, data)
    assert response.status_code == status, response.content.decode()[:3000]
    return response.content.decode()


def english(user: User) -> User:
    User.objects.filter(pk=user.pk).update(language="en")
    user.refresh_from_db()
    return user


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_sheet_shows_what_is_missing_and_its_doors_in_both_languages(
    world: World, browser: Browser, language: str
) -> None:
    flight = pilot(world)
    User.objects.filter(pk=world.seller.pk).update(language=language)
    shown = page(browser(world.seller), "gate_sheet", flight.project.pk)
    words = (
        ("还差", "填写", "申请豁免", "添加证据", "提请")
        if language == "zh-hans"
        else ("Missing", "Fill in", "Ask for a waiver", "Add evidence", "Ask for")
    )
    for word in words:
        assert word in shown
    assert reverse("gate_facts", args=[flight.project.pk]) in shown
    assert "field=budget_max_fen" in shown
    assert reverse("gate_ask", args=[flight.project.pk]) not in shown


def test_what_is_missing_is_said_once_and_how_it_was_judged_is_folded(world: World, browser: Browser) -> None:
    flight = pilot(world)
    shown = page(browser(world.seller), "gate_sheet", flight.project.pk)
    assert shown.count("还没批准：“项目报备”") == 1
    folded = shown.split("怎么判的")
    assert len(folded) > 1
    assert "还没有审批结论" not in folded[0]
    assert "“项目报备”还没有审批结论" in shown


def test_a_pending_request_is_looked_at_and_not_opened_again(world: World, browser: Browser) -> None:
    flight = pilot(world)
    flight.prepare("discovery")
    client, pk = browser(world.seller), flight.project.pk
    assert "去过关" in page(client, "standards_panel", pk)
    flight.request()
    shown = page(client, "standards_panel", pk)
    assert "看过关申请" in shown
    assert "去过关" not in shown


def test_the_missing_facts_are_filled_in_on_the_spot(world: World, browser: Browser) -> None:
    flight = pilot(world)
    client, pk = browser(world.seller), flight.project.pk
    query = "?field=need_summary&field=budget_max_fen&field=need_by&field=secret"
    form = page(client, "gate_facts", pk, query=query)
    assert "secret" not in form.split("action=")[1].split('"')[2]
    send(
        client,
        "gate_facts",
        pk,
        query=query,
        need_summary="门诊系统",
        budget_max_fen="30万",
        need_by="2027-01-01",
        reason="",
    )
    met = {row.key for row in queries.sheet(flight.project, world.seller, world.today).met}
    assert "facts_rough" in met
    refused = send(
        client,
        "gate_facts",
        pk,
        query=query,
        status=422,
        need_summary="门诊",
        budget_max_fen="很多",
        need_by="",
        reason="",
    )
    assert 'class="error"' in refused
    later = (world.now + dt.timedelta(days=9)).strftime("%Y-%m-%dT09:30")
    send(client, "gate_facts", pk, query="?field=deadline_at", deadline_at=later, reason="")
    assert TenderDates.objects.get(project=flight.project).deadline_at is not None


def test_a_seller_asks_and_his_manager_passes_with_one_sentence_and_one_click(world: World, browser: Browser) -> None:
    flight = pilot(world)
    flight.through("discovery")
    flight.prepare("contact")
    seller, manager, pk = browser(world.seller), browser(world.sales_manager), flight.project.pk
    assert "请 sales_manager先生 过关" in page(seller, "gate_sheet", pk)
    send(seller, "gate_ask", pk, note="请看", stage="contact")
    waiting = page(seller, "gate_sheet", pk)
    assert "复制催办" in waiting
    assert "撤回申请" in waiting
    shown = page(manager, "gate_sheet", pk)
    request, piece = GateRequest.objects.get(state="pending"), Piece.objects.get(type="customer_message")
    assert piece.text in shown
    assert f'name="accept" value="{piece.pk}" checked' in shown
    assert 'name="met" value="two_met" checked' in shown
    judged_by: dict[str, Any] = {"piece-key_people_named": piece.pk, "piece-two_met": piece.pk}
    send(
        manager, "gate_decide", request.pk, decision="pass", note="见过两人，邮件属实", version=request.version,
        accept=[piece.pk], met=["key_people_named", "two_met"], **judged_by,
    )  # fmt: skip
    assert Project.objects.get(pk=pk).stage == "technical"
    assert Judgement.objects.filter(note="见过两人，邮件属实").count() == 2


def test_a_refused_pass_says_what_is_missing_and_htmx_gets_it_beside_the_button(world: World, browser: Browser) -> None:
    flight = pilot(world)
    flight.prepare("discovery")
    request = flight.request()
    client = browser(world.sales_manager)
    response = client.post(reverse("gate_decide", args=[request.pk]), {"decision": "pass", "version": 1}, headers=HTMX)
    assert response.status_code == 422
    assert response["Milepost-Refused"] == "1"
    assert "MAN" in response.content.decode()
    foreign: dict[str, Any] = {"piece-man_passed": 999_999}
    assert "依据" in send(
        client, "gate_decide", request.pk, status=422, decision="pass", met="man_passed", note="x", **foreign
    )


def test_returning_from_the_sheet_shows_the_remedy_to_the_seller(world: World, browser: Browser) -> None:
    flight = pilot(world)
    flight.prepare("discovery")
    request = flight.request()
    manager = browser(world.sales_manager)
    send(manager, "gate_decide", request.pk, status=422, decision="return", remedy="")
    send(manager, "gate_decide", request.pk, decision="return", unmet=["filed"], remedy="补报备回执", version=1)
    shown = page(browser(world.seller), "gate_sheet", flight.project.pk)
    assert "补报备回执" in shown
    assert "报备批准且无未决撞单" in shown.split("未达成：")[1][:80]
    send(browser(world.sales_director), "gate_decide", request.pk, status=422, decision="pass")


def test_withdrawing_is_for_who_asked(world: World, browser: Browser) -> None:
    flight = pilot(world)
    flight.prepare("discovery")
    request = flight.request()
    send(browser(world.presales), "gate_withdraw", request.pk, status=422)
    send(browser(world.seller), "gate_withdraw", request.pk)
    send(browser(world.seller), "gate_withdraw", request.pk)
    assert GateRequest.objects.get().state == "withdrawn"


def test_a_foreign_gate_answers_like_a_missing_one(world: World, browser: Browser) -> None:
    flight = pilot(world)
    flight.prepare("discovery")
    request = flight.request()
    client = browser(world.rival)
    for name, own in (("gate_sheet", flight.project.pk), ("standards_panel", flight.project.pk)):
        assert page(client, name, own, status=404) == page(client, name, 999_999, status=404)
    assert send(client, "gate_decide", request.pk, status=404) == send(client, "gate_decide", 999_999, status=404)


def test_skipping_and_stepping_back_have_their_forms(world: World, browser: Browser) -> None:
    flight = pilot(world)
    seller, pk = browser(world.seller), flight.project.pk
    assert "晚入场" in page(seller, "gate_sheet", pk, query="?skip=bidding")
    send(seller, "gate_skip", pk, status=422, to_stage="bidding", reason="")
    send(seller, "gate_skip", pk, to_stage="bidding", reason="late_entry", note="公告已出")
    request = GateRequest.objects.get()
    director = browser(world.sales_director)
    assert "跳到“现场投标”" in page(director, "gate_sheet", pk)
    send(director, "gate_decide", request.pk, decision="pass", version=1)
    assert Project.objects.get(pk=pk).stage == "bidding"
    assert "退回到" in page(seller, "gate_sheet", pk, query="?back=contact")
    send(seller, "gate_back", pk, status=422, to_stage="contact", reason="")
    send(seller, "gate_back", pk, to_stage="contact", reason="拍板人换了")
    assert Project.objects.get(pk=pk).stage == "contact"


def test_a_waiver_is_asked_looked_at_and_granted_on_pages(world: World, browser: Browser) -> None:
    flight = pilot(world)
    seller, director, pk = browser(world.seller), browser(world.sales_director), flight.project.pk
    assert "晚入场" in page(seller, "waiver_ask", pk, query="?standard=man_passed")
    until = (world.today + dt.timedelta(days=20)).isoformat()
    send(
        seller,
        "waiver_ask",
        pk,
        status=422,
        standard="man_passed",
        reason="late_entry",
        mitigation="",
        expires_on=until,
    )
    send(seller, "waiver_ask", pk, standard="man_passed", reason="late_entry", mitigation="下周补", expires_on=until)
    waiver = Waiver.objects.get()
    assert "下周补" in page(director, "approvals")
    assert "批准豁免" in page(director, "waiver", waiver.pk)
    assert "批准豁免" not in page(seller, "waiver", waiver.pk)
    send(browser(world.sales_manager), "waiver_decide", waiver.pk, status=422, decision="grant")
    send(director, "waiver_decide", waiver.pk, status=422, decision="refuse", why="")
    send(director, "waiver_decide", waiver.pk, decision="grant", version=waiver.version)
    assert "已豁免" in page(seller, "standards_panel", pk)
    send(seller, "waiver_end", waiver.pk)
    assert Waiver.objects.get().state == "ended"


def test_a_manager_judges_by_hand_from_the_panel(world: World, browser: Browser) -> None:
    flight = pilot(world)
    piece = flight.piece("call_note", "man_passed")
    manager, pk = browser(world.sales_manager), flight.project.pk
    assert f"{reverse('judge', args=[pk])}?standard=man_passed" in page(manager, "standards_panel", pk)
    assert reverse("judge", args=[pk]) not in page(browser(world.seller), "standards_panel", pk)
    page(browser(world.seller), "judge", pk, query="?standard=man_passed", status=422)
    send(manager, "judge", pk, query="?standard=man_passed", status=422, verdict="met", piece=piece.pk, note="")
    send(manager, "judge", pk, query="?standard=man_passed", verdict="met", piece=piece.pk, note="电话里确认了预算")
    shown = page(browser(world.seller), "standards_panel", pk)
    assert "其中人工判定 1" in shown
    assert "电话里确认了预算" in shown


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_inbox_holds_everything_that_waits_and_reminders_to_copy(
    world: World, browser: Browser, language: str
) -> None:
    User.objects.update(language=language)
    flight = pilot(world)
    flight.through("discovery", "contact", "technical")
    flight.prepare("commercial")
    flight.request()
    mine = page(browser(world.sales_manager), "approvals")
    for word in ("商务突破", "报价底线") if language == "zh-hans" else ("Gates", "Price floor"):
        assert word in mine
    asked = page(browser(world.seller), "approvals", query="?view=asked")
    assert ("复制催办" if language == "zh-hans" else "Copy a reminder") in asked
    assert "http://testserver/projects/" in asked
    times = page(browser(world.sales_director), "approvals", query="?view=times")
    assert "sales_manager先生" in times
    assert page(browser(world.sales_manager), "approvals", query="?view=decided")
    empty = page(browser(world.rival), "approvals", query="?view=no-such")
    assert ("没有等您决定的事" if language == "zh-hans" else "Nothing waits for you") in empty


def test_the_inbox_asks_a_fixed_number_of_queries(
    world: World, browser: Browser, django_assert_max_num_queries: Any
) -> None:
    client = browser(world.sales_manager)
    counts = []
    for _ in range(2):
        for _ in range(2):
            approvals.ask(world.seller, now=world.now, project=world.project(), kind="price_floor")
        with django_assert_max_num_queries(40) as captured:
            page(client, "approvals")
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 24


def test_an_approval_is_granted_by_one_click_and_refused_with_a_reason(world: World, browser: Browser) -> None:
    project = world.project()
    seller, manager = browser(world.seller), browser(world.sales_manager)
    send(seller, "approval_ask", project.pk, kind="price_floor", now="1")
    first = Approval.objects.get()
    assert "批准" in page(manager, "approval", first.pk)
    page(browser(world.presales), "approval_refuse", first.pk, status=422)
    send(manager, "approval_refuse", first.pk, status=422, reason="")
    send(manager, "approval_refuse", first.pk, reason="成本没算运维", version=1)
    assert "报价底线" in page(seller, "approval_ask", project.pk, query="?kind=price_floor")
    send(seller, "approval_ask", project.pk, kind="price_floor", note="重算了")
    second = Approval.objects.latest("id")
    send(manager, "approval_grant", second.pk, version=1)
    send(manager, "approval_grant", second.pk, version=1)
    send(browser(world.sales_director), "approval_grant", second.pk, status=422, version=1)
    send(manager, "approval_revoke", second.pk, reason="客户又压价")
    assert [one.state for one in Approval.objects.order_by("id")] == ["refused", "withdrawn"]
    send(seller, "approval_ask", project.pk, kind="bid_go", now="1")
    send(seller, "approval_withdraw", Approval.objects.latest("id").pk)


def test_declarations_are_made_and_settled_on_pages(world: World, browser: Browser) -> None:
    project = world.project()
    seller, compliance = browser(world.seller), browser(world.compliance)
    assert "关联关系" in page(seller, "declare", project.pk, query="?kind=related_party")
    send(seller, "declare", project.pk, status=422, kind="related_party", answer="blocking", note="")
    send(seller, "declare", project.pk, kind="related_party", answer="blocking", note="表弟在客户处")
    made = Declaration.objects.get()
    send(seller, "declaration_close", project.pk, made.pk, status=422, why="没事")
    send(compliance, "declaration_close", project.pk, made.pk, why="已回避")
    other = world.project()
    send(compliance, "declaration_close", other.pk, made.pk, status=404, why="x")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_enforcement_is_set_by_level_and_the_assessment_suggests(world: World, browser: Browser, language: str) -> None:
    User.objects.update(language=language)
    flight = pilot(world, "C")
    actions.move(world.seller, now=world.now, project=flight.project, to_stage="contact")
    ops = browser(world.sales_ops)
    shown = page(ops, "enforcement")
    assert flight.project.name in shown
    north = world.units["north"].path
    send(ops, "enforcement", unit=north, level="C", mode="block")
    assert queries.mode(flight.project) == "block"
    shown = page(ops, "enforcement", query=f"?unit={north}&assess=1&yes=stages&yes=team&yes=proof&yes=approve")
    assert ("项目性销售流程管理" if language == "zh-hans" else "Project-selling process management") in shown
    send(ops, "enforcement", unit=north, level="all", mode="warn")
    assert queries.enforcement_rows(north) == {"A": "warn", "B": "warn", "C": "warn", "imported": "warn"}
    send(ops, "enforcement", status=422, unit=north, level="C", mode="maybe")
    page(browser(world.seller), "enforcement", status=404)
    send(browser(world.sales_director), "enforcement", status=422, unit="", level="A", mode="off")


def test_an_instalment_has_a_sheet_of_its_own(world: World, browser: Browser) -> None:
    flight = pilot(world)
    flight.through("discovery", "contact", "technical", "commercial", "bidding", "contract")
    seller, pk = browser(world.seller), flight.project.pk
    shown = page(seller, "gate_sheet", pk, query="?stage=stage_payment")
    assert "第1期" in shown
    assert "cash_in%231" in shown
    assert page(seller, "standards_panel", pk)
    assert Pass.objects.count() == 6
