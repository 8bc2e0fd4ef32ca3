"""The ladder of today: fixed order, one thing per project, seven at most."""

import datetime as dt
from dataclasses import replace

from milepost.kernel.text import Text
from milepost.shell.rules import ladder
from milepost.shell.rules.ladder import Due, Known

TODAY = dt.date(2026, 11, 25)
DAY = dt.timedelta(days=1)
QUIET = Known(
    project=1, name="甲", customer="江城大学", amount=100, bid_on=None, next_step="", next_on=None, limit_on=TODAY + 9 * DAY,
    gate="", held=False, incomplete=False, required=3, missing=(Text("需求", "need"),), expiring=(), expired=(),
)  # fmt: skip


def rungs(*known: Known, tasks: tuple[Due, ...] = ()) -> list[tuple[int, str]]:
    return [(thing.project, thing.rung) for thing in ladder.things(known, tasks, TODAY)]


def test_a_project_on_its_way_asks_for_nothing() -> None:
    assert rungs(QUIET) == []


def test_each_rung_has_its_ground() -> None:
    grounds = {
        "bid": {"bid_on": TODAY + 5 * DAY},
        "returned": {"gate": "returned"},
        "lapsed": {"expired": (Text("需求", "need"),)},
        "promised": {"next_step": "送方案", "next_on": TODAY},
        "ready": {"missing": ()},
        "expiring": {"expiring": (Text("需求", "need"),)},
        "still": {"limit_on": TODAY - DAY},
        "incomplete": {"incomplete": True},
    }
    for rung, change in grounds.items():
        assert rungs(replace(QUIET, **change)) == [(1, rung)], rung  # type: ignore[arg-type]


def test_the_ladder_decides_and_a_project_stands_there_once() -> None:
    everything = replace(
        QUIET,
        gate="returned",
        next_step="送方案",
        next_on=TODAY - DAY,
        limit_on=TODAY - DAY,
        bid_on=TODAY + DAY,
        incomplete=True,
    )
    assert rungs(everything) == [(1, "bid")]


def test_within_a_rung_the_earlier_day_then_the_larger_amount_comes_first() -> None:
    first = replace(QUIET, project=1, next_step="a", next_on=TODAY, amount=1)
    late = replace(QUIET, project=2, next_step="b", next_on=TODAY - 3 * DAY, amount=1)
    large = replace(QUIET, project=3, next_step="c", next_on=TODAY, amount=9)
    assert [project for project, _ in rungs(first, late, large)] == [2, 3, 1]


def test_seven_at_most() -> None:
    many = [replace(QUIET, project=number, incomplete=True) for number in range(20)]
    assert len(rungs(*many)) == 7


def test_a_waiting_or_held_project_is_left_in_peace() -> None:
    assert rungs(replace(QUIET, missing=(), held=True)) == []
    assert rungs(replace(QUIET, gate="pending", limit_on=TODAY - DAY)) == []
    assert rungs(replace(QUIET, missing=(), gate="pending")) == []


def test_a_task_due_tomorrow_counts_one_due_later_not() -> None:
    due = Due(5, Text("画决策链", "Map the decision chain"), 7, "乙", "海川银行", 10, TODAY + DAY)
    assert rungs(tasks=(due,)) == [(7, "task")]
    assert rungs(tasks=(replace(due, due_on=TODAY + 2 * DAY),)) == []


def test_every_sentence_stands_in_both_languages() -> None:
    known = replace(QUIET, bid_on=TODAY, next_step="送方案", next_on=TODAY - DAY)
    for thing in ladder.things([known, replace(QUIET, project=2, limit_on=TODAY - DAY)], [], TODAY):
        assert thing.title.zh != thing.title.en
        assert thing.why.zh != thing.why.en
