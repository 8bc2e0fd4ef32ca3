"""Facts with sources; dates that move; two people at the same brief."""

import datetime as dt

import pytest
from django.http import Http404

from milepost.accounts.tests.company import NOW, TODAY
from milepost.kernel.errors import Refused, Stale
from milepost.projects import actions, queries
from milepost.projects.models import Brief, DateChange, Fact
from milepost.trail import queries as trail

pytestmark = pytest.mark.django_db


def edit(user, project, changes, **more):
    return actions.edit_brief(user, now=NOW, project=project, changes=changes, **more)


def test_a_fact_carries_source_date_person_strength_and_expiry(company, project):
    said_on = TODAY - dt.timedelta(days=3)
    edit(company.lin, project, {"budget_max_fen": "200万"}, source="王处电话", strength=2, dated_on=said_on)
    fact = Fact.objects.get(project=project)
    assert (fact.value, fact.source, fact.strength, fact.dated_on, fact.by) == (
        "200000000",
        "王处电话",
        2,
        said_on,
        company.lin,
    )
    assert fact.expires_on == said_on + dt.timedelta(days=90)
    known = queries.sources_of(project)["budget_max_fen"]
    assert known.value == 2_000_000_00
    assert known.single_source
    assert known.known
    assert known.known.source == "王处电话"


def test_a_second_source_ends_the_single_source_mark(company, project):
    edit(company.lin, project, {"funding_source": "自筹"}, source="王处")
    edit(company.lin, project, {"funding_source": "自筹"}, source="李工")
    assert not queries.sources_of(project)["funding_source"].single_source
    assert Brief.objects.get(project=project).version == 2


def test_a_changed_value_is_single_again(company, project):
    edit(company.lin, project, {"funding_source": "自筹"}, source="王处")
    edit(company.lin, project, {"funding_source": "自筹"}, source="李工")
    edit(company.lin, project, {"funding_source": "专项债"}, source="李工")
    assert queries.sources_of(project)["funding_source"].single_source


def test_first_date_needs_no_reason_a_moved_one_does(company, project):
    edit(company.lin, project, {"need_by": "2027-06-30"})
    with pytest.raises(Refused):
        edit(company.lin, project, {"need_by": "2027-09-30"})
    assert Brief.objects.get(project=project).need_by == dt.date(2027, 6, 30)
    edit(company.lin, project, {"need_by": "2027-09-30"}, reason="客户推迟上线", learned_late=True)
    change = DateChange.objects.get(project=project)
    assert (change.field, change.old, change.new, change.moved_days) == ("need_by", "2027-06-30", "2027-09-30", 92)
    assert (change.reason, change.learned_late) == ("客户推迟上线", True)


def test_budget_moves_under_one_word(company, project):
    edit(company.lin, project, {"budget_min_fen": "100万", "budget_max_fen": "200万"})
    edit(company.lin, project, {"budget_max_fen": "150万"}, reason="压缩预算")
    assert DateChange.objects.get(project=project).field == "budget"
    with pytest.raises(Refused) as refusal:
        edit(company.lin, project, {"budget_max_fen": "50万"}, reason="压缩预算")
    assert refusal.value.field == "budget_max_fen"


def test_different_fields_merge_and_the_same_field_is_stale(company, project):
    actions.add_member(company.lin, now=NOW, project=project, user=company.presales, role="presales")
    read = queries.brief_of(project).version
    edit(company.presales, project, {"agency": "省招标中心"}, version=read)
    edit(company.lin, project, {"funding_source": "自筹"}, version=read)
    brief = queries.brief_of(project)
    assert (brief.agency, brief.funding_source) == ("省招标中心", "自筹")
    with pytest.raises(Stale) as stale:
        edit(company.lin, project, {"agency": "市招标中心", "trigger": "新规"}, version=read)
    assert stale.value.field == "agency"
    difference = stale.value.details[0].zh
    for word in ("代理机构", "裴工", "省招标中心", "市招标中心"):
        assert word in difference
    assert queries.brief_of(project).trigger is None


def test_the_same_value_twice_is_no_conflict(company, project):
    read = queries.brief_of(project).version
    edit(company.zhao, project, {"agency": "省招标中心"}, version=read)
    edit(company.lin, project, {"agency": "省招标中心"}, version=read)


def test_strangers_find_nothing_and_readers_may_not_write(company, project):
    with pytest.raises(Http404):
        edit(company.he, project, {"agency": "x"})
    with pytest.raises(Refused):
        edit(company.compliance, project, {"agency": "x"})
    assert not Fact.objects.exists()


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("dated_on", {"dated_on": TODAY + dt.timedelta(days=1)}),
        ("strength", {"strength": 4}),
        ("colour", {"changes": {"colour": 1}}),
    ],
)
def test_wrong_facts_are_refused_at_their_field(company, project, field, more):
    with pytest.raises(Refused) as refusal:
        edit(company.lin, project, more.pop("changes", {"agency": "x"}), **more)
    assert refusal.value.field == field


def test_confirming_renews_every_known_field(company, project):
    with pytest.raises(Refused):
        actions.confirm_brief(company.lin, now=NOW, project=project)
    old = TODAY - dt.timedelta(days=80)
    edit(company.lin, project, {"agency": "省招标中心", "funding_source": "自筹"}, source="王处", dated_on=old)
    assert queries.brief_of(project).confirmed_on == old
    actions.confirm_brief(company.lin, now=NOW, project=project, source="李工")
    assert queries.brief_of(project).confirmed_on == TODAY
    assert not queries.sources_of(project)["agency"].single_source


def test_expected_signing_moves_with_its_reason(company, project):
    actions.change_date(company.lin, now=NOW, project=project, field="expected_sign_on", new=dt.date(2027, 3, 1))
    with pytest.raises(Refused):
        actions.change_date(company.lin, now=NOW, project=project, field="expected_sign_on", new=dt.date(2027, 4, 1))
    moved = actions.change_date(
        company.lin, now=NOW, project=project, field="expected_sign_on", new=dt.date(2027, 4, 1), reason="预算批复晚了"
    )
    assert moved.expected_sign_on == dt.date(2027, 4, 1)
    assert queries.date_changes(project)[0].moved_days == 31
    with pytest.raises(Refused):
        actions.change_date(company.lin, now=NOW, project=project, field="amount_fen", new=None)


def test_moving_a_brief_date_goes_through_the_brief(company, project):
    actions.change_date(company.lin, now=NOW, project=project, field="expected_award_on", new=dt.date(2027, 3, 1))
    assert queries.brief_of(project).expected_award_on == dt.date(2027, 3, 1)
    assert Fact.objects.filter(project=project, field="expected_award_on").exists()


def test_criteria_changes_are_kept(company, project):
    change = actions.note_criteria_change(
        company.lin, now=NOW, project=project, reason="价格分升到 40", learned_late=True
    )
    assert (change.field, change.learned_late) == ("criteria", True)


def test_every_edit_is_in_the_trail(company, project):
    edit(company.lin, project, {"agency": "省招标中心"}, source="王处")
    entry = trail.of_object("brief", project.pk).latest("pk")
    assert entry.values.before == {"agency": None}
    assert entry.values.after == {"agency": "省招标中心", "version": 2}
    assert entry.why == "王处"


DEADLINE = "2026-12-10 09:30"


def test_tender_times_are_the_tenders_own(company, project):
    tender = actions.edit_tender(
        company.lin, now=NOW, project=project, changes={"deadline_at": DEADLINE, "zone": "Asia/Urumqi"}
    )
    assert tender.deadline_at
    assert tender.deadline_at.utcoffset() == dt.timedelta(hours=6)
    with pytest.raises(Refused) as refusal:
        actions.edit_tender(company.lin, now=NOW, project=project, changes={"deadline_at": "2026-12-12 09:30"})
    assert refusal.value.field == "reason"
    actions.edit_tender(
        company.lin, now=NOW, project=project, changes={"deadline_at": "2026-12-12 09:30"}, reason="澄清延期"
    )
    assert queries.date_changes(project)[0].moved_days == 2


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("deadline_at", {"deadline_at": DEADLINE, "documents_issued_at": "2026-12-11 09:00"}),
        ("opening_at", {"deadline_at": DEADLINE, "opening_at": "2026-12-10 09:00"}),
        ("award_notice_on", {"award_notice_on": "2026-12-30"}),
        ("submitted_at", {"submitted_at": "2026-12-30 09:00"}),
        ("zone", {"zone": "Mars/Base"}),
        ("deadline_at", {"deadline_at": "明天"}),
        ("colour", {"colour": "red"}),
    ],
)
def test_impossible_tender_dates_are_refused(company, project, field, changes):
    with pytest.raises(Refused) as refusal:
        actions.edit_tender(company.lin, now=NOW, project=project, changes=changes)
    assert refusal.value.field == field


def test_two_people_at_the_tender_dates(company, project):
    first = actions.edit_tender(company.lin, now=NOW, project=project, changes={"deadline_at": DEADLINE})
    actions.edit_tender(
        company.zhao,
        now=NOW,
        project=project,
        changes={"deadline_at": "2026-12-12 09:30"},
        reason="延期",
        version=first.version,
    )
    with pytest.raises(Stale):
        actions.edit_tender(
            company.lin,
            now=NOW,
            project=project,
            changes={"deadline_at": "2026-12-11 09:30"},
            reason="x",
            version=first.version,
        )
    actions.edit_tender(
        company.lin, now=NOW, project=project, changes={"opening_at": "2026-12-12 10:00"}, version=first.version
    )
