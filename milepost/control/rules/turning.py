"""When time alone changes a standing next, so that the nightly run looks only at what is due."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from milepost.playbook.rules import grammar
from milepost.playbook.rules.grammar import DATE_OPERATORS
from milepost.playbook.rules.judge import StandardVerdict

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)


def next_change(
    verdicts: Iterable[StandardVerdict],
    notice_days: int,
    facts: Mapping[str, Sequence[Mapping[str, Any]]],
    today: dt.date,
) -> dt.date | None:
    """The first day after ``today`` on which a state may differ with the same facts; None for never."""
    days = [day for verdict in verdicts for day in _turns(verdict, notice_days, today)]
    days += [waiver["expires_on"] + DAY for waiver in facts.get("waivers", ()) if waiver.get("expires_on")]
    return min((day for day in days if day > today), default=None)


def _turns(verdict: StandardVerdict, notice_days: int, today: dt.date) -> list[dt.date]:
    if not verdict.counts:
        return [today + WEEK] if _time_may_help(verdict) else []
    found = []
    if verdict.valid_until:
        found += [verdict.valid_until - dt.timedelta(days=notice_days) + DAY, verdict.valid_until + DAY]
    if verdict.counts_until:
        found.append(verdict.counts_until + DAY)
    return found


def _time_may_help(verdict: StandardVerdict) -> bool:
    """Whether the check looks at dates, so that waiting alone could turn it; looked at weekly."""
    return any(
        check.name == "date_within"
        or "older_than_days" in check.args
        or any(one.op in DATE_OPERATORS for one in (*check.where, *check.over))
        for check in grammar.checks(verdict.standard.check)
    )
