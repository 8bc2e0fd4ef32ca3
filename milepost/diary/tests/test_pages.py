"""The composer, the timeline, mending, the weekly report."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from milepost.accounts import actions as account_actions
from milepost.diary import actions, queries
from milepost.diary.models import Entry
from milepost.people import actions as people
from milepost.projects import actions as project_actions

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def browser(company) -> Client:
    client = Client()
    client.force_login(company.lin)
    return client


def words(response) -> str:
    return response.content.decode()


def test_one_box_writes_guesses_the_kind_and_names_the_people(company, project, browser):
    person = account_actions.create_contact(company.lin, now=timezone.now(), customer=project.customer, name="王处长")
    answer = browser.post(
        reverse("diary_write", args=[project.pk]), {"in": "timeline", "text": "打给王处长，确认预算"}, headers=HTMX
    )
    assert answer.status_code == 200
    entry = Entry.objects.get()
    assert (entry.kind, list(entry.people.all()), entry.happened_on) == ("call", [person], timezone.localdate())
    shown = words(answer)
    assert shown.lstrip().startswith('<section id="timeline"')
    assert "打给王处长" in shown
    assert "toast" in answer["HX-Trigger"]


def test_an_empty_box_is_refused_in_the_timeline(project, browser):
    answer = browser.post(reverse("diary_write", args=[project.pk]), {"in": "timeline", "text": " "}, headers=HTMX)
    assert answer.status_code == 422
    assert "请写一句发生了什么" in words(answer)


def test_silence_while_bids_are_judged_is_said_and_kept(company, project, browser):
    deadline = f"{timezone.localdate() - dt.timedelta(days=9)} 09:30"
    project_actions.edit_tender(company.lin, now=timezone.now(), project=project, changes={"deadline_at": deadline})
    assert "不与客户谈实质内容" in words(browser.get(reverse("panel_timeline", args=[project.pk]), headers=HTMX))
    data = {"in": "timeline", "text": "拜访王处", "kind": "visit"}
    answer = browser.post(reverse("diary_write", args=[project.pk]), data, headers=HTMX)
    assert answer.status_code == 422
    assert not Entry.objects.exists()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_sheets_and_panels_open_in_both_languages(company, project, browser, language):
    people.set_preferences(company.lin, now=timezone.now(), language=language)
    entry = actions.write(
        company.lin,
        now=timezone.now(),
        project=project,
        text="拜访",
        outcome="advance",
        next_step="送方案",
        next_on=timezone.localdate(),
    )
    word = {"zh-hans": "时间线", "en": "Timeline"}[language]
    assert word in words(browser.get(reverse("panel_timeline", args=[project.pk])))
    for route, pk in (("diary_write", project.pk), ("diary_edit", entry.pk), ("diary_withdraw", entry.pk)):
        assert browser.get(reverse(route, args=[pk])).status_code == 200


def test_an_entry_is_mended_and_withdrawn(company, project, browser):
    entry = actions.write(company.lin, now=timezone.now(), project=project, text="拜访")
    edit = reverse("diary_edit", args=[entry.pk])
    assert browser.post(edit, {"text": "拜访李处", "kind": "meeting", "version": "1"}, headers=HTMX).status_code == 204
    entry.refresh_from_db()
    assert (entry.text, entry.kind) == ("拜访李处", "meeting")
    withdraw = reverse("diary_withdraw", args=[entry.pk])
    assert browser.post(withdraw, {"why": ""}, headers=HTMX).status_code == 422
    assert browser.post(withdraw, {"why": "写错了"}, headers=HTMX).status_code == 204
    assert browser.get(edit).status_code == 404


def test_strangers_find_nothing_and_readers_may_not_write(company, project):
    entry = actions.write(company.lin, now=timezone.now(), project=project, text="拜访")
    stranger, reader = Client(), Client()
    stranger.force_login(company.he)
    reader.force_login(company.compliance)
    for route, pk in (
        ("panel_timeline", project.pk),
        ("diary_write", project.pk),
        ("diary_edit", entry.pk),
        ("diary_withdraw", entry.pk),
    ):
        assert stranger.get(reverse(route, args=[pk])).status_code == 404
    for route, pk in (("diary_write", project.pk), ("diary_edit", entry.pk)):
        assert reader.post(reverse(route, args=[pk]), {"text": "x"}, headers=HTMX).status_code == 422
    assert "<textarea" not in words(reader.get(reverse("panel_timeline", args=[project.pk])))


def test_older_days_are_loaded_on_their_own(company, project, browser):
    now = timezone.now()
    for back in range(queries.SHOWN + 5):
        actions.write(
            company.lin,
            now=now,
            project=project,
            text=f"第{back}天",
            happened_on=timezone.localdate() - dt.timedelta(days=back),
        )
    first = words(browser.get(reverse("panel_timeline", args=[project.pk])))
    assert "更早的记录" in first
    last = timezone.localdate() - dt.timedelta(days=queries.SHOWN - 2)
    older = words(browser.get(reverse("panel_timeline", args=[project.pk]), {"before": last.isoformat()}))
    assert f"第{queries.SHOWN + 4}天" in older
    assert "<textarea" not in older


def test_the_week_is_a_text_to_copy(company, project, browser):
    actions.write(company.lin, now=timezone.now(), project=project, text="拜访王处")
    page = words(browser.get(reverse("weekly_report"), headers=HTMX))
    assert "拜访王处" in page
    assert 'data-copy-from="#weekly-text"' in page
    assert "本周没有日记" in words(browser.get(reverse("weekly_report"), {"week": "2024-01-01"}, headers=HTMX))
    assert browser.get(reverse("weekly_report"), {"week": "nonsense"}, headers=HTMX).status_code == 200


def test_a_tool_of_a_task_is_filled_in_and_kept(company, project, browser):
    now = timezone.now()
    task = project_actions.add_task(company.lin, now=now, project=project, key="register_lead")
    sheet = words(browser.get(reverse("task", args=[task.pk]), headers=HTMX))
    address = reverse("task_form", args=[task.pk]) + "?tool=lead_card"
    assert address in sheet
    assert reverse("tool_template", args=["lead_card"]) in sheet
    assert words(browser.get(address, headers=HTMX)).count('class="field') == 6
    assert browser.post(address, {}, headers=HTMX).status_code == 422
    assert browser.post(address, {"amount": "很多"}, headers=HTMX).status_code == 422
    filled = {"customer": "华东轨道", "amount": "200万", "heard_on": "2026-11-01"}
    assert browser.post(address, filled, headers=HTMX).status_code == 204
    entry = Entry.objects.get()
    assert entry.kind == "note"
    assert entry.text.splitlines()[0] == "【线索登记表】"
    assert "200万" in entry.text
    assert "2026年11月1日" in entry.text


def test_a_task_without_a_form_says_so_and_a_foreign_one_is_missing(company, project, browser):
    own = project_actions.add_task(company.lin, now=timezone.now(), project=project, title="约王处")
    assert browser.get(reverse("task_form", args=[own.pk]), headers=HTMX).status_code == 422
    stranger = Client()
    stranger.force_login(company.he)
    assert stranger.get(reverse("task_form", args=[own.pk])).status_code == 404


def test_every_form_of_the_playbook_can_be_drawn_and_has_at_most_six_fields():
    from milepost.diary.web.tool.forms import ToolForm
    from milepost.playbook.rules import load

    tools = [tool for tool in load.default().tools if tool.form]
    assert len(tools) > 15
    for tool in tools:
        assert len(ToolForm(None, tool=tool, people=["林一"]).fields) == len(tool.form) <= 6
