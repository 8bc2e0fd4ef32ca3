"""Starting a project; similar ones and the kind of selling while one types."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from milepost.accounts import actions as account_actions
from milepost.accounts import permissions as account_permissions
from milepost.kernel.errors import Refused
from milepost.playbook import queries as playbooks
from milepost.projects import actions, permissions
from milepost.projects.models import Project
from milepost.projects.rules import classify
from milepost.projects.web.asking import user_of
from milepost.projects.web.new import forms
from milepost.projects.web.refusing import refusals_shown
from milepost.ui import form_sheets, pages
from milepost.ui.text import t


@require_http_methods(["GET", "POST"])
@refusals_shown
def project_new(request: HttpRequest) -> HttpResponse:
    """A new project, or (with ``parent``) the next phase of one."""
    user = user_of(request)
    parent = _parent(request)
    form = _form(request, parent)

    def save(data: dict[str, Any]) -> Project:
        keys = ("name", "amount_fen", "expected_sign_on", "lead_source", "strategic", "owner")
        given = {key: data[key] for key in keys if key in data}
        customer = parent.customer if parent and data["customer_name"] == parent.customer.name else None
        return actions.create(
            user, now=timezone.now(), customer=customer, customer_name=data["customer_name"], parent=parent,
            contrasts=form.answers(), **given,
        )  # fmt: skip

    return form_sheets.answer(
        request,
        form,
        title=t("新建项目", "New project") if parent is None else t("新建下一期", "New phase"),
        note="" if parent is None else parent.name,
        action=reverse("project_new") + (f"?parent={parent.pk}" if parent else ""),
        submit=t("新建", "Create"),
        save=save,
        to=lambda made: reverse("project", args=[made.pk]),
        done=t("项目已新建。", "Project created."),
        form_template="projects/web/new/_form.html",
        extra={"kind": None},
    )


def _parent(request: HttpRequest) -> Project | None:
    asked = request.GET.get("parent", "")
    return permissions.project_for(user_of(request), int(asked)) if asked.isdigit() else None


def _form(request: HttpRequest, parent: Project | None) -> forms.NewProject:
    user, asked = user_of(request), request.GET.get("customer", "")
    customer = (
        account_permissions.customer_for(user, int(asked)) if asked.isdigit() else parent.customer if parent else None
    )
    return forms.NewProject(
        form_sheets.posted(request),
        initial={"customer_name": customer.name if customer else request.GET.get("customer_name", "")},
        playbook=playbooks.live_playbook(),
        may_assign=permissions.may_assign(user),
    )


@require_GET
def project_similar(request: HttpRequest) -> HttpResponse:
    """Customers and projects that may be the same, while customer and name are typed."""
    user, now = user_of(request), timezone.now()
    customer_name, name = request.GET.get("customer_name", ""), request.GET.get("name", "")
    context: dict[str, Any] = {"customers": [], "projects": [], "said": None}
    try:
        context["customers"] = account_actions.hint(user, now=now, name=customer_name)
        context["projects"] = actions.hint(user, now=now, customer_name=customer_name, name=name)
    except Refused as error:
        context["said"] = error.text
    return pages.fragment(request, "projects/web/new/_similar.html", context)


@require_GET
def project_kind_of(request: HttpRequest) -> HttpResponse:
    """What the answers to the five contrasts say, while they are given."""
    playbook = playbooks.live_playbook()
    modes = playbook.section("selling_modes") or {}
    said = {one["key"]: request.GET.get(f"contrast_{one['key']}", "") for one in modes.get("contrasts", [])}
    answers: dict[str, str | bool] = {**said, classify.PARTNER: bool(request.GET.get("partner"))}
    found = classify.classify(answers, modes.get("project_from", 3))
    mode = next((one for one in modes.get("modes", []) if one["key"] == found.kind), None)
    return pages.fragment(request, "projects/web/new/_kind.html", {"kind": found, "mode": mode})
