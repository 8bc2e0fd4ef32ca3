"""Pages of customers and contacts."""

import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from milepost.accounts import actions
from milepost.accounts.models import Contact, Customer
from milepost.accounts.tests.company import NOW
from milepost.people import actions as people

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def customer(company) -> Customer:
    return actions.create_customer(
        company.lin, now=NOW, name="华东轨道集团有限公司", industry="轨道交通", region="上海"
    )


@pytest.fixture
def browser(company) -> Client:
    client = Client()
    client.force_login(company.lin)
    return client


def words(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_open_in_both_languages(company, customer, browser, language):
    people.set_preferences(company.lin, now=NOW, language=language)
    contact = actions.create_contact(
        company.lin, now=NOW, customer=customer, name="王处", email="w@example.com", phone="021"
    )
    addresses = [
        reverse("customers"), reverse("customer_new"), reverse("customer", args=[customer.pk]),
        reverse("customer_edit", args=[customer.pk]), reverse("contact_new", args=[customer.pk]), reverse("contact_edit", args=[contact.pk]),
    ]  # fmt: skip
    for address in addresses:
        response = browser.get(address)
        assert response.status_code == 200, address
        headings = re.findall(r"<(?:h2|dt|label|th)[^>]*>([^<]+)<", words(response))
        chinese = [heading for heading in headings if re.search("[一-鿿]", heading) and heading not in ("王处",)]
        assert bool(chinese) == (language == "zh-hans"), (address, chinese)


def test_the_list_is_searched_filtered_and_turned_round(company, customer, browser):
    actions.create_customer(company.lin, now=NOW, name="成都农商银行", industry="金融")
    by_industry, turned = (
        words(browser.get(reverse("customers"), {"sort": sort})) for sort in ("industry", "-industry")
    )
    assert (by_industry.index("成都农商银行") < by_industry.index("华东轨道集团")) != (
        turned.index("成都农商银行") < turned.index("华东轨道集团")
    )
    assert "成都" not in words(browser.get(reverse("customers"), {"q": "hdgd"}))
    assert "华东" not in words(browser.get(reverse("customers"), {"industry": "金融"}))
    assert "没有找到" in words(browser.get(reverse("customers"), {"q": "没有这家"}))


def test_an_empty_list_explains_itself(browser):
    assert "还没有客户" in words(browser.get(reverse("customers")))


def test_the_export_holds_the_rows_of_the_list_and_no_formula(company, customer, browser):
    actions.create_customer(company.lin, now=NOW, name="=1+1公司")
    answer = browser.get(reverse("customers_export"), {"sort": "name"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert {row[0] for row in rows[1:]} == {"=1+1公司", "华东轨道集团有限公司"}
    assert "attachment" in answer["Content-Disposition"]
    stranger = Client()
    stranger.force_login(company.he)
    answer = stranger.get(reverse("customers_export"))
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()) == 1


def test_a_customer_is_made_and_the_same_one_refused(company, customer, browser):
    answer = browser.post(reverse("customer_new"), {"name": "江城第二医院"}, headers=HTMX)
    made = Customer.objects.get(name="江城第二医院")
    assert answer["HX-Redirect"] == reverse("customer", args=[made.pk])
    again = browser.post(reverse("customer_new"), {"name": "华东轨道集团"}, headers=HTMX)
    assert again.status_code == 422
    assert "林一" in words(again)


def test_two_people_edit_one_customer(company, customer, browser):
    address = reverse("customer_edit", args=[customer.pk])
    assert 'name="version" value="1"' in words(browser.get(address))
    actions.edit_customer(company.zhao, now=NOW, customer=customer, version=1, changes={"region": "杭州"})
    mine = {"name": customer.name, "industry": "地铁", "region": "上海", "version": "1", "owner": company.lin.pk}
    assert browser.post(address, mine, headers=HTMX).status_code == 204
    customer.refresh_from_db()
    assert (customer.region, customer.industry) == ("杭州", "地铁")
    stale = browser.post(address, mine | {"region": "南京"}, headers=HTMX)
    assert stale.status_code == 422
    assert "赵经理改为“杭州”" in words(stale)


def test_contacts_come_in_two_fields_and_leave(company, customer, browser):
    browser.post(reverse("contact_new", args=[customer.pk]), {"name": "王处", "post": "处长"})
    contact = Contact.objects.get()
    browser.post(
        reverse("contact_edit", args=[contact.pk]),
        {"name": "王处", "post": "处长", "left_on": "2026-11-01", "version": "1"},
    )
    assert "已离开" in words(browser.get(reverse("customer", args=[customer.pk])))
    assert (
        browser.post(reverse("contact_new", args=[customer.pk]), {"name": "李工", "post": ""}, headers=HTMX).status_code
        == 204
    )


@pytest.mark.parametrize("route", ["customer", "customer_edit", "contact_new"])
def test_a_foreign_customer_is_missing(company, customer, route):
    stranger = Client()
    stranger.force_login(company.he)
    assert stranger.get(reverse(route, args=[customer.pk])).status_code == 404
    assert stranger.get(reverse(route, args=[987_654])).status_code == 404


def test_who_only_reads_sees_no_buttons_and_is_refused(company, customer):
    reader = Client()
    reader.force_login(company.compliance)
    assert reverse("customer_edit", args=[customer.pk]) not in words(
        reader.get(reverse("customer", args=[customer.pk]))
    )
    assert reader.post(reverse("contact_new", args=[customer.pk]), {"name": "李工"}, headers=HTMX).status_code == 422


def test_similar_customers_while_typing_and_a_limit(company, customer):
    stranger = Client()
    stranger.force_login(company.he)
    shown = words(stranger.get(reverse("customers_similar"), {"name": "华东轨道集团"}, headers=HTMX))
    assert "华东轨道集团有限公司" in shown
    assert reverse("customer", args=[customer.pk]) not in shown
    for _ in range(actions.HINTS_PER_MINUTE + 1):
        last = stranger.get(reverse("customers_similar"), {"name": "华东轨道集团"}, headers=HTMX)
    assert last.status_code == 200
    assert "华东" not in words(last)


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_takes_few_queries_whatever_it_shows(company, browser, many, django_assert_max_num_queries):
    for number in range(many):
        made = actions.create_customer(company.lin, now=NOW, name=f"某某集团{number}号")
        actions.create_contact(company.lin, now=NOW, customer=made, name="王处")
    browser.get(reverse("customers"))
    with django_assert_max_num_queries(12):
        browser.get(reverse("customers"))
