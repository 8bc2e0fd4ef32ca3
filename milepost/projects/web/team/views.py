"""The deal team: who is on it, adding and removing, handing over."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.projects import actions, panels, permissions, queries
from milepost.projects.models import Member, Project
from milepost.projects.web.asking import project_of, to_lead, user_of
from milepost.projects.web.refusing import refusals_shown
from milepost.projects.web.team import forms
from milepost.ui import form_sheets, pages
from milepost.ui.text import t


@require_GET
def project_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody on the team, and the roles still missing."""
    return pages.render(request, "projects/web/team/page.html", panels.team(user_of(request), project_of(request, pk)))


@require_http_methods(["GET", "POST"])
@refusals_shown
def member_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody on the team."""
    project = to_lead(request, pk)
    role = request.GET.get("role", "")

    def save(data: dict[str, Any]) -> Member:
        return actions.add_member(user_of(request), now=timezone.now(), project=project, **data)

    return form_sheets.answer(
        request,
        forms.AddMember(form_sheets.posted(request), role=role, initial={"role": role or "presales"}),
        title=t("加入团队", "Add to the team"),
        note=project.name,
        action=reverse("member_add", args=[pk]) + (f"?role={role}" if role in forms.JOINABLE else ""),
        submit=t("加入", "Add"),
        save=save,
        to=form_sheets.where_from(request, reverse("project_team", args=[pk])),
        done=t("已加入团队。", "Added to the team."),
    )


@require_POST
@refusals_shown
def member_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """End a membership."""
    project = to_lead(request, pk)
    asked = request.POST.get("member", "")
    member = next((one for one in queries.team(project) if str(one.pk) == asked), None)
    if member is None:
        raise Refused(Text("这个人不在团队里。", "This person is not on the team."))
    actions.remove_member(user_of(request), now=timezone.now(), member=member)
    return pages.go(request, reverse("project_team", args=[pk]), t("已移出团队。", "Removed from the team."))


@require_http_methods(["GET", "POST"])
@refusals_shown
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the project to another owner; nothing is reset."""
    project = to_lead(request, pk)
    user = user_of(request)

    def save(data: dict[str, Any]) -> Project:
        return actions.hand_over(user, now=timezone.now(), project=project, **data)

    def to(_saved: Project) -> str:
        still = permissions.visible_to(user).filter(pk=pk).exists()
        return reverse("project", args=[pk]) if still else reverse("board")

    return form_sheets.answer(
        request,
        forms.HandOver(form_sheets.posted(request), project=project),
        title=t("移交项目", "Hand over"),
        note=t(
            "已通过的阶段、证据、天数都不变，未完成的任务一并移交。",
            "Passed stages, evidence and days stay; open tasks go along.",
        ),
        action=reverse("hand_over", args=[pk]),
        submit=t("移交", "Hand over"),
        save=save,
        to=to,
        done=t("已移交。", "Handed over."),
    )
