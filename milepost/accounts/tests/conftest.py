"""The company that every test of this room stands in."""

import pytest

from milepost.accounts.tests import company as companies


@pytest.fixture
def company(db) -> companies.Company:
    return companies.build()


@pytest.fixture(autouse=True)
def _fresh_cache():
    """Counters of look-ups live in the cache; each test starts without."""
    from django.core.cache import cache

    cache.clear()
