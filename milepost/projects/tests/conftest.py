"""A company with a published playbook, and one project of 林一."""

import pytest

from milepost.accounts.tests import company as companies
from milepost.accounts.tests.company import NOW
from milepost.projects import actions
from milepost.projects.models import Project
from milepost.projects.tests.published import published


@pytest.fixture
def company(db) -> companies.Company:
    published()
    return companies.build()


@pytest.fixture
def project(company) -> Project:
    """A B project: 林一 sells, 赵经理 leads."""
    return actions.create(
        company.lin, now=NOW, customer_name="华东轨道集团有限公司", name="资产管理平台一期", amount_fen=1_200_000_00
    )


@pytest.fixture(autouse=True)
def _fresh_cache():
    from django.core.cache import cache

    cache.clear()
