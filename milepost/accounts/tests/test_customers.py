"""Customers and contacts: made, changed, seen; the duplicate hint; two people at one record."""

import datetime as dt

import pytest
from django.http import Http404

from milepost.accounts import actions, permissions, queries
from milepost.accounts.models import Contact, Customer
from milepost.accounts.tests.company import NOW, TODAY
from milepost.kernel.errors import Refused, Stale
from milepost.people import actions as people
from milepost.search import queries as search
from milepost.trail import queries as trail

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(company) -> Customer:
    return actions.create_customer(
        company.lin, now=NOW, name="华东轨道集团有限公司", industry="轨道交通", region="上海"
    )


@pytest.fixture
def contact(company, customer) -> Contact:
    return actions.create_contact(company.lin, now=NOW, customer=customer, name="王处", post="规划处处长")


def test_a_customer_belongs_to_who_made_it_and_is_found(company, customer):
    assert (customer.owner, customer.unit_path, customer.version) == (company.lin, company.one.path, 1)
    for query in ("轨道", "hdgd", "华东 集团"):
        assert search.find_ids("customer", query) == [customer.pk]
    assert trail.of_object("customer", customer.pk).get().action == "customer.create"


def test_the_same_name_is_refused_with_its_owner(company, customer):
    with pytest.raises(Refused) as refusal:
        actions.create_customer(company.he, now=NOW, name="华东轨道集团股份有限公司")
    assert refusal.value.field == "name"
    assert "林一" in refusal.value.text.zh
    assert (
        actions.create_customer(company.he, now=NOW, name="华东轨道集团股份有限公司", knowing_same=True).pk
        != customer.pk
    )


@pytest.mark.parametrize(
    ("field", "changes"),
    [("name", {"name": " "}), ("name", {"name": "长" * 121}), ("credit_code", {"credit_code": "123"})],
)
def test_wrong_customers_are_refused(company, field, changes):
    with pytest.raises(Refused) as refusal:
        actions.create_customer(company.lin, now=NOW, **({"name": "某某集团"} | changes))
    assert refusal.value.field == field


def test_sight_of_customers(company, customer):
    sees = {name for name in ("lin", "wu", "he", "zhao", "sun", "director", "ops", "compliance", "finance")
            if permissions.visible_customers(getattr(company, name)).exists()}  # fmt: skip
    assert sees == {"lin", "zhao", "director", "ops", "compliance"}
    with pytest.raises(Http404):
        permissions.customer_for(company.he, customer.pk)


def test_a_manager_sees_what_his_people_were_granted(company, customer):
    people.grant(company.admin, now=NOW, user=company.he, kind="customer", object_id=customer.pk, why="project:1")
    assert permissions.customer_for(company.he, customer.pk)
    assert permissions.customer_for(company.sun, customer.pk)


def test_editing_records_before_and_after_and_follows_the_name(company, customer):
    edited = actions.edit_customer(
        company.lin, now=NOW, customer=customer, version=1, changes={"name": "长三角轨道集团", "region": "杭州"}
    )
    assert (edited.version, edited.region) == (2, "杭州")
    assert search.find_ids("customer", "长三角") == [customer.pk]
    assert search.find_ids("customer", "华东") == []
    entry = trail.of_object("customer", customer.pk).latest("pk")
    assert entry.values.before == {"name": "华东轨道集团有限公司", "region": "上海"}


def test_different_fields_merge_and_the_same_is_stale(company, customer):
    actions.edit_customer(company.zhao, now=NOW, customer=customer, version=1, changes={"region": "杭州"})
    merged = actions.edit_customer(company.lin, now=NOW, customer=customer, version=1, changes={"industry": "地铁"})
    assert (merged.region, merged.industry) == ("杭州", "地铁")
    whole_form = {"name": customer.name, "region": "上海", "industry": "地铁", "website": "metro.example"}
    merged = actions.edit_customer(company.lin, now=NOW, customer=customer, version=1, changes=whole_form)
    assert (merged.region, merged.website) == ("杭州", "metro.example")
    with pytest.raises(Stale) as stale:
        actions.edit_customer(company.lin, now=NOW, customer=customer, version=1, changes={"region": "南京"})
    assert stale.value.field == "region"
    assert "赵经理" in stale.value.details[0].zh
    assert "杭州" in stale.value.details[0].en


def test_strangers_and_readers_do_not_edit(company, customer):
    with pytest.raises(Http404):
        actions.edit_customer(company.he, now=NOW, customer=customer, version=1, changes={"region": "x"})
    with pytest.raises(Refused):
        actions.edit_customer(company.compliance, now=NOW, customer=customer, version=1, changes={"region": "x"})
    with pytest.raises(Refused):
        actions.create_customer(company.finance, now=NOW, name="某某集团")
    with pytest.raises(Refused):
        actions.edit_customer(company.lin, now=NOW, customer=customer, version=1, changes={"colour": "red"})


def test_a_new_owner_takes_the_customer_to_his_unit(company, customer):
    moved = actions.edit_customer(company.zhao, now=NOW, customer=customer, version=1, changes={"owner": company.he})
    assert (moved.owner_id, moved.unit_path) == (company.he.pk, company.two.path)
    assert permissions.customer_for(company.he, customer.pk)


def test_a_colleague_with_a_grant_does_not_take_the_customer(company, customer):
    people.grant(company.admin, now=NOW, user=company.he, kind="customer", object_id=customer.pk, why="project:1")
    with pytest.raises(Refused):
        actions.edit_customer(company.he, now=NOW, customer=customer, version=1, changes={"owner": company.he})


def test_contacts_in_two_fields_changed_and_gone(company, customer, contact):
    assert search.find_ids("contact", "王处") == [contact.pk]
    with pytest.raises(Refused):
        actions.create_contact(company.lin, now=NOW, customer=customer, name="王处", post="规划处处长")
    with pytest.raises(Refused):
        actions.create_contact(company.lin, now=NOW, customer=customer, name="李工", email="nowhere")
    edited = actions.edit_contact(
        company.lin, now=NOW, contact=contact, version=1, changes={"left_on": TODAY, "phone": "021"}
    )
    assert (edited.left_on, edited.version) == (TODAY, 2)
    assert queries.contact_counts([customer.pk]) == {}
    with pytest.raises(Stale):
        actions.edit_contact(company.zhao, now=NOW, contact=contact, version=1, changes={"phone": "022"})
    actions.edit_contact(company.zhao, now=NOW, contact=contact, version=1, changes={"post": "处长"})


def test_foreign_contacts_are_missing(company, contact):
    with pytest.raises(Http404):
        permissions.contact_for(company.he, contact.pk)
    with pytest.raises(Http404):
        actions.edit_contact(company.he, now=NOW, contact=contact, version=1, changes={"phone": "1"})
    with pytest.raises(Http404):
        actions.create_contact(company.he, now=NOW, customer=contact.customer, name="李工")


def test_hint_tells_a_stranger_label_and_owner_only_and_is_recorded_once(company, customer):
    shown = [actions.hint(company.he, now=NOW, name=typed)[0] for typed in ("华东轨道集团", "华东轨道集")]
    for one in shown:
        assert (one.pk, one.label, one.owner_name, one.mine) == (None, customer.name, "林一", False)
    told = trail.of_object("customer", customer.pk).filter(action="customer.hint")
    assert [entry.actor_id for entry in told] == [company.he.pk]
    mine = actions.hint(company.lin, now=NOW, name="华东轨道集团")[0]
    assert (mine.pk, mine.mine) == (customer.pk, True)
    assert told.count() == 1


def test_hint_is_limited_per_person_and_minute(company, customer):
    for _ in range(actions.HINTS_PER_MINUTE):
        actions.hint(company.he, now=NOW, name="华东轨道")
    with pytest.raises(Refused):
        actions.hint(company.he, now=NOW, name="华东轨道")
    assert actions.hint(company.lin, now=NOW, name="华东轨道")
    assert actions.hint(company.he, now=NOW + dt.timedelta(minutes=1), name="华东轨道")


def test_similar_finds_the_alike_and_not_the_numbered_sibling(company):
    for name in ("杭州市第一人民医院", "杭州市第二人民医院", "成都农商银行"):
        actions.create_customer(company.lin, now=NOW, name=name)
    assert [one.label for one in queries.similar(company.lin, "杭州第一人民医院")] == ["杭州市第一人民医院"]
    assert queries.similar(company.lin, "x") == []


@pytest.mark.parametrize("many", [1, 3])
def test_list_is_searched_sorted_and_filtered_by_allowed_keys(company, many, django_assert_num_queries):
    for number in range(many):
        actions.create_customer(company.lin, now=NOW, name=f"某某集团{number}号", industry="金融")
    permissions.visible_customers(company.lin)
    with django_assert_num_queries(1):
        rows = list(queries.listed(company.lin, sort="-name", filters={"industry": "金融", "id": "1"}))
        assert [row.owner and row.owner.name for row in rows] == ["林一"] * many
    assert len(list(queries.listed(company.lin, query="某某", sort="; drop"))) == many
    assert list(queries.listed(company.he, query="某某")) == []


@pytest.mark.parametrize("many", [1, 50])
def test_many_customers_take_few_queries(company, many, django_assert_max_num_queries):
    rows = [actions.NewCustomer(f"某某集团{number}号", company.lin) for number in range(many)]
    with django_assert_max_num_queries(20):
        made = actions.create_customers(company.ops, now=NOW, rows=rows)
    assert [one.name for one in made] == [row.name for row in rows]


def test_customers_follow_their_unit(company, customer):
    from milepost.accounts import reactions
    from milepost.trail.models import Event

    reactions.follow_unit(Event(kind="people.unit-moved", payload={"old": company.one.path, "new": "00090001"}, at=NOW))
    customer.refresh_from_db()
    assert customer.unit_path == "00090001"
