"""When everything of a sample project happened, counted back from the day of the run."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

DAY = dt.timedelta(days=1)
_DELIVERY_SPANS = (6, 16, 36, 80, 30, 20, 95, 40)
"""Days between the eight milestones of a delivery, for a contract of a year and a month."""


@dataclass(frozen=True, slots=True)
class Course:
    """One project's way: the stages it came into, those it left, and the last day of its story."""

    spec: Mapping[str, Any]
    level: str
    method: str
    entered: Mapping[str, dt.date]
    passed: Mapping[str, dt.date]
    last: dt.date
    chance: random.Random = field(compare=False)

    @property
    def stages(self) -> list[str]:
        """The stages it came into, in order."""
        return list(self.entered)

    @property
    def mark(self) -> str:
        """What the project is a sample of (``waiting``, ``stalled`` …), "" for nothing special."""
        return str(self.spec.get("mark", ""))

    def until(self, stage: str) -> dt.date:
        """The last day spent in a stage."""
        return self.passed.get(stage, self.last)


def workday(day: dt.date) -> dt.date:
    """The day itself, or the Friday before a weekend."""
    return day - DAY * max(0, day.weekday() - 4)


def open_course(spec: Mapping[str, Any], level: str, norms: Mapping[str, Mapping[str, int]], today: dt.date) -> Course:
    """A project that is open today, ``d`` days in its stage."""
    stages = list(norms)
    here = stages.index(spec["s"])
    entered = today - DAY * spec["d"]
    return _course(spec, level, norms, stages[: here + 1], entered, today, passes_last=False)


def closed_course(
    spec: Mapping[str, Any], level: str, norms: Mapping[str, Mapping[str, int]], today: dt.date
) -> Course:
    """A project that ended ``ended`` days ago: won at the end of the last stage, or lost in ``s``."""
    stages = list(norms)
    won = spec["result"] == "won"
    last = workday(today - DAY * spec["ended"])
    here = len(stages) - 1 if won else stages.index(spec["s"])
    chance = _chance(spec)
    spent = max(8, int(norms[stages[here]][level] * chance.uniform(0.4, 0.8)))
    return _course(spec, level, norms, stages[: here + 1], last - DAY * spent, last, passes_last=won)


def delivered_course(
    spec: Mapping[str, Any],
    level: str,
    norms: Mapping[str, Mapping[str, int]],
    milestones: Sequence[str],
    today: dt.date,
) -> Course:
    """A project signed ``signed`` days ago whose milestones are all behind it."""
    sold = closed_course({**spec, "result": "won", "ended": spec["signed"]}, level, norms, today)
    scale = (spec["signed"] - 20) / sum(_DELIVERY_SPANS)
    entered, passed, day = dict(sold.entered), dict(sold.passed), sold.last
    for milestone, span in zip(milestones, _DELIVERY_SPANS, strict=True):
        entered[milestone] = day
        day = workday(day + DAY * max(2, int(span * scale)))
        passed[milestone] = day
    return Course(spec, level, sold.method, entered, passed, day, sold.chance)


def _course(
    spec: Mapping[str, Any],
    level: str,
    norms: Mapping[str, Mapping[str, int]],
    stages: Sequence[str],
    entered_last: dt.date,
    last: dt.date,
    *,
    passes_last: bool,
) -> Course:
    """Walk backwards from the last stage: each one before it took a part of its norm."""
    chance = _chance(spec)
    entered, day = {stages[-1]: workday(entered_last)}, workday(entered_last)
    for stage in reversed(stages[:-1]):
        day = workday(day - DAY * _spent(spec, norms[stage][level], chance))
        entered[stage] = day
    ordered = {stage: entered[stage] for stage in stages}
    passed = {stage: ordered[after] for stage, after in pairwise(stages)}
    if passes_last:
        passed[stages[-1]] = last
    return Course(spec, level, spec["m"], ordered, passed, last, chance)


def _spent(spec: Mapping[str, Any], norm: int, chance: random.Random) -> int:
    """Days spent in a stage that was left; who goes on without proof was quick."""
    if spec.get("mark") in ("unverified", "late"):
        return min(norm, 18)
    return max(6, int(norm * chance.uniform(0.45, 0.95)))


def _chance(spec: Mapping[str, Any]) -> random.Random:
    return random.Random(f"{spec['c']} {spec['n']}")  # noqa: S311 - sample data, the same on every run


def spread(first: dt.date, last: dt.date, count: int) -> list[dt.date]:
    """``count`` working days between two days, in order, evenly."""
    span = (last - first).days
    return sorted({max(first, workday(first + DAY * (span * number // (count + 1)))) for number in range(1, count + 1)})


@dataclass(frozen=True, slots=True)
class TenderDays:
    """The days of a tender; ``award`` None while it is not known."""

    issued: dt.date
    deadline: dt.date
    award: dt.date | None


def tender_days(course: Course) -> TenderDays | None:
    """When documents came out, bids were due and the award was told; None where nobody tenders or not yet."""
    if "bidding" not in course.entered or course.method in ("enterprise_compare", "framework_order", "undecided"):
        return None
    first, last = course.entered["bidding"], course.until("bidding")
    issued = workday(min(first + DAY, last))
    if "deadline" in course.spec:
        return TenderDays(issued, workday(course.last + DAY * course.spec["deadline"]), None)
    deadline = max(issued, workday(first + (last - first) * 3 // 5))
    if "bidding" in course.passed or course.spec.get("result") == "lost":
        return TenderDays(issued, deadline, max(deadline, workday(last - DAY * 3)))
    return TenderDays(issued, deadline, None)
