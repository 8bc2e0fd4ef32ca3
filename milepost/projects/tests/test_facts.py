"""What the room yields: the collections and fields of the catalogue, in a fixed number of queries."""

import datetime as dt

import pytest

from milepost.accounts.tests.company import NOW, TODAY
from milepost.playbook.rules import judge, load
from milepost.playbook.rules.catalogue import COMMON, catalogue
from milepost.projects import actions, facts

pytestmark = pytest.mark.django_db
LATER = TODAY + dt.timedelta(days=40)
TYPES = {
    "date": dt.date,
    "instant": dt.datetime,
    "money": int,
    "int": int,
    "bool": bool,
    "str": str,
    "text": str,
    "key": str,
}


@pytest.fixture
def full(company, project):
    """A project about which something is known in every collection."""
    changes = {"need_summary": "统一管理资产", "need_by": "2027-06-30", "budget_min_fen": "150万", "budget_max_fen": "200万",
               "funding_source": "自筹", "procurement_method": "undecided"}  # fmt: skip
    actions.edit_brief(company.lin, now=NOW, project=project, changes=changes, source="王处")
    actions.edit_brief(company.lin, now=NOW, project=project, changes={"need_by": "2027-07-30"}, reason="推迟")
    actions.change_date(company.lin, now=NOW, project=project, field="expected_sign_on", new=dt.date(2027, 3, 1))
    actions.change_date(
        company.lin, now=NOW, project=project, field="expected_sign_on", new=dt.date(2027, 4, 1), reason="x"
    )
    actions.plan_stage(company.lin, now=NOW, project=project, objective="面谈", target_on=None)
    dropped = actions.add_task(company.lin, now=NOW, project=project, key="spread_net")
    actions.drop_task(company.lin, now=NOW, task=dropped)
    actions.edit_tender(company.lin, now=NOW, project=project, changes={"deadline_at": "2026-12-10 23:30"})
    actions.hold(company.lin, now=NOW, project=project, reason="等批复", wake_on=TODAY + dt.timedelta(days=9))
    actions.record_pass(company.zhao, now=NOW, project=project, stage="discovery", result="verified")
    return project


def test_records_fit_the_catalogue(full):
    known = catalogue()
    found = facts.facts([full.pk], LATER)[full.pk]
    assert set(found) == facts.PROVIDES
    for name, records in found.items():
        assert records, name
        for record in records:
            assert record["id"]
            for field, value in record.items():
                spec = known[name].fields[field]
                assert value is not None or not spec.never_null, (name, field)
                assert value is None or isinstance(value, TYPES[spec.kind]), (name, field)
            assert record.get("dated_on", TODAY) <= LATER
        missing = {field for field in known[name].fields if field not in COMMON} - set().union(*records)
        assert missing == set(), (name, missing)
        assert not (known[name].one and len(records) > 1)


def test_collections_are_there_even_when_empty(company, project):
    found = facts.facts([project.pk], TODAY)[project.pk]
    assert set(found) == facts.PROVIDES
    assert found["tender"] == []
    assert found["passes"] == []


def test_what_is_not_asked_is_not_yielded(full):
    found = facts.facts([full.pk], LATER)[full.pk]
    assert {record["field"] for record in found["date_changes"]} == {"need_by"}
    assert "spread_net" not in {record["key"] for record in found["tasks"]}


def test_the_future_is_not_known_yet(full):
    yesterday = TODAY - dt.timedelta(days=1)
    found = facts.facts([full.pk], yesterday)[full.pk]
    assert (found["passes"], found["pauses"], found["date_changes"], found["team"]) == ([], [], [], [])


def test_only_the_newest_pass_of_a_stage_holds(company, full):
    actions.record_pass(company.zhao, now=NOW, project=full, stage="discovery", result="revoked")
    assert facts.facts([full.pk], LATER)[full.pk]["passes"] == []


def test_an_instant_keeps_the_tenders_own_day(full):
    deadline = facts.facts([full.pk], LATER)[full.pk]["tender"][0]["deadline_at"]
    assert deadline.date() == dt.date(2026, 12, 10)


def test_the_engine_judges_them(full):
    playbook = load.default()
    found = facts.facts([full.pk], TODAY)[full.pk] | {"tender": []}
    verdicts = {
        one.key: one for one in judge.standards(playbook, stage="discovery", level="B", today=TODAY, facts=found)
    }
    assert verdicts["facts_complete"].state == "met"
    late = {
        one.key: one
        for one in judge.standards(
            playbook, stage="discovery", level="B", today=TODAY + dt.timedelta(days=200), facts=found
        )
    }
    assert late["facts_complete"].state != "met"


@pytest.mark.parametrize("many", [1, 3])
def test_batches_take_a_fixed_number_of_queries(company, full, many, django_assert_num_queries):
    others = [actions.create(company.lin, now=NOW, customer_name=f"另一家集团{n}号店") for n in range(many - 1)]
    with django_assert_num_queries(9):
        found = facts.facts([full.pk, *[one.pk for one in others]], LATER)
    assert len(found) == many
