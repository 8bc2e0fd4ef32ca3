"""Making a declaration, and settling one that blocks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from milepost.approvals import actions, panels, permissions
from milepost.approvals.web.declaring.forms import CloseForm, DeclareForm
from milepost.people.who import me
from milepost.projects import permissions as project_permissions
from milepost.ui import form_sheets
from milepost.ui.refusals import refusable
from milepost.ui.text import t


@require_http_methods(["GET", "POST"])
@refusable
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """The person's own word on one matter (``kind`` of the address proposed)."""
    user = me(request)
    project = project_permissions.project_for(user, pk)
    project_permissions.require_edit(user, project)
    initial = {"kind": request.GET.get("kind", ""), "answer": "clear"}
    return form_sheets.answer(
        request,
        DeclareForm(request.POST if request.method == "POST" else None, initial=initial),
        title=t("合规声明", "Declaration"),
        note=project.name,
        action=request.path,
        submit=t("我声明", "I declare"),
        save=lambda data: actions.declare(user, now=timezone.now(), project=project, **data),
        to=form_sheets.where_from(request, reverse("gate_sheet", args=[project.pk])),
        done=t("声明已登记", "Declaration recorded"),
    )


@require_http_methods(["GET", "POST"])
@refusable
def declaration_close(request: HttpRequest, pk: int, declaration_pk: int) -> HttpResponse:
    """Compliance, legal or a director settles what blocks."""
    user = me(request)
    project = project_permissions.project_for(user, pk)
    found = permissions.declaration_for(user, declaration_pk)
    if found.project_id != project.pk:
        raise Http404
    return form_sheets.answer(
        request,
        CloseForm(request.POST if request.method == "POST" else None),
        title=t("处理声明的障碍", "Settle what blocks"),
        note=f"{panels.declaration(found)['name']} · {found.note}",
        action=request.path,
        submit=t("处理完毕", "Settled"),
        save=lambda data: actions.close_declaration(user, now=timezone.now(), declaration=found, why=data["why"]),
        to=form_sheets.where_from(request, reverse("gate_sheet", args=[project.pk])),
        done=t("已处理", "Settled"),
    )
