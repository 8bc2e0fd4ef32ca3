"""The page of the working-day table."""

import pytest
from django.test import Client
from django.urls import reverse

from milepost.accounts.tests import company as companies
from milepost.accounts.tests.company import NOW
from milepost.workdays import actions
from milepost.workdays.models import SpecialDay

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    actions.ensure_shipped(now=NOW)
    return companies.build()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_keepers_enter_and_clear_days_others_read(company):
    keeper, seller = signed_in(company.ops), signed_in(company.lin)
    page = keeper.get(reverse("workdays"), {"year": "2026"}).content.decode()
    assert "2026年10月1日" in page
    keeper.post(reverse("workday_set"), {"day": "2026-12-25", "works": "no", "name": "司庆"})
    made = SpecialDay.objects.get(day="2026-12-25")
    read = seller.get(reverse("workdays"), {"year": "2026"}).content.decode()
    assert "司庆" in read
    assert reverse("workday_clear", args=[made.pk]) not in read
    assert (
        seller.post(
            reverse("workday_set"), {"day": "2026-12-24", "works": "no"}, headers={"HX-Request": "true"}
        ).status_code
        == 422
    )
    assert seller.post(reverse("workday_clear", args=[made.pk])).status_code == 404
    keeper.post(reverse("workday_clear", args=[made.pk]))
    assert not SpecialDay.objects.filter(pk=made.pk).exists()


def test_a_year_nobody_entered_explains_itself(company):
    SpecialDay.objects.all().delete()
    assert "还没有登记" in signed_in(company.lin).get(reverse("workdays")).content.decode()
