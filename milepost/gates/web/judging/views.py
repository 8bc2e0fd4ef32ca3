"""Judging one standard by hand, outside a gate: a renewal, or a word given early."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from milepost.evidence import permissions as evidence_permissions
from milepost.gates import actions, permissions
from milepost.gates.web import words
from milepost.gates.web.judging.forms import JudgeForm
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.who import me
from milepost.playbook import queries as playbooks
from milepost.projects import permissions as project_permissions
from milepost.ui import form_sheets
from milepost.ui.refusals import refusable
from milepost.ui.text import t


@require_http_methods(["GET", "POST"])
@refusable
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """The verifier's word on ``standard`` of the address."""
    user = me(request)
    project = project_permissions.project_for(user, pk)
    if not permissions.may_judge(user, project, timezone.localdate()):
        raise Refused(Text("人工判定由项目的上级来做。", "Judging by hand is for the managers above the project."))
    standard = request.GET.get("standard", "")
    pieces = evidence_permissions.visible(user).filter(project=project, withdrawn_on=None).exclude(by=user)
    form = JudgeForm(
        request.POST if request.method == "POST" else None, initial={"verdict": "met"}, pieces=pieces.order_by("-id")
    )
    return form_sheets.answer(
        request,
        form,
        title=t("人工判定", "Judge by hand"),
        note=words.standard(playbooks.compiled(project.playbook_id), standard),
        action=request.get_full_path(),
        submit=t("判定", "Judge"),
        save=lambda data: actions.judge(user, now=timezone.now(), project=project, standard=standard, **data),
        to=form_sheets.where_from(request, reverse("gate_sheet", args=[project.pk])),
        done=t("已判定", "Judged"),
    )
