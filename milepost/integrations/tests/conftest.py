"""A company with a playbook, into which tables come."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from milepost.accounts.tests import company as companies
from milepost.integrations import actions
from milepost.integrations.models import Import
from milepost.people.models import User
from milepost.playbook import actions as playbook_actions

NOW = companies.NOW
Bring = Callable[..., Import]


@pytest.fixture
def company(db: Any) -> companies.Company:
    playbook_actions.ensure_default(now=NOW)
    return companies.build()


@pytest.fixture
def bring(company: companies.Company) -> Bring:
    """Take a CSV text and run it at once."""

    def run(
        text: str,
        kind: str = "projects",
        actor: User | None = None,
        given: dict[str, Any] | None = None,
        name: str = "表.csv",
        now: dt.datetime = NOW,
    ) -> Import:
        actor = actor or company.ops
        record = actions.take(actor, now=now, data=text.encode(), name=name, kind=kind, given=given)
        return actions.run_import(actor, now=now, record=record)

    return run
