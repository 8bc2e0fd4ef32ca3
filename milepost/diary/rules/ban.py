"""From the bid deadline to the award nobody talks substance with the customer (招标投标法 38、39、43)."""

import datetime as dt
import zoneinfo

from milepost.diary.rules.kinds import WRITTEN


def banned(happened_on: dt.date, deadline_at: dt.datetime | None, zone: str, award_on: dt.date | None) -> bool:
    """True on the days after the deadline's own day and before the award notice; without an award it goes on.

    The day of the deadline itself stays open: submission and opening happen on it.
    """
    if deadline_at is None:
        return False
    closed = deadline_at.astimezone(zoneinfo.ZoneInfo(zone)).date()
    return happened_on > closed and (award_on is None or happened_on < award_on)


def refuses(
    kind: str, happened_on: dt.date, deadline_at: dt.datetime | None, zone: str, award_on: dt.date | None
) -> bool:
    """True when an entry of this kind on that day would be contact on substance during the evaluation."""
    return kind not in WRITTEN and banned(happened_on, deadline_at, zone, award_on)
