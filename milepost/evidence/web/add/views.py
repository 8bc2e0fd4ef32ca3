"""Putting a piece on the shelf: file or camera, pasted text, link, diary entry."""

import datetime as dt
from typing import Any

from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from milepost.evidence import actions
from milepost.evidence.models import Piece
from milepost.evidence.web.add.forms import PieceForm
from milepost.files import actions as file_actions
from milepost.kernel.errors import Refused
from milepost.people.models import User
from milepost.people.who import me
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.model import Stage
from milepost.projects import permissions as project_permissions
from milepost.projects.models import Project
from milepost.ui import form_sheets
from milepost.ui.refusals import refusable
from milepost.ui.text import t

TEMPLATE = "evidence/web/add/_form.html"


@require_http_methods(["GET", "POST"])
@refusable
def evidence_add(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, proposed for what ``serves``, ``type`` and ``tag`` of the address ask; or the piece, added."""
    user = me(request)
    project = project_permissions.project_for(user, pk)
    project_permissions.require_edit(user, project)
    form = _form(request, project)
    action = request.get_full_path()
    return form_sheets.answer(
        request,
        form,
        title=t("添加证据", "Add evidence"),
        note=t("一份证据可以证明多条标准。", "One piece may prove several standards."),
        action=action,
        submit=t("添加", "Add"),
        save=lambda data: _save(user, project, data),
        to=form_sheets.where_from(request, reverse("gate_sheet", args=[project.pk])),
        done=t("证据已登记", "Evidence added"),
        form_template=TEMPLATE,
    )


def _form(request: HttpRequest, project: Project) -> PieceForm:
    today = timezone.localdate()
    playbook = playbooks.compiled(project.playbook_id)
    stage = _stage(request, project)
    number = request.GET.get("occurrence", "1")
    given: dict[str, Any] = {
        "project": project,
        "playbook": playbook,
        "stage": stage,
        "occurrence": int(number) if number.isdigit() and int(number) else 1,
        "today": today,
    }
    if request.method == "POST":
        return PieceForm(request.POST, request.FILES, **given)
    return PieceForm(initial=_proposed(request, today), **given)


def _stage(request: HttpRequest, project: Project) -> Stage:
    """The stage of the first standard asked for, else the one the project stands in."""
    playbook = playbooks.compiled(project.playbook_id)
    for key in request.GET.getlist("serves"):
        try:
            return playbook.stage_of(key.partition("#")[0])
        except KeyError:
            continue
    return playbook.stage(project.stage)


def _proposed(request: HttpRequest, today: dt.date) -> dict[str, Any]:
    asked = request.GET
    types = asked.getlist("type")
    return {
        "happened_on": today,
        "serves": asked.getlist("serves"),
        "tags": asked.getlist("tag"),
        "type": types[0] if types else "",
        "entry": asked.get("entry", ""),
    }


def _save(user: User, project: Project, data: dict[str, Any]) -> Piece:
    now = timezone.now()
    upload: File[bytes] | None = data["file"]
    given = {key: value for key, value in data.items() if key != "file"}
    if upload is None:
        return actions.add(user, now=now, project=project, **given)
    stored = file_actions.store(user, now=now, upload=upload, name=upload.name or "", project_id=project.pk)
    try:
        return actions.add(user, now=now, project=project, file=stored, **given)
    except Refused:
        file_actions.discard(user, now=now, file=stored)
        raise
