"""The sample company, built once for all tests of this room."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from milepost.sample import actions


@pytest.fixture(scope="session")
def now() -> dt.datetime:
    """The moment of the run."""
    return timezone.now()


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: Any, now: dt.datetime) -> Iterator[None]:
    """The whole sample company, taken back after the module; what a test changes of it is taken back after the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        actions.build(now=now, password="sample-password")
        yield
        transaction.set_rollback(True)
