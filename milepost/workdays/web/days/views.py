"""The working-day table: read a year, enter a day, clear one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.kernel.errors import Refused
from milepost.people.models import User
from milepost.ui import form_sheets, pages
from milepost.ui.text import t
from milepost.workdays import actions, permissions, queries
from milepost.workdays.models import SpecialDay
from milepost.workdays.web.days import forms


@require_GET
def workdays(request: HttpRequest) -> HttpResponse:
    """The days of one year that differ from the plain week."""
    assert isinstance(request.user, User)
    years = queries.known_years()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and int(asked) in years else timezone.localdate().year
    context = {
        "years": years,
        "year": year,
        "days": queries.special_days(year),
        "may_edit": permissions.may_edit(request.user),
    }
    return pages.render(request, "workdays/web/days/page.html", context)


@require_http_methods(["GET", "POST"])
def workday_set(request: HttpRequest) -> HttpResponse:
    """Enter a day."""
    user = request.user
    assert isinstance(user, User)

    def save(data: dict[str, Any]) -> SpecialDay:
        return actions.set_day(user, now=timezone.now(), **data)

    return form_sheets.answer(
        request,
        forms.Day(form_sheets.posted(request)),
        title=t("登记一天", "Enter a day"),
        action=reverse("workday_set"),
        submit=t("保存", "Save"),
        save=save,
        to=lambda special: f"{reverse('workdays')}?year={special.day.year}",
        done=t("已保存。", "Saved."),
    )


@require_POST
def workday_clear(request: HttpRequest, day_pk: int) -> HttpResponse:
    """Let a day follow the plain week again."""
    user = request.user
    assert isinstance(user, User)
    special = permissions.day_for(user, day_pk)
    try:
        actions.clear_day(user, now=timezone.now(), special=special)
    except Refused as error:
        return pages.refused(request, error)
    return pages.go(request, f"{reverse('workdays')}?year={special.day.year}", t("已删除。", "Removed."))
