"""Settings of a project: name, amount, level, kind; the four questions."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from milepost.projects import actions, panels, queries
from milepost.projects.models import Project, Qualification
from milepost.projects.rules import statuses
from milepost.projects.web.asking import project_of, to_edit, to_lead, to_stand_above, user_of
from milepost.projects.web.refusing import refusals_shown
from milepost.projects.web.shape import forms
from milepost.ui import form_sheets, pages
from milepost.ui.text import say, t


@require_GET
def project_settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about the project that is not its work."""
    project = project_of(request, pk)
    context = panels.origin(user_of(request), project) | {
        "status": say(statuses.NAMES[project.status]),
        "ending": queries.ending(project),
    }
    return pages.render(request, "projects/web/shape/page.html", context)


@require_http_methods(["GET", "POST"])
@refusals_shown
def project_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change name, amount and origin."""
    project, user = to_edit(request, pk), user_of(request)
    origin = queries.origin_of(project)
    initial = {key: getattr(project, key) for key in ("name", "amount_fen", "currency", "version")}

    @transaction.atomic
    def save(data: dict[str, Any]) -> Project:
        now, version = timezone.now(), data["version"]
        actions.set_origin(user, now=now, project=project, lead_source=data["lead_source"])
        actions.set_amount(
            user,
            now=now,
            project=project,
            amount_fen=data["amount_fen"],
            currency=data["currency"],
            reason=data["reason"],
            version=version,
        )
        return actions.rename(user, now=now, project=project, name=data["name"], version=version)

    return form_sheets.answer(
        request,
        forms.Basics(
            form_sheets.posted(request),
            initial=initial | {"lead_source": origin.lead_source},
            playbook=queries.playbook_for(project),
        ),
        title=t("名称与金额", "Name and amount"),
        action=reverse("project_edit", args=[pk]),
        submit=t("保存", "Save"),
        save=save,
        to=form_sheets.where_from(request, reverse("project_settings", args=[pk])),
        done=t("已保存。", "Saved."),
        version=lambda: project_of(request, pk).version,
    )


@require_http_methods(["GET", "POST"])
@refusals_shown
def project_level(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the level by hand, or let amount and flag decide again."""
    project = to_stand_above(request, pk)
    origin = queries.origin_of(project)

    def save(data: dict[str, Any]) -> Project:
        return actions.set_level(
            user_of(request), now=timezone.now(), project=project, level=data["level"] or None, reason=data["reason"],
            strategic=data["strategic"],
        )  # fmt: skip

    return form_sheets.answer(
        request,
        forms.Level(
            form_sheets.posted(request),
            playbook=queries.playbook_for(project),
            initial={"level": project.level if origin.level_by_hand else "", "strategic": origin.strategic},
        ),
        title=t("级别", "Level"),
        note=project.name,
        action=reverse("project_level", args=[pk]),
        submit=t("保存", "Save"),
        save=save,
        to=form_sheets.where_from(request, reverse("project_settings", args=[pk])),
        done=t("已保存。", "Saved."),
    )


@require_http_methods(["GET", "POST"])
@refusals_shown
def project_kind(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the kind of selling."""
    project = to_lead(request, pk)

    def save(data: dict[str, Any]) -> Project:
        return actions.set_kind(user_of(request), now=timezone.now(), project=project, **data)

    return form_sheets.answer(
        request,
        forms.Kind(form_sheets.posted(request), playbook=queries.playbook_for(project), initial={"kind": project.kind}),
        title=t("销售方式", "Kind of selling"),
        note=t(
            "只有项目性销售走关卡；改为其他方式须由上级来做。",
            "Only project selling runs the gates; leaving them is for those above.",
        ),
        action=reverse("project_kind", args=[pk]),
        submit=t("保存", "Save"),
        save=save,
        to=form_sheets.where_from(request, reverse("project_settings", args=[pk])),
        done=t("已保存。", "Saved."),
    )


@require_http_methods(["GET", "POST"])
@refusals_shown
def project_qualify(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the four questions before people are committed."""
    project = to_lead(request, pk)
    form = forms.Qualify(
        form_sheets.posted(request), playbook=queries.playbook_for(project), known=queries.qualification_of(project)
    )

    def save(data: dict[str, Any]) -> Qualification:
        return actions.qualify(
            user_of(request), now=timezone.now(), project=project, answers=form.answers(), walk_away=data["walk_away"],
            verdict=data["verdict"],
        )  # fmt: skip

    return form_sheets.answer(
        request,
        form,
        title=t("投入之前先问四句", "Four questions before committing people"),
        note=project.name,
        action=reverse("project_qualify", args=[pk]),
        submit=t("记下决定", "Keep the decision"),
        save=save,
        to=form_sheets.where_from(request, reverse("project_settings", args=[pk])),
        done=t("已记下。", "Kept."),
    )
