"""A company with a few projects and their standings, and browsers signed in as its people."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from milepost.control import actions as control
from milepost.evidence.tests import world as worlds
from milepost.evidence.tests.world import World
from milepost.projects.models import Project

SignIn = Callable[..., Client]


@pytest.fixture
def world() -> World:
    """The small company; its clock stands at the real now, which pages ask."""
    made = worlds.company()
    made.now, made.frozen = timezone.now(), True
    return made


@pytest.fixture
def start(world: World) -> Callable[..., Project]:
    """Start a project of the seller and judge it."""

    def make(level: str = "C", **given: object) -> Project:
        project = world.project(level, **given)
        control.recompute([project.pk], now=world.now)
        return project

    return make


@pytest.fixture
def sign_in(world: World) -> SignIn:
    """A browser signed in as ``seller``, ``sales_director`` …, in a language."""

    def enter(who: str, language: str = "zh-hans") -> Client:
        person = world.people[who]
        person.language = language
        person.save(update_fields=["language"])
        client = Client()
        client.force_login(person)
        return client

    return enter
