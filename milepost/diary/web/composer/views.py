"""Writing in one box; the timeline; mending and withdrawing what was written."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from milepost.diary import actions, permissions, queries
from milepost.diary.models import Entry
from milepost.diary.rules import kinds
from milepost.diary.web.composer import forms
from milepost.kernel.errors import Refused
from milepost.people.models import User
from milepost.projects import permissions as project_permissions
from milepost.projects import queries as project_queries
from milepost.projects.models import Project
from milepost.ui import form_sheets, pages
from milepost.ui.text import t

ICONS = {
    "visit": "map-pin", "call": "phone", "message": "message", "meeting": "users", "exec_meeting": "briefcase",
    "exchange": "messages", "demo": "player-play", "reference_visit": "building", "note": "note",
    "stage": "flag", "pass": "circle-check", "date": "calendar-event", "hand-over": "replace", "hold": "player-pause",
    "end": "circle-x", "reopen": "rotate",
}  # fmt: skip


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _composer(request: HttpRequest, project: Project, data: Any = None) -> forms.Composer:
    return forms.Composer(data, user=_user(request), project=project, playbook=project_queries.playbook_for(project))


@require_GET
def panel_timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """The timeline of a project with the composer above it; ``?before=`` gives the older days alone."""
    project = project_permissions.project_for(_user(request), pk)
    before = _day(request.GET.get("before", ""))
    context = _timeline(request, project, before)
    if before is not None:
        return pages.fragment(request, "diary/web/composer/_moments.html", context)
    return pages.fragment(request, "diary/web/composer/_timeline.html", context | {"form": _composer(request, project)})


def _timeline(request: HttpRequest, project: Project, before: dt.date | None) -> dict[str, Any]:
    user = _user(request)
    moments = queries.timeline(project, user, before=before)
    return {
        "project": project,
        "moments": moments,
        "older": moments[-1].on if len(moments) >= queries.SHOWN else None,
        "kinds": kinds.KINDS,
        "icons": ICONS,
        "outcomes": queries.outcome_names(project),
        "user": user,
        "may_edit": project_permissions.may_edit(user, project),
        "is_above": project_permissions.is_above(user, project),
        "banned": queries.contact_banned(project, timezone.localdate()),
    }


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


@require_http_methods(["GET", "POST"])
def diary_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an entry. The composer of the timeline posts here and gets the timeline back."""
    project = project_permissions.project_for(_user(request), pk)
    try:
        project_permissions.require_edit(_user(request), project)
    except Refused as error:
        return pages.refused(request, error)
    if request.method == "POST" and request.POST.get("in") == "timeline":
        return _write_in_timeline(request, project)
    return form_sheets.answer(
        request,
        _composer(request, project, form_sheets.posted(request)),
        title=t("记一笔", "Write a note"),
        note=project.name,
        action=reverse("diary_write", args=[pk]),
        submit=t("记下", "Write"),
        save=lambda data: _write(request, project, data),
        to=form_sheets.where_from(request, reverse("project", args=[pk])),
        done=t("已记下。", "Written."),
        form_template="diary/web/composer/_form.html",
        extra={"project": project, "compact": False},
    )


def _write_in_timeline(request: HttpRequest, project: Project) -> HttpResponse:
    form = _composer(request, project, request.POST)
    status = pages.REFUSED
    if form.is_valid():
        try:
            _write(request, project, form.cleaned_data)
            form, status = _composer(request, project), 200
        except Refused as error:
            pages.refuse_in_form(form, error)
    response = pages.fragment(
        request, "diary/web/composer/_timeline.html", _timeline(request, project, None) | {"form": form}, status
    )
    return pages.toast(response, t("已记下。", "Written.")) if status == 200 else response


def _write(request: HttpRequest, project: Project, data: dict[str, Any]) -> Entry:
    user = _user(request)
    people = list(data["people"]) or queries.people_named(user, project, data["text"])
    return actions.write(
        user, now=timezone.now(), project=project, text=data["text"], kind=data["kind"] or kinds.guess(data["text"]),
        happened_on=data["happened_on"], people=people, outcome=data["outcome"], with_roles=data["with_roles"],
        next_step=data["next_step"], next_on=data["next_on"],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def diary_edit(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """Mend an entry."""
    user = _user(request)
    entry = permissions.entry_for(user, entry_pk)
    try:
        permissions.require_change(user, entry)
    except Refused as error:
        return pages.refused(request, error)

    def save(data: dict[str, Any]) -> Entry:
        changes = forms.cleaned_for_edit(data, entry)
        return actions.edit(user, now=timezone.now(), entry=entry, version=data["version"], changes=changes)

    playbook = project_queries.playbook_for(entry.project)
    return form_sheets.answer(
        request,
        forms.Mend(
            form_sheets.posted(request),
            user=user,
            project=entry.project,
            playbook=playbook,
            initial=forms.initial(entry),
        ),
        title=t("改日记", "Edit the entry"),
        action=reverse("diary_edit", args=[entry.pk]),
        submit=t("保存", "Save"),
        save=save,
        to=form_sheets.where_from(request, reverse("project", args=[entry.project_id])),
        done=t("已保存，原文留痕。", "Saved; the trail keeps what it said."),
        form_template="diary/web/composer/_form.html",
        extra={"project": entry.project, "compact": False},
        version=lambda: permissions.entry_for(user, entry_pk).version,
    )


@require_http_methods(["GET", "POST"])
def diary_withdraw(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """Take an entry back."""
    user = _user(request)
    entry = permissions.entry_for(user, entry_pk)
    try:
        permissions.require_change(user, entry)
    except Refused as error:
        return pages.refused(request, error)
    return form_sheets.answer(
        request,
        forms.Withdraw(form_sheets.posted(request)),
        title=t("撤回这条日记", "Withdraw the entry"),
        note=t("撤回后不再算作证据，留痕里仍能查到。", "It proves nothing any more; the trail still keeps it."),
        action=reverse("diary_withdraw", args=[entry.pk]),
        submit=t("撤回", "Withdraw"),
        save=lambda data: actions.withdraw(user, now=timezone.now(), entry=entry, why=data["why"]),
        to=form_sheets.where_from(request, reverse("project", args=[entry.project_id])),
        done=t("已撤回。", "Withdrawn."),
    )
