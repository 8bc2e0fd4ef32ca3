"""Starting projects: one field is enough; who may, and who sees them."""

import datetime as dt

import pytest
from django.http import Http404

from milepost.accounts import permissions as account_permissions
from milepost.accounts.models import Customer
from milepost.accounts.tests.company import NOW, TODAY
from milepost.kernel.errors import Refused
from milepost.projects import actions, permissions, queries
from milepost.projects.models import Ending, Member, Origin, Pass, Project, StageEntry
from milepost.search import queries as search
from milepost.trail import queries as trail
from milepost.trail.models import Event

pytestmark = pytest.mark.django_db


def test_one_typed_field_starts_a_project(company):
    made = actions.create(company.lin, now=NOW, customer_name="江城第二医院")
    assert made.code == f"P-{made.pk:05d}"
    assert Project.objects.get(pk=made.pk).code == made.code
    assert (made.stage, made.level, made.kind, made.status) == ("discovery", "C", "project", "open")
    assert made.customer.name in made.name
    assert made.unit_path == company.one.path
    entry = StageEntry.objects.get(project=made)
    assert (entry.stage, entry.entered_on) == ("discovery", TODAY)
    assert trail.of_project(made.pk).filter(action="project.create").count() == 1
    assert Event.objects.filter(kind="project.created", project_id=made.pk).count() == 1


def test_a_known_customer_is_taken_and_his_project_is_found(company, project):
    again = actions.create(company.wu, now=NOW, customer_name="华东轨道集团 股份有限公司", name="二期")
    assert again.customer_id == project.customer_id
    assert Customer.objects.count() == 1
    assert account_permissions.visible_customers(company.wu).filter(pk=project.customer_id).exists()
    for query in ("二期", "华东", "hdgd", again.code):
        assert again.pk in search.find_ids("project", query)


@pytest.mark.parametrize(
    ("amount", "strategic", "level", "manager"),
    [
        (5_000_000_00, False, "A", True),
        (1_000_000_00, False, "B", True),
        (100_00, False, "C", False),
        (None, True, "A", True),
    ],
)
def test_level_comes_from_amount_or_flag_and_brings_the_manager(company, amount, strategic, level, manager):
    made = actions.create(company.lin, now=NOW, customer_name="某某集团", amount_fen=amount, strategic=strategic)
    assert made.level == level
    assert Member.objects.filter(project=made, user=company.zhao, role="sales_manager").exists() == manager
    assert Member.objects.filter(project=made, user=company.lin, role="sales").exists()


def test_an_a_project_lacks_presales_and_sponsor_until_they_join(company):
    made = actions.create(company.lin, now=NOW, customer_name="某某集团", amount_fen=9_000_000_00)
    playbook = queries.playbook_for(made)
    assert queries.missing_roles(made, playbook) == ["presales", "executive"]
    actions.add_member(company.lin, now=NOW, project=made, user=company.presales, role="presales")
    actions.add_member(company.lin, now=NOW, project=made, user=company.executive, role="executive")
    assert queries.missing_roles(made, playbook) == []


def test_contrasts_choose_the_kind_and_an_order_stays_simple(company):
    answers = {
        "cycle": "account",
        "regularity": "account",
        "process": "project",
        "organisation": "account",
        "information": "account",
    }
    made = actions.create(company.lin, now=NOW, customer_name="某某集团", contrasts=answers, amount_fen=9_000_000_00)
    assert made.kind == "account"
    assert queries.missing_roles(made, queries.playbook_for(made)) == []
    assert Origin.objects.get(project=made).contrasts == answers


def test_a_phase_hangs_under_its_parent_with_the_same_customer(company, project):
    child = actions.create(company.lin, now=NOW, parent=project, name="资产管理平台二期")
    assert child.customer_id == project.customer_id
    line = queries.lineage(company.lin, child, queries.playbook_for(child))
    assert [one.pk for one in line.chain] == [project.pk]
    assert [one.pk for one in queries.children(company.lin, project)] == [child.pk]


def test_a_foreign_parent_is_missing(company, project):
    with pytest.raises(Http404):
        actions.create(company.he, now=NOW, parent=project, name="二期")


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("customer_name", {"customer_name": " "}),
        ("amount_fen", {"amount_fen": -1}),
        ("currency", {"currency": "XXX"}),
        ("kind", {"kind": "lottery"}),
    ],
)
def test_wrong_input_is_refused_at_its_field(company, field, changes):
    with pytest.raises(Refused) as refusal:
        actions.create(company.lin, now=NOW, **({"customer_name": "某某集团"} | changes))
    assert refusal.value.field == field
    assert not Project.objects.exists()
    assert not Customer.objects.exists()


def test_finance_starts_no_project_and_a_seller_none_for_others(company):
    with pytest.raises(Refused):
        actions.create(company.finance, now=NOW, customer_name="某某集团")
    with pytest.raises(Refused) as refusal:
        actions.create(company.lin, now=NOW, customer_name="某某集团", owner=company.wu)
    assert refusal.value.field == "owner"
    made = actions.create(company.zhao, now=NOW, customer_name="某某集团", owner=company.wu)
    assert made.owner_id == company.wu.pk


def test_sight_is_owner_team_and_those_above(company, project):
    sees = {name: permissions.visible_to(getattr(company, name)).filter(pk=project.pk).exists() for name in (
        "lin", "wu", "he", "zhao", "sun", "director", "executive", "presales", "ops", "compliance", "finance")}  # fmt: skip
    assert {name for name, seen in sees.items() if seen} == {
        "lin",
        "zhao",
        "director",
        "executive",
        "ops",
        "compliance",
    }
    with pytest.raises(Http404):
        permissions.project_for(company.he, project.pk)
    with pytest.raises(Http404):
        permissions.project_for(company.he, 999_999)


def test_imported_ones_stand_where_they_stood_claimed_not_proved(company):
    customer = Customer.objects.create(
        name="某某集团", name_key="某某", owner=company.lin, unit_path=company.one.path, created_at=NOW
    )
    entered = TODAY - dt.timedelta(days=30)
    rows = [
        actions.NewProject(
            customer, company.lin, "在谈", imported=True, stage="technical", entered_on=entered, external_id="X1"
        ),
        actions.NewProject(
            customer, company.lin, "丢了", imported=True, stage="bidding", status="lost", reason="price_score"
        ),
        actions.NewProject(customer, company.lin, "赢了", imported=True, stage="contract", status="won"),
    ]
    open_one, lost, won = actions.create_many(company.ops, now=NOW, rows=rows, tell_each=False)
    assert list(Pass.objects.filter(project=open_one).values_list("stage", "result").order_by("pk")) == [
        ("discovery", "claimed"), ("contact", "claimed")]  # fmt: skip
    assert StageEntry.objects.get(project=open_one).entered_on == entered
    assert Ending.objects.get(project=lost).reason == "price_score"
    assert Pass.objects.filter(project=won, stage="contract", result="claimed").exists()
    assert not Event.objects.filter(kind="project.created").exists()


def test_only_an_import_may_start_further_on(company):
    customer = Customer.objects.create(
        name="某某集团", name_key="某某", owner=company.lin, unit_path=company.one.path, created_at=NOW
    )
    with pytest.raises(Refused):
        actions.create_many(company.lin, now=NOW, rows=[actions.NewProject(customer, company.lin, stage="bidding")])


@pytest.mark.parametrize("many", [1, 3])
def test_many_are_made_with_a_fixed_number_of_queries(company, many, django_assert_max_num_queries):
    customer = Customer.objects.create(
        name="某某集团", name_key="某某", owner=company.lin, unit_path=company.one.path, created_at=NOW
    )
    rows = [actions.NewProject(customer, company.lin, f"项目{n}", imported=True) for n in range(many)]
    with django_assert_max_num_queries(35):
        actions.create_many(company.ops, now=NOW, rows=rows, tell_each=False)


def test_similar_projects_tell_a_stranger_label_and_owner_only(company, project):
    mine, foreign = (
        actions.hint(user, now=NOW, customer_name="华东轨道集团", name="资产平台") for user in (company.lin, company.he)
    )
    assert mine[0].pk == project.pk
    assert mine[0].mine
    assert foreign[0].pk is None
    assert (foreign[0].label, foreign[0].owner_name, foreign[0].customer_name) == (project.name, "林一", "")
    told = trail.of_project(project.pk).filter(action="project.hint")
    assert [entry.actor_id for entry in told] == [company.he.pk]


def test_looking_too_often_is_refused(company, project):
    from milepost.accounts import actions as account_actions

    for _ in range(account_actions.HINTS_PER_MINUTE):
        actions.hint(company.he, now=NOW, customer_name="华东轨道")
    with pytest.raises(Refused):
        actions.hint(company.he, now=NOW, customer_name="华东轨道")
    assert actions.hint(company.lin, now=NOW, customer_name="华东轨道")
    assert actions.hint(company.he, now=NOW + dt.timedelta(minutes=2), customer_name="华东轨道")
