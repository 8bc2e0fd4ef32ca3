"""One piece: looking at it, opening its file, accepting, refusing, withdrawing, letting it serve more."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.evidence import actions, panels, permissions, queries
from milepost.evidence.models import Piece
from milepost.evidence.web.piece.forms import ServeForm, WhyForm
from milepost.files import actions as file_actions
from milepost.files.rules import content
from milepost.files.web import answer
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.people.who import me
from milepost.playbook import queries as playbooks
from milepost.projects import permissions as project_permissions
from milepost.ui import form_sheets, pages
from milepost.ui.refusals import refusable
from milepost.ui.text import say, t


@require_GET
def piece(request: HttpRequest, piece_pk: int) -> HttpResponse:
    """Everything about one piece."""
    user = me(request)
    found = permissions.piece_for(user, piece_pk)
    playbook = playbooks.compiled(found.project.playbook_id)
    one = queries.shown([found], user)[0]
    today = timezone.localdate()
    context = {
        "one": panels.piece(one, playbook),
        "state": say(panels.state(one.state)),
        "project": found.project,
        "is_image": found.file is not None
        and found.file.content_type.startswith("image/")
        and found.file.content_type in content.INLINE,
        "may_accept": found.withdrawn_on is None and permissions.may_accept(user, found, today),
        "may_withdraw": found.withdrawn_on is None and permissions.may_withdraw(user, found, today),
        "may_serve": found.withdrawn_on is None and permissions.may_add(user, found.project),
    }
    return pages.render(request, "evidence/web/piece/page.html", context)


@require_GET
def piece_file(request: HttpRequest, piece_pk: int) -> HttpResponseBase:
    """The file itself; opening it is noted, so that an approver sees what he has looked at."""
    user = me(request)
    found = permissions.piece_for(user, piece_pk)
    if found.file is None:
        return redirect("piece", piece_pk=found.pk)
    file_actions.mark_opened(user, now=timezone.now(), file=found.file)
    return answer(found.file, inline="save" not in request.GET)


@require_POST
@refusable
def piece_accept(request: HttpRequest, piece_pk: int) -> HttpResponse:
    """One click: the approver takes the piece."""
    user = me(request)
    found = permissions.piece_for(user, piece_pk)
    actions.accept(user, now=timezone.now(), piece=found)
    return pages.go(request, _back(request, found), t("已认可", "Accepted"))


@require_http_methods(["GET", "POST"])
@refusable
def piece_refuse(request: HttpRequest, piece_pk: int) -> HttpResponse:
    """The approver says why he does not take it."""
    user = me(request)
    found = permissions.piece_for(user, piece_pk)
    if not permissions.may_accept(user, found, timezone.localdate()):
        raise Refused(
            Text("只有本项目的过关审批人可以这样做。", "Only an approver of this project's gates may do this.")
        )
    return _why(
        request,
        found,
        title=t("不认可这份证据", "Do not accept this piece"),
        submit=t("不认可", "Do not accept"),
        save=lambda why: actions.refuse(user, now=timezone.now(), piece=found, why=why),
        done=t("已退回这份证据", "The piece was not accepted"),
    )


@require_http_methods(["GET", "POST"])
@refusable
def piece_withdraw(request: HttpRequest, piece_pk: int) -> HttpResponse:
    """Take the piece off the shelf, with a reason."""
    user = me(request)
    found = permissions.piece_for(user, piece_pk)
    return _why(
        request,
        found,
        title=t("撤下这份证据", "Withdraw this piece"),
        submit=t("撤下", "Withdraw"),
        save=lambda why: actions.withdraw(user, now=timezone.now(), piece=found, why=why),
        done=t("已撤下", "Withdrawn"),
    )


def _why(request: HttpRequest, found: Piece, *, title: str, submit: str, save: Any, done: str) -> HttpResponse:
    return form_sheets.answer(
        request,
        WhyForm(request.POST if request.method == "POST" else None),
        title=title,
        note=found.title,
        action=request.path,
        submit=submit,
        save=lambda data: save(data["why"]),
        to=_back(request, found),
        done=done,
    )


@require_http_methods(["GET", "POST"])
@refusable
def piece_serve(request: HttpRequest, piece_pk: int) -> HttpResponse:
    """Let the piece prove further standards."""
    user = me(request)
    found = permissions.piece_for(user, piece_pk)
    project_permissions.require_edit(user, found.project)
    form = ServeForm(request.POST if request.method == "POST" else None, choices=_further(found, user))
    return form_sheets.answer(
        request,
        form,
        title=t("再证明其他标准", "Prove further standards"),
        note=found.title,
        action=request.path,
        submit=t("保存", "Save"),
        save=lambda data: actions.serve(user, now=timezone.now(), piece=found, standards=data["standards"]),
        to=_back(request, found),
        done=t("已保存", "Saved"),
    )


def _further(found: Piece, user: User) -> list[tuple[str, str]]:
    playbook = playbooks.compiled(found.project.playbook_id)
    here = playbook.stage(found.project.stage)
    known = set(queries.shown([found], user)[0].serves)
    stages = [one for one in playbook.all_stages if one.delivery == here.delivery and not one.repeatable]
    return [
        (standard.key, f"{say(stage.name)} · {say(standard.name)}")
        for stage in sorted(stages, key=lambda one: (one is not here, one.order))
        for standard in stage.standards
        if standard.key not in known
    ]


def _back(request: HttpRequest, found: Piece) -> str:
    return form_sheets.where_from(request, reverse("piece", args=[found.pk]))
