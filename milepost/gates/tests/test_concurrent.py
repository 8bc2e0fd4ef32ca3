"""Two people decide at the same moment: real threads, one winner, one told."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from milepost.approvals import actions as approvals
from milepost.evidence.models import Piece
from milepost.evidence.tests.world import World, company
from milepost.gates import actions
from milepost.gates.models import GateRequest
from milepost.gates.tests.pilot import pilot
from milepost.kernel.errors import Refused, Stale
from milepost.projects.models import Pass

Doing = Callable[[], object]


@pytest.fixture
def shared_world(transactional_db: None, settings: Any, tmp_path: Path) -> World:
    """A company that other connections see as well."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return company()


@pytest.fixture
def other_connections(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Makes what is in the test's database reachable for threads: SQLite in memory is copied into a file."""
    name = connection.settings_dict["NAME"]

    def open_up() -> None:
        if connection.vendor == "sqlite":
            place = tmp_path / "shared.sqlite3"
            with sqlite3.connect(place) as target:
                connection.connection.backup(target)
                # As an installation keeps it: two first connections would race for changing the mode.
                target.execute("PRAGMA journal_mode=WAL")
            target.close()
            connections.settings["default"]["NAME"] = str(place)

    yield open_up
    connections.settings["default"]["NAME"] = name


def at_once(*doings: Doing) -> list[object]:
    """Run all of them together; each gives its result or what it raised."""
    results: list[object] = [None] * len(doings)
    gate = threading.Barrier(len(doings))

    def run(place: int, doing: Doing) -> None:
        gate.wait()
        try:
            results[place] = doing()
        except Refused as refused:
            results[place] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def elsewhere(doing: Doing) -> object:
    """Ask through a connection of its own."""
    return at_once(doing)[0]


def test_of_two_approvers_at_the_same_moment_one_decides(
    shared_world: World, other_connections: Callable[[], None]
) -> None:
    world = shared_world
    flight = pilot(world)
    flight.prepare("discovery")
    request = flight.request()
    piece = Piece.objects.get()
    words = [{"standard": key, "verdict": "met", "note": "属实", "piece": piece} for key in ("man_passed", "filed")]
    other_connections()

    def passing() -> GateRequest:
        return actions.pass_stage(world.sales_manager, now=world.now, request=request, judgements=words, version=1)  # type: ignore[arg-type]

    def returning() -> GateRequest:
        return actions.send_back(
            world.sales_director, now=world.now, request=request, standards=["filed"], remedy="补", version=1
        )

    results = at_once(passing, returning)
    assert sum(isinstance(result, Stale) for result in results) == 1
    state = elsewhere(lambda: GateRequest.objects.get().state)
    passes = elsewhere(lambda: Pass.objects.count())
    assert (state, passes) in {("passed", 1), ("returned", 0)}


def test_a_double_click_on_pass_is_one_pass(shared_world: World, other_connections: Callable[[], None]) -> None:
    world = shared_world
    flight = pilot(world)
    flight.prepare("discovery")
    request = flight.request()
    piece = Piece.objects.get()
    words = [{"standard": key, "verdict": "met", "note": "属实", "piece": piece} for key in ("man_passed", "filed")]
    other_connections()

    def passing() -> GateRequest:
        return actions.pass_stage(world.sales_manager, now=world.now, request=request, judgements=words, version=1)  # type: ignore[arg-type]

    results = at_once(passing, passing)
    assert all(isinstance(result, GateRequest) for result in results)
    assert elsewhere(lambda: Pass.objects.count()) == 1


def test_asking_from_two_tabs_makes_one_request(shared_world: World, other_connections: Callable[[], None]) -> None:
    world = shared_world
    flight = pilot(world)
    flight.prepare("discovery")
    other_connections()

    def asking() -> int:
        return actions.ask(world.seller, now=world.now, project=flight.project).pk

    one, two = at_once(asking, asking)
    assert one == two


def test_granting_and_refusing_an_approval_at_once_leaves_one_decision(
    shared_world: World, other_connections: Callable[[], None]
) -> None:
    world = shared_world
    project = world.project()
    approval = approvals.ask(world.seller, now=world.now, project=project, kind="price_floor")
    other_connections()
    results = at_once(
        lambda: approvals.grant(world.sales_manager, now=world.now, approval=approval, version=1),
        lambda: approvals.refuse(world.sales_director, now=world.now, approval=approval, reason="再算", version=1),
    )
    assert sum(isinstance(result, Stale) for result in results) == 1
