"""The weekly report from the diary, to paste into a message."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from milepost.diary import queries
from milepost.people.models import User
from milepost.ui import pages


@require_GET
def weekly_report(request: HttpRequest) -> HttpResponse:
    """One's own week (``?week=`` any day of it, default: this week)."""
    assert isinstance(request.user, User)
    try:
        day = dt.date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        day = timezone.localdate()
    monday = day - dt.timedelta(days=day.weekday())
    week = dt.timedelta(days=7)
    context = {
        "monday": monday,
        "sunday": monday + dt.timedelta(days=6),
        "text": queries.weekly_text(request.user, monday),
        "before": (monday - week).isoformat(),
        "following": (monday + week).isoformat() if monday + week <= timezone.localdate() else "",
    }
    return pages.sheet(request, "diary/web/week/_week.html", context)
