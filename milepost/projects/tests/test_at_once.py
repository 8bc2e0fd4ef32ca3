"""Two people at the same moment, in threads with connections of their own: nothing is lost, nothing is made twice."""

import datetime as dt
import sqlite3
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from milepost.accounts.tests import company as companies
from milepost.accounts.tests.company import NOW
from milepost.kernel.errors import Refused, Stale
from milepost.projects import actions, queries
from milepost.projects.models import DateChange, Hold, Member, Project
from milepost.projects.tests.published import published
from milepost.trail import queries as trail

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW.date() + dt.timedelta(days=9)


@pytest.fixture
def world(tmp_path):
    """A company and a project that other connections see: SQLite in memory is copied into a file for them."""
    published()
    company = companies.build()
    project = actions.create(company.lin, now=NOW, customer_name="华东轨道集团", name="平台", amount_fen=1_200_000_00)
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        place = tmp_path / "shared.sqlite3"
        with sqlite3.connect(place) as target:
            connection.connection.backup(target)
            # As an installation keeps it: two first connections would race for changing the mode.
            target.execute("PRAGMA journal_mode=WAL")
        target.close()
        connections.settings["default"]["NAME"] = str(place)
    yield company, project
    connections.settings["default"]["NAME"] = name


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts side by side; each gives its result, or the refusal it raised."""
    results: list[Any] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(place: int, act: Callable[[], Any]) -> None:
        start.wait(timeout=20)
        try:
            results[place] = act()
        except Refused as refused:
            results[place] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def seen(look: Callable[[], Any]) -> Any:
    """What other connections see afterwards."""
    return at_once(look)[0]


def test_different_fields_saved_at_once_are_both_kept(world):
    company, project = world

    def edit(user, changes):
        return lambda: actions.edit_brief(user, now=NOW, project=project, changes=changes, version=1)

    at_once(edit(company.lin, {"agency": "甲"}), edit(company.zhao, {"funding_source": "乙"}))
    brief = seen(lambda: queries.brief_of(project))
    assert (brief.agency, brief.funding_source, brief.version) == ("甲", "乙", 3)


def test_the_same_field_saved_at_once_is_refused_to_one(world):
    company, project = world

    def edit(user, value):
        return lambda: actions.edit_brief(user, now=NOW, project=project, changes={"agency": value}, version=1)

    first, second = at_once(edit(company.lin, "甲"), edit(company.zhao, "乙"))
    assert isinstance(first, Stale) != isinstance(second, Stale)
    assert seen(lambda: queries.brief_of(project).agency) == ("乙" if isinstance(first, Stale) else "甲")


def test_waiting_twice_at_once_is_one_wait(world):
    company, project = world

    def wait():
        return actions.hold(company.lin, now=NOW, project=project, reason="等批复", wake_on=LATER)

    assert sum(isinstance(result, Refused) for result in at_once(wait, wait)) == 1
    assert seen(Hold.objects.count) == 1


def test_ending_and_handing_over_at_once_leave_one_story(world):
    company, project = world
    ended, _ = at_once(
        lambda: actions.end(company.zhao, now=NOW, project=project, result="lost", reason="price_score"),
        lambda: actions.hand_over(company.zhao, now=NOW, project=project, new_owner=company.wu, reason="调岗"),
    )
    stands = seen(lambda: Project.objects.select_related("owner").get(pk=project.pk))
    assert (stands.owner.name, stands.status) == ("吴二", "lost")
    assert ended.result == "lost"
    assert seen(trail.first_broken) is None


def test_joining_and_moving_a_date_at_once_happen_once(world):
    company, project = world
    seen(lambda: actions.change_date(company.lin, now=NOW, project=project, field="expected_sign_on", new=NOW.date()))
    read = seen(lambda: Project.objects.get(pk=project.pk).version)

    def join(user):
        return lambda: actions.add_member(user, now=NOW, project=project, user=company.presales, role="presales")

    def move(user):
        return lambda: actions.change_date(
            user, now=NOW, project=project, field="expected_sign_on", new=LATER, reason="推迟", version=read
        )

    at_once(join(company.lin), join(company.zhao), move(company.lin), move(company.zhao))
    assert seen(Member.objects.filter(project=project, role="presales", until_on=None).count) == 1
    assert seen(DateChange.objects.filter(project=project).count) == 1
