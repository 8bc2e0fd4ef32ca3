"""The company of the access matrix, for every test that asks routes."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from milepost.config.tests import world as worlds
from milepost.config.tests.world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """Built once for a module, inside a transaction that never commits."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield worlds.build()
        transaction.set_rollback(True)
