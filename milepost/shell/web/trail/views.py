"""Who changed what: of one project for those who see it, of the company for administrators and compliance."""

import datetime as dt

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from milepost.kernel.errors import Refused
from milepost.people import permissions as people
from milepost.people.models import User
from milepost.projects import permissions as projects
from milepost.shell.web.trail import erasing, shown
from milepost.shell.web.trail.forms import Erase, Look
from milepost.trail import queries
from milepost.trail.models import Entry
from milepost.ui import pages
from milepost.ui.text import t

PER_PAGE = 50


def _page_of(request: HttpRequest, entries: QuerySet[Entry]) -> tuple[list[shown.Row], int | None]:
    """One page after the entry that ``before`` names, and where the next one begins."""
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        entries = entries.filter(pk__lt=int(before))
    found = list(entries[: PER_PAGE + 1])
    more = found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None
    assert isinstance(request.user, User)
    return shown.rows(request.user, found[:PER_PAGE]), more


@require_GET
def of_project(request: HttpRequest, pk: int) -> HttpResponse:
    """The trail of one project. Confidential pieces and approvals stay with the people named for them."""
    assert isinstance(request.user, User)
    project = projects.project_for(request.user, pk)
    rows, more = _page_of(request, queries.of_project(project.pk))
    context = {"project": project, "rows": rows, "more": more}
    return pages.render(request, "shell/web/trail/page.html", context)


def _reader(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)
    if not people.may_read_trail(user):
        raise Http404
    return user


@require_GET
def company(request: HttpRequest) -> HttpResponse:
    """Every change of the company, newest first."""
    _reader(request)
    form = Look(request.GET)
    rows, more = _page_of(request, _looked_for(form))
    return pages.render(request, "shell/web/trail/company.html", {"form": form, "rows": rows, "more": more})


def _looked_for(form: Look) -> QuerySet[Entry]:
    entries = queries.entries()
    if not form.is_valid():
        return entries
    data = form.cleaned_data
    if data["kind"]:
        entries = entries.filter(kind=data["kind"])
    if data["who"]:
        entries = entries.filter(author__name__icontains=data["who"])
    if data["from_on"]:
        entries = entries.filter(at__gte=_midnight(data["from_on"]))
    if data["until_on"]:
        entries = entries.filter(at__lt=_midnight(data["until_on"] + dt.timedelta(days=1)))
    return entries


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def erase(request: HttpRequest, kind: str, object_id: int) -> HttpResponse:
    """Erase the personal data kept about one person, contact or customer; the act itself is recorded."""
    user = _reader(request)
    if kind not in erasing.KINDS or not queries.of_object(kind, object_id).exists():
        raise Http404
    form = Erase(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erasing.erase(user, now=timezone.now(), kind=kind, object_id=object_id, why=form.cleaned_data["why"])
        except Refused as error:
            pages.refuse_in_form(form, error)
        else:
            return pages.go(request, reverse("company_trail"), t("个人信息已清除。", "The personal data is erased."))
    rows = shown.rows(user, queries.of_object(kind, object_id)[:20])
    context = {"form": form, "rows": rows, "kind": kind, "object_id": object_id}
    return pages.render(request, "shell/web/trail/erase.html", context, 422 if form.errors else 200)
