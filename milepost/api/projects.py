"""Projects: list, one, its brief, moving it."""

from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header, Path, Query, Router
from pydantic import Field

from milepost.api import idempotency, listing, shapes
from milepost.api.auth import user_of
from milepost.api.errors import Precondition
from milepost.api.faults import WRITING, with_faults
from milepost.gates import actions as gates
from milepost.gates.actions import Move
from milepost.projects import actions, permissions, queries
from milepost.projects.models import Brief, Origin, Project
from milepost.ui.text import say, t

router = Router(tags=["projects"])
ProjectId = Annotated[int, Path(ge=1, le=2**53)]


class ProjectQuery(shapes.Strict):
    """The filters of the list; everything else is refused. ``all`` is every status, ``closed`` what is no longer open."""

    q: shapes.Words = ""
    status: Literal["all", "open", "won", "lost", "suspended", "no_decision", "delivered", "closed", "ended"] = "all"
    stage: shapes.Key = ""
    team: Annotated[str, Field(pattern=r"^([0-9]{4}){0,16}$", description="path of a unit: it and all below")] = ""
    owner: Annotated[int, Field(ge=0, le=2**53)] = 0
    mine: bool = False
    level: Literal["", "A", "B", "C"] = ""
    kind: Literal["", "project", "account", "channel"] = ""
    currency: Annotated[str, Field(pattern=r"^([A-Z]{3})?$")] = ""
    standard: Annotated[shapes.Key, Field(description="a standard the project lacks in its stage")] = ""
    still: bool = False
    expiring: bool = False
    proved: bool = False
    unproved: bool = False
    incomplete: bool = False
    held: bool = False
    sort: Literal[
        "amount", "-amount", "claimed", "proved", "stage", "-stage", "sign", "next", "entered", "contact", "newest"
    ] = "newest"
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str, Field(max_length=100)] = ""


@router.get("", response=with_faults(shapes.Projects), url_name="projects", summary="Projects you see")
def projects(request: HttpRequest, asked: Query[ProjectQuery]) -> dict[str, Any]:
    """Projects by filters, a page at a time, with the count and the sums of all that answer."""
    shapes.refuse_unknown(request, ProjectQuery)
    return listing.page(user_of(request), asked.model_dump(), timezone.localdate())


@router.get("/{project_id}", response=with_faults(shapes.ProjectWhole), url_name="project", summary="One project")
def project(request: HttpRequest, project_id: ProjectId) -> dict[str, Any]:
    """One project with team and passes. A project you do not see answers like one that does not exist."""
    found = permissions.project_for(user_of(request), project_id)
    passes = queries.newest_passes(found)
    return listing.one(found.pk) | {
        "customer_id": found.customer_id,
        "external_id": Origin.objects.values_list("external_id", flat=True).get(project=found),
        "team": [{"user": {"id": one.user.pk, "name": one.user.name}, "role": one.role} for one in queries.team(found)],
        "passes": [{"stage": stage, "result": one.result, "on": one.passed_on} for stage, one in passes.items()],
    }


@router.get(
    "/{project_id}/brief", response=with_faults(shapes.Brief), url_name="project_brief", summary="What is known"
)
def brief(request: HttpRequest, response: HttpResponse, project_id: ProjectId) -> Brief:
    """The brief of a project; its ETag is needed to change it."""
    found = queries.brief_of(permissions.project_for(user_of(request), project_id))
    response["ETag"] = _tag(found)
    return found


@router.patch(
    "/{project_id}/brief",
    response=with_faults(shapes.Brief, *WRITING, 412, 428),
    url_name="project_brief_edit",
    summary="Add what was learned",
)
def edit_brief(
    request: HttpRequest,
    response: HttpResponse,
    project_id: ProjectId,
    given: shapes.BriefEdit,
    if_match: Annotated[str, Header(alias="If-Match", max_length=40)] = "",
) -> Brief:
    """Change fields of the brief. Send the ETag you read as ``If-Match``; 412 when somebody was faster."""
    user = user_of(request)
    found = permissions.project_for(user, project_id)
    with transaction.atomic():
        _require_newest(Brief.objects.select_for_update().get(project=found), if_match)
        edited = actions.edit_brief(
            user,
            now=timezone.now(),
            project=found,
            changes=given.changes.model_dump(exclude_unset=True),
            source=given.source,
            strength=given.strength,
            dated_on=given.dated_on,
            reason=given.reason,
        )
    response["ETag"] = _tag(edited)
    return edited


def _tag(found: Brief) -> str:
    return f'"{found.version}"'


def _require_newest(found: Brief, if_match: str) -> None:
    if not if_match:
        raise Precondition(428, t("请用 If-Match 带上读到的 ETag。", "Send the ETag you read as If-Match."))
    if if_match not in {_tag(found), "*"}:
        raise Precondition(
            412, t("您读过之后有人改过，请重新读取。", "Somebody changed it since you read it; read it again.")
        )


@router.post(
    "/{project_id}/move",
    response=with_faults(shapes.Moved, *WRITING),
    url_name="project_move",
    summary="Move to a stage",
)
def move(
    request: HttpRequest,
    response: HttpResponse,
    project_id: ProjectId,
    given: shapes.MoveTo,
    idempotency_key: Annotated[str, Header(alias="Idempotency-Key", max_length=80, pattern=r"^[\x21-\x7e]*$")] = "",
) -> dict[str, Any]:
    """Move a project through the gate. Nothing passes here that would not pass on the page."""
    user = user_of(request)
    found = permissions.project_for(user, project_id)
    now = timezone.now()
    same = idempotency.fingerprint("POST", request.path, request.body)

    def act() -> dict[str, Any]:
        return _moved(found, gates.move(user, now=now, project=found, to_stage=given.to_stage))

    answer, repeated = idempotency.once(user, now=now, key=idempotency_key, request=same, act=act)
    if repeated:
        response["Idempotent-Replayed"] = "true"
    return answer


def _moved(project: Project, made: Move) -> dict[str, Any]:
    playbook = queries.playbook_for(project)
    project.refresh_from_db(fields=["stage"])
    return {
        "result": made.result,
        "kind": made.kind,
        "stage": project.stage,
        "missing": [{"standard": key, "name": say(playbook.standard(key).name)} for key in made.missing],
        "missing_roles": list(made.missing_roles),
        "request_id": made.request.pk if made.request else None,
    }
