"""Pages of a project: every one opens in both languages, forms write, refusals stand where they happened."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from milepost.accounts import actions as account_actions
from milepost.people import actions as people
from milepost.projects import actions, queries
from milepost.projects.models import Project, Task

pytestmark = pytest.mark.django_db
READ = ("project_facts", "project_team", "project_tasks", "project_dates", "project_settings",
        "panel_brief", "panel_team", "panel_tasks", "panel_origin")  # fmt: skip
EDIT = (
    "project_facts_edit",
    "project_tender",
    "stage_plan",
    "task_add",
    "project_sign_on",
    "project_criteria",
    "project_edit",
)
LEAD = ("member_add", "hand_over", "project_kind", "project_qualify", "project_end", "project_hold", "project_reopen")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def browser(company) -> Client:
    client = Client()
    client.force_login(company.lin)
    return client


@pytest.fixture
def full(company, project):
    """A project with something on every page."""
    now = timezone.now()
    actions.edit_brief(
        company.lin,
        now=now,
        project=project,
        changes={
            "need_by": "2027-06-30",
            "budget_max_fen": "200万",
            "procurement_method": "open_tender",
            "payment_record": "good",
            "need_summary": "统一管理",
        },
        source="王处",
    )
    actions.edit_brief(company.lin, now=now, project=project, changes={"need_by": "2027-07-30"}, reason="推迟")
    actions.plan_stage(
        company.lin, now=now, project=project, objective="面谈", target_on=timezone.localdate() + dt.timedelta(days=9)
    )
    actions.add_task(
        company.lin,
        now=now,
        project=project,
        title="约王处",
        owner=company.lin,
        due_on=timezone.localdate(),
        after=Task.objects.first(),
    )
    actions.edit_tender(company.lin, now=now, project=project, changes={"deadline_at": "2027-12-10 09:30"})
    actions.qualify(company.lin, now=now, project=project, answers={"real": "yes"})
    actions.create(company.lin, now=now, parent=project, name="二期")
    return project


def words(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("route", [*READ, *EDIT, *LEAD])
def test_every_page_opens_in_both_languages(company, full, browser, route, language):
    people.set_preferences(company.lin, now=timezone.now(), language=language)
    response = browser.get(reverse(route, args=[full.pk]))
    assert response.status_code == 200, route
    headings = re.findall(r"<(?:h1|h2|dt|label|th)[^>]*>([^<]+)<", words(response))
    assert any(re.search("[一-鿿]", heading) for heading in headings) == (language == "zh-hans"), headings


@pytest.mark.parametrize("view", ["list", "calendar", "raci", "nonsense"])
def test_tasks_can_be_looked_at_in_three_ways(full, browser, view):
    response = browser.get(reverse("project_tasks", args=[full.pk]), {"view": view, "stage": "discovery", "month": "x"})
    assert response.status_code == 200
    assert "约王处" in words(response) or view == "raci"


def test_a_task_opens_with_strategy_then_technique_then_tool(company, full, browser):
    task = Task.objects.get(project=full, key="score_man")
    shown = words(browser.get(reverse("task", args=[task.pk]), headers=HTMX))
    assert shown.index("先判断值不值得见") < shown.index("三项各0–4分") < shown.index("MAN评分表")


@pytest.mark.parametrize("route", [*EDIT, *LEAD])
def test_a_foreign_project_is_missing_on_every_page(company, project, route):
    stranger = Client()
    stranger.force_login(company.he)
    for method in (stranger.get, stranger.post):
        foreign = method(reverse(route, args=[project.pk]))
        missing = method(reverse(route, args=[987_654]))
        assert foreign.status_code == missing.status_code == 404


@pytest.mark.parametrize("route", [*EDIT, *LEAD, "project_level"])
def test_who_only_reads_is_refused(company, project, route):
    reader = Client()
    reader.force_login(company.compliance)
    assert reader.get(reverse(route, args=[project.pk])).status_code == 422
    assert reader.post(reverse(route, args=[project.pk])).status_code == 422
    project.refresh_from_db()
    assert project.version == 1


def test_two_fields_start_a_project(company, browser):
    page = browser.get(reverse("project_new"), headers=HTMX)
    assert 'name="customer_name"' in words(page)
    answer = browser.post(reverse("project_new"), {"customer_name": "江城第二医院", "name": "信息平台"}, headers=HTMX)
    made = Project.objects.get()
    assert answer["HX-Redirect"] == reverse("project", args=[made.pk])
    assert (made.name, made.owner, made.kind) == ("信息平台", company.lin, "project")


def test_an_empty_form_says_what_is_missing(browser):
    answer = browser.post(reverse("project_new"), {}, headers=HTMX)
    assert answer.status_code == 422
    assert "请填写客户" in words(answer)
    assert "<html" not in words(answer)


def test_contrasts_on_the_form_choose_the_kind(company, browser):
    order = {f"contrast_{key}": "account" for key in ("cycle", "regularity", "process", "organisation", "information")}
    said = words(browser.get(reverse("project_kind_of"), order, headers=HTMX))
    assert "大客户订单" in said
    browser.post(reverse("project_new"), {"customer_name": "江城第二医院", "amount_fen": "120万", **order})
    made = Project.objects.get()
    assert (made.kind, made.amount_fen) == ("account", 1_200_000_00)


def test_a_phase_is_started_from_its_parent(company, project, browser):
    address = reverse("project_new") + f"?parent={project.pk}"
    assert project.customer.name in words(browser.get(address))
    browser.post(address, {"customer_name": project.customer.name, "name": "二期"})
    assert Project.objects.get(name="二期").parent == project


def test_similar_ones_show_while_typing(company, project):
    stranger = Client()
    stranger.force_login(company.he)
    shown = words(
        stranger.get(reverse("project_similar"), {"customer_name": "华东轨道集团", "name": "资产"}, headers=HTMX)
    )
    assert "资产管理平台一期" in shown
    assert "林一" in shown
    assert reverse("project", args=[project.pk]) not in shown


def test_one_fact_is_written_with_its_source(company, project, browser):
    address = reverse("project_facts_edit", args=[project.pk]) + "?field=budget_max_fen"
    data = {"budget_max_fen": "200万", "source": "王处", "strength": "2", "version": "1"}
    answer = browser.post(
        address, data, headers=HTMX | {"HX-Current-URL": f"http://testserver{reverse('project', args=[project.pk])}"}
    )
    assert answer["HX-Redirect"] == reverse("project", args=[project.pk])
    assert queries.brief_of(project).budget_max_fen == 2_000_000_00
    assert "单一来源" in words(browser.get(reverse("project_facts", args=[project.pk])))


def test_a_stale_fact_shows_the_difference_and_can_be_saved_again(company, project, browser):
    actions.edit_brief(company.zhao, now=timezone.now(), project=project, changes={"agency": "省招标中心"})
    address = reverse("project_facts_edit", args=[project.pk]) + "?field=agency"
    mine = {"agency": "市招标中心", "strength": "1", "version": "1"}
    refused = browser.post(address, mine, headers=HTMX)
    assert refused.status_code == 422
    assert "赵经理改为“省招标中心”" in words(refused)
    assert 'name="version" value="2"' in words(refused)
    assert browser.post(address, mine | {"version": "2"}, headers=HTMX).status_code == 204
    assert queries.brief_of(project).agency == "市招标中心"


def test_all_facts_together_write_only_what_was_touched(company, full, browser):
    brief = queries.brief_of(full)
    page = browser.get(reverse("project_facts_edit", args=[full.pk]))
    data = {"need_summary": "统一管理", "need_by": "2027-07-30", "budget_max_fen": "2,000,000", "payment_record": "good",
            "procurement_method": "open_tender", "agency": "省招标中心", "strength": "1", "version": str(brief.version)}  # fmt: skip
    assert page.status_code == 200
    assert browser.post(reverse("project_facts_edit", args=[full.pk]), data, headers=HTMX).status_code == 204
    from milepost.projects.models import Fact

    assert Fact.objects.filter(project=full).latest("pk").field == "agency"
    assert Fact.objects.filter(project=full, field="need_summary").count() == 1
    assert browser.post(reverse("project_facts_confirm", args=[full.pk]), headers=HTMX).status_code == 204
    assert Fact.objects.filter(project=full, field="need_summary").count() == 2


def test_tender_dates_are_kept_and_a_move_asks_why(company, full, browser):
    address = reverse("project_tender", args=[full.pk])
    page = words(browser.get(address))
    assert "2027-12-10T09:30" in page
    data = {"deadline_at": "2027-12-12T09:30", "zone": "Asia/Shanghai", "version": "2"}
    refused = browser.post(address, data, headers=HTMX)
    assert refused.status_code == 422
    assert "请写明原因" in words(refused)
    assert browser.post(address, data | {"reason": "延期"}, headers=HTMX).status_code == 204


def test_team_joins_leaves_and_hands_over(company, project, browser):
    add = reverse("member_add", args=[project.pk]) + "?role=presales"
    assert "裴工" in words(browser.get(add))
    browser.post(add, {"role": "presales", "user": company.presales.pk})
    member = next(one for one in queries.team(project) if one.user == company.presales)
    browser.post(reverse("member_remove", args=[project.pk]), {"member": member.pk})
    assert company.presales not in [one.user for one in queries.team(project)]
    assert browser.post(reverse("member_remove", args=[project.pk]), {"member": "0"}).status_code == 422
    answer = browser.post(
        reverse("hand_over", args=[project.pk]), {"new_owner": company.he.pk, "reason": "调岗"}, headers=HTMX
    )
    assert answer["HX-Redirect"] == reverse("board")


def test_a_stage_is_planned_from_its_sheet(company, project, browser):
    address = reverse("stage_plan", args=[project.pk])
    page = words(browser.get(address, headers=HTMX))
    assert "必做" in page
    day = timezone.localdate() + dt.timedelta(days=9)
    data = {
        "objective": "约到面谈",
        "target_on": day.isoformat(),
        "take_score_man": "on",
        "owner_score_man": company.lin.pk,
        "due_score_man": day.isoformat(),
    }
    assert browser.post(address, data, headers=HTMX).status_code == 204
    assert Task.objects.get(project=project).key == "score_man"
    assert browser.post(address, {"objective": "", "target_on": ""}, headers=HTMX).status_code == 422


def test_tasks_are_taken_edited_closed_reopened_dropped(company, project, browser):
    browser.post(reverse("task_add", args=[project.pk]), {"title": "约王处", "owner": company.lin.pk})
    browser.post(reverse("task_take", args=[project.pk]), {"key": "spread_net"})
    own, taken = Task.objects.order_by("pk")
    edit = reverse("task_edit", args=[own.pk])
    assert "约王处" in words(browser.get(edit))
    browser.post(edit, {"title": "约王处长", "version": "1"})
    own.refresh_from_db()
    assert own.title == "约王处长"
    for route, closed in (("task_close", True), ("task_reopen", False), ("task_drop", True)):
        assert browser.post(reverse(route, args=[own.pk]), headers=HTMX).status_code == 204
        own.refresh_from_db()
        assert (own.closed_on is not None) == closed
    assert browser.post(reverse("task_take", args=[project.pk]), {"key": "spread_net"}, headers=HTMX).status_code == 422
    stranger = Client()
    stranger.force_login(company.he)
    assert stranger.post(reverse("task_close", args=[taken.pk])).status_code == 404


def test_name_and_amount_are_changed_together(company, project, browser):
    address = reverse("project_edit", args=[project.pk])
    data = {
        "name": "资产平台",
        "amount_fen": "500万",
        "currency": "CNY",
        "lead_source": "existing_customer",
        "version": "1",
    }
    refused = browser.post(address, data, headers=HTMX)
    assert refused.status_code == 422
    project.refresh_from_db()
    assert project.name == "资产管理平台一期"
    assert browser.post(address, data | {"reason": "扩大"}, headers=HTMX).status_code == 204
    project.refresh_from_db()
    assert (project.name, project.level, project.amount_fen) == ("资产平台", "A", 5_000_000_00)


def test_level_is_for_those_above(company, project, browser):
    assert browser.get(reverse("project_level", args=[project.pk])).status_code == 422
    above = Client()
    above.force_login(company.zhao)
    assert above.get(reverse("project_level", args=[project.pk])).status_code == 200
    above.post(reverse("project_level", args=[project.pk]), {"level": "C", "reason": "续购"})
    project.refresh_from_db()
    assert project.level == "C"


def test_waiting_ending_and_reopening(company, project, browser):
    day = (timezone.localdate() + dt.timedelta(days=9)).isoformat()
    browser.post(reverse("project_hold", args=[project.pk]), {"reason": "等批复", "wake_on": day})
    assert "等批复" in words(browser.get(reverse("project_settings", args=[project.pk])))
    browser.post(reverse("project_resume", args=[project.pk]))
    assert browser.post(reverse("project_end", args=[project.pk]), {"why": ""}, headers=HTMX).status_code == 422
    browser.post(
        reverse("project_end", args=[project.pk]), {"why": "lost:price_score", "standard": "man_passed", "note": "贵了"}
    )
    project.refresh_from_db()
    assert project.status == "lost"
    assert "贵了" in words(browser.get(reverse("project_settings", args=[project.pk])))
    browser.post(reverse("project_reopen", args=[project.pk]), {"reason": "重招"})
    project.refresh_from_db()
    assert project.status == "open"


def test_four_questions_on_their_sheet(company, project, browser):
    address = reverse("project_qualify", args=[project.pk])
    assert "有没有机会" in words(browser.get(address))
    data = {f"q_{key}": "yes" for key in ("real", "compete", "win", "worth")} | {"walk_away": ["below_floor"]}
    browser.post(address, data)
    known = queries.qualification_of(project)
    assert known
    assert known.verdict == "go"


def test_customer_page_shows_only_the_projects_one_sees(company, project, browser):
    actions.create(company.wu, now=timezone.now(), customer_name=project.customer.name, name="别人的项目")
    mine = words(browser.get(reverse("customer_projects", args=[project.customer_id]), headers=HTMX))
    assert "资产管理平台一期" in mine
    assert "别人的项目" not in mine
    manager = Client()
    manager.force_login(company.zhao)
    assert "别人的项目" in words(manager.get(reverse("customer_projects", args=[project.customer_id])))


@pytest.mark.parametrize("route", READ)
@pytest.mark.parametrize("many", [1, 3])
def test_pages_take_few_queries_whatever_they_show(company, full, browser, route, many, django_assert_max_num_queries):
    for number in range(many):
        account_actions.create_contact(company.lin, now=timezone.now(), customer=full.customer, name=f"联系人{number}")
        actions.add_task(company.lin, now=timezone.now(), project=full, title=f"任务{number}", owner=company.lin)
    browser.get(reverse(route, args=[full.pk]))
    with django_assert_max_num_queries(20):
        browser.get(reverse(route, args=[full.pk]))


def test_a_won_project_without_tasks_shows_no_empty_card(company, project, browser):
    assert "本阶段任务" in words(browser.get(reverse("panel_tasks", args=[project.pk])))
    Task.objects.filter(project=project).delete()
    actions.mark_won(company.zhao, now=timezone.now(), project=project)
    assert words(browser.get(reverse("panel_tasks", args=[project.pk]))).strip() == ""
