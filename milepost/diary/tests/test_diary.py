"""The diary: written in one box, mended, withdrawn; silence while bids are judged; the weekly report."""

import datetime as dt

import pytest
from django.http import Http404
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from milepost.accounts import actions as account_actions
from milepost.accounts.tests.company import NOW, TODAY
from milepost.diary import actions, facts, permissions, queries
from milepost.diary.models import Entry
from milepost.diary.rules import ban, kinds
from milepost.kernel.errors import Refused, Stale
from milepost.playbook.rules.catalogue import catalogue
from milepost.projects import actions as project_actions
from milepost.trail import queries as trail
from milepost.trail.models import Event

pytestmark = pytest.mark.django_db
MONDAY = TODAY - dt.timedelta(days=TODAY.weekday())


def write(user, project, text="拜访王处，约好下周交流", **more):
    return actions.write(user, now=NOW, project=project, text=text, **more)


def test_one_sentence_is_enough(company, project):
    entry = write(company.lin, project)
    assert (entry.kind, entry.happened_on, entry.by) == ("visit", TODAY, company.lin)
    assert Event.objects.get(kind="diary.written").payload == {"entry": entry.pk, "kind": "visit"}
    recorded = trail.of_object("diary", entry.pk).get().values.after or {}
    assert recorded["text"] == "拜访王处，约好下周交流"


def test_everything_that_can_be_said(company, project):
    person = account_actions.create_contact(company.lin, now=NOW, customer=project.customer, name="王处长")
    entry = write(company.lin, project, kind="meeting", people=[person], outcome="advance", with_roles=["decision_maker"],
                  next_step="送方案", next_on=TODAY + dt.timedelta(days=7), happened_on=TODAY - dt.timedelta(days=1))  # fmt: skip
    assert list(entry.people.all()) == [person]
    assert queries.people_named(company.lin, project, "见了王处长") == [person]
    assert queries.next_step_by_project([project.pk]) == {project.pk: ("送方案", entry.next_on)}
    assert queries.last_contact_by_project([project.pk]) == {project.pk: entry.happened_on}


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("text", {"text": "  "}),
        ("text", {"text": "长" * 8001}),
        ("kind", {"kind": "dinner"}),
        ("happened_on", {"happened_on": TODAY + dt.timedelta(days=1)}),
        ("outcome", {"outcome": "great"}),
        ("with_roles", {"with_roles": ["wizard"]}),
        ("with_roles", {"with_roles": ["bid_evaluator"]}),
    ],
)
def test_wrong_entries_are_refused_at_their_field(company, project, field, more):
    with pytest.raises(Refused) as refusal:
        write(company.lin, project, **more)
    assert refusal.value.field == field
    assert not Entry.objects.exists()


def test_only_the_team_writes_and_strangers_find_nothing(company, project):
    project_actions.add_member(company.lin, now=NOW, project=project, user=company.presales, role="presales")
    write(company.presales, project)
    with pytest.raises(Refused):
        write(company.compliance, project)
    with pytest.raises(Http404):
        write(company.he, project)
    with pytest.raises(Http404):
        permissions.entry_for(company.he, Entry.objects.get().pk)


def test_foreign_contacts_cannot_be_linked(company, project):
    other = account_actions.create_customer(company.he, now=NOW, name="另一家集团")
    stranger = account_actions.create_contact(company.he, now=NOW, customer=other, name="陌生人")
    with pytest.raises(Http404):
        write(company.lin, project, people=[stranger])
    assert not Entry.objects.exists()


def test_mending_keeps_what_it_said_and_merges_other_fields(company, project):
    entry = write(company.lin, project)
    actions.edit(company.lin, now=NOW, entry=entry, version=1, changes={"outcome": "advance"})
    mended = actions.edit(company.zhao, now=NOW, entry=entry, version=1, changes={"text": "拜访李处"})
    assert (mended.text, mended.outcome, mended.version) == ("拜访李处", "advance", 3)
    assert trail.of_object("diary", entry.pk).latest("pk").values.before == {"text": "拜访王处，约好下周交流"}
    with pytest.raises(Stale) as stale:
        actions.edit(company.lin, now=NOW, entry=entry, version=1, changes={"text": "拜访周处"})
    assert stale.value.field == "text"
    with pytest.raises(Refused):
        actions.edit(company.lin, now=NOW, entry=entry, version=3, changes={"mood": "good"})


def test_people_met_can_be_mended(company, project):
    person = account_actions.create_contact(company.lin, now=NOW, customer=project.customer, name="王处长")
    entry = write(company.lin, project)
    mended = actions.edit(company.lin, now=NOW, entry=entry, version=1, changes={"people": [person]})
    assert list(mended.people.all()) == [person]
    assert mended.version == 2


def test_colleagues_do_not_mend_each_others_words(company, project):
    project_actions.add_member(company.lin, now=NOW, project=project, user=company.presales, role="presales")
    entry = write(company.lin, project)
    with pytest.raises(Refused):
        actions.edit(company.presales, now=NOW, entry=entry, version=1, changes={"text": "x"})
    with pytest.raises(Http404):
        actions.edit(company.he, now=NOW, entry=entry, version=1, changes={"text": "x"})


def test_a_withdrawn_entry_proves_nothing_and_stays_in_the_trail(company, project):
    entry = write(company.lin, project)
    with pytest.raises(Refused):
        actions.withdraw(company.lin, now=NOW, entry=entry, why=" ")
    actions.withdraw(company.lin, now=NOW, entry=entry, why="写错项目")
    assert facts.facts([project.pk], TODAY)[project.pk]["activities"] == []
    with pytest.raises(Http404):
        permissions.entry_for(company.lin, entry.pk)
    assert trail.of_object("diary", entry.pk).latest("pk").why == "写错项目"


@pytest.fixture
def bidding(company, project):
    """The bid was due ten days ago; no award yet."""
    deadline = f"{TODAY - dt.timedelta(days=10)} 09:30"
    project_actions.edit_tender(company.lin, now=NOW, project=project, changes={"deadline_at": deadline})
    return project


def test_no_talk_of_substance_from_deadline_to_award(company, bidding):
    for kind in ("visit", "call", "meeting", "exec_meeting", "exchange", "demo", "reference_visit"):
        with pytest.raises(Refused) as refusal:
            write(company.lin, bidding, kind=kind)
        assert refusal.value.field == "kind"
    write(company.lin, bidding, kind="message", text="书面澄清")
    write(company.lin, bidding, kind="note", text="内部讨论")
    write(company.lin, bidding, kind="visit", happened_on=TODAY - dt.timedelta(days=12))
    assert queries.contact_banned(bidding, TODAY)
    project_actions.edit_tender(company.lin, now=NOW, project=bidding, changes={"award_notice_on": TODAY})
    write(company.lin, bidding, kind="visit")


def test_the_ban_ends_when_the_award_is_verified(company, bidding):
    project_actions.record_pass(company.lin, now=NOW, project=bidding, stage="bidding", result="verified")
    write(company.lin, bidding, kind="visit")
    assert not queries.contact_banned(bidding, TODAY)


def test_the_ban_cannot_be_evaded_by_mending(company, bidding):
    entry = write(company.lin, bidding, kind="message", text="书面澄清")
    for changes in ({"kind": "visit"}, {"with_roles": ["bid_evaluator"]}):
        with pytest.raises(Refused):
            actions.edit(company.lin, now=NOW, entry=entry, version=1, changes=changes)


DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@given(DAYS, DAYS, st.one_of(st.none(), DAYS), st.sampled_from(sorted(kinds.KINDS)))
def test_ban_covers_exactly_the_days_between(day, closed, award, kind):
    deadline = dt.datetime.combine(closed, dt.time(9, 30), dt.timezone(dt.timedelta(hours=8)))
    between = day > closed and (award is None or day < award)
    assert ban.banned(day, deadline, "Asia/Shanghai", award) == between
    assert ban.refuses(kind, day, deadline, "Asia/Shanghai", award) == (between and kind not in ("message", "note"))
    assert not ban.banned(day, None, "Asia/Shanghai", award)


def test_the_deadlines_day_is_the_tenders_own():
    deadline = dt.datetime(2026, 11, 10, 23, 30, tzinfo=dt.UTC)
    assert not ban.banned(dt.date(2026, 11, 11), deadline, "Asia/Shanghai", None)
    assert ban.banned(dt.date(2026, 11, 12), deadline, "Asia/Shanghai", None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("去了一趟信息中心", "visit"), ("打给李工，问预算", "call"), ("微信回复：同意", "message"), ("下午开会过方案", "meeting"),
     ("系统演示", "demo"), ("带客户考察样板", "reference_visit"), ("技术交流会", "exchange"), ("met the CIO", "visit")],
)  # fmt: skip
def test_the_kind_is_guessed_from_the_words(text, kind):
    assert kinds.guess(text) == kind


def test_facts_fit_the_catalogue(company, project):
    write(company.lin, project, with_roles=["approver"], outcome="advance")
    write(company.lin, project, kind="note", text="内部")
    records = facts.facts([project.pk], TODAY)[project.pk]["activities"]
    fields = catalogue()["activities"].fields
    assert len(records) == 1
    assert set(records[0]) <= set(fields)
    assert records[0]["kind"] in fields["kind"].words
    assert facts.facts([project.pk], TODAY - dt.timedelta(days=1))[project.pk]["activities"] == []
    assert {"activities"} == facts.PROVIDES


@pytest.mark.parametrize("many", [1, 3])
def test_batches_take_one_query(company, project, many, django_assert_num_queries):
    for number in range(many):
        write(company.lin, project, text=f"拜访 {number}")
    with django_assert_num_queries(1):
        facts.facts([project.pk, 999], TODAY)
    with django_assert_num_queries(1):
        queries.last_contact_by_project([project.pk])


@pytest.mark.parametrize("many", [1, 3])
def test_timeline_takes_a_fixed_number_of_queries(company, project, many, django_assert_max_num_queries):
    for number in range(many):
        write(company.lin, project, text=f"拜访 {number}")
    with django_assert_max_num_queries(12):
        moments = queries.timeline(project, company.lin)
    assert len(moments) == many + 1


def test_timeline_pages_by_day_without_losing_any(company, project):
    for back in (0, 0, 0, 1, 2):
        write(company.lin, project, text=f"{back} 天前", happened_on=TODAY - dt.timedelta(days=back))
    first = queries.timeline(project, company.lin, limit=2)
    rest = queries.timeline(project, company.lin, before=first[-1].on, limit=2)
    assert len(first) + len(rest) == 6


def test_weekly_report_in_both_languages(company, project):
    write(company.lin, project, kind="call", text="打给王处，\n确认预算", next_step="送方案", next_on=TODAY)
    write(company.lin, project, text="上周的事", happened_on=MONDAY - dt.timedelta(days=1))
    chinese = queries.weekly_text(company.lin, MONDAY)
    assert "资产管理平台一期（华东轨道集团有限公司）" in chinese
    assert "电话：打给王处， 确认预算" in chinese
    assert "下一步：送方案" in chinese
    assert "上周的事" not in chinese
    with translation.override("en"):
        english = queries.weekly_text(company.lin, MONDAY)
        assert "Call: " in english
        assert "Next: 送方案" in english
        assert "Nothing was written" in queries.weekly_text(company.he, MONDAY)


def test_many_entries_are_written_with_few_queries(company, project, django_assert_max_num_queries):
    rows = [actions.NewEntry(project, f"备注 {number}", kind="note", by=company.lin) for number in range(40)]
    with django_assert_max_num_queries(14):
        made = actions.write_many(company.ops, now=NOW, rows=rows, tell_each=False)
    assert len(made) == 40
    assert {entry.by for entry in made} == {company.lin}
