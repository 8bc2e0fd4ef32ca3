"""A long run leaves the lock alone often and long enough for whoever waits."""

import pytest

from milepost.integrations.actions import pace


class _Clock:
    def __init__(self) -> None:
        self.now, self.slept = 0.0, list[float]()

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> _Clock:
    made = _Clock()
    monkeypatch.setattr(pace, "time", made)
    return made


def _step(one: pace.Pace, clock: _Clock, seconds_a_row: float) -> None:
    with one.counted():
        clock.now += one.rows * seconds_a_row
    one.rest()


def test_steps_shrink_on_a_slow_machine_and_grow_on_a_fast_one(clock: _Clock) -> None:
    slow, fast = pace.Pace(True), pace.Pace(True)
    for _ in range(5):
        _step(slow, clock, 0.02)
        _step(fast, clock, 0.001)
    assert slow.rows == 12
    assert fast.rows == 100


def test_the_lock_is_never_kept_busy_for_a_second(clock: _Clock) -> None:
    one, busy, worst = pace.Pace(True), 0.0, 0.0
    _step(one, clock, 0.004)
    for _ in range(50):
        before, rests = clock.now, len(clock.slept)
        _step(one, clock, 0.004)
        rested = sum(clock.slept[rests:])
        busy += clock.now - before - rested
        worst = max(worst, busy)
        busy = 0.0 if rested > 0.1 else busy
    assert worst < 1
    assert clock.slept


def test_with_many_writers_nothing_is_spared(clock: _Clock) -> None:
    one = pace.Pace(False)
    _step(one, clock, 0.05)
    assert (one.rows, clock.slept) == (100, [])
