"""A small company with projects of two teams, and tokens to ask with."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from milepost.accounts.tests import company as companies
from milepost.control import actions as control
from milepost.people import actions as people
from milepost.people.models import User
from milepost.playbook import actions as playbooks
from milepost.projects import actions as projects
from milepost.projects.models import Project


@dataclass(frozen=True)
class Got:
    """An answer of the API."""

    status: int
    body: Any
    headers: Any


@dataclass(frozen=True)
class Caller:
    """A program with somebody's token."""

    secret: str

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Got:
        """Ask ``/api/v1{path}``."""
        sent = json.dumps(body) if body is not None else ""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        asked = Client().generic(
            method,
            f"/api/v1{path}",
            sent,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.secret}"} | given,
        )
        return Got(asked.status_code, json.loads(asked.content) if asked.content else None, asked.headers)


@dataclass(frozen=True)
class Pipeline:
    """The company and its projects: two of 林一 (team one), one of 何三 (team two)."""

    company: companies.Company
    big: Project
    small: Project
    other: Project


@pytest.fixture(autouse=True)
def _no_old_counts():
    cache.clear()


@pytest.fixture
def pipeline(db) -> Pipeline:
    now = timezone.now()
    playbooks.ensure_default(now=now)
    company = companies.build(now)

    def start(owner: User, customer: str, yuan: int) -> Project:
        return projects.create(
            owner, now=now, customer_name=customer, name=f"{customer}一期", amount_fen=yuan * 100, kind="project"
        )

    made = Pipeline(
        company,
        start(company.lin, "华东轨道集团", 2_000_000),
        start(company.lin, "滨江医院", 300_000),
        start(company.he, "江北大学", 800_000),
    )
    control.recompute([made.big.pk, made.small.pk, made.other.pk], now=now)
    return made


@pytest.fixture
def caller(pipeline: Pipeline) -> Callable[..., Caller]:
    def make(name: str, read_only: bool = True) -> Caller:
        user = getattr(pipeline.company, name)
        return Caller(people.make_token(user, now=timezone.now(), label="测试", read_only=read_only)[1])

    return make
