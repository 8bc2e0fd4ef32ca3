"""Drop a file, check its mapping, run it, undo it."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.integrations import actions, exports, queries, reports
from milepost.integrations.models import Import
from milepost.integrations.rules import fields, limits
from milepost.integrations.web.imports import shown
from milepost.integrations.web.who import importer, own_import
from milepost.jobs.models import Job
from milepost.kernel.errors import Refused
from milepost.people.models import User
from milepost.ui import pages
from milepost.ui.text import language, t

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The drop place and what came in before; POST takes a file."""
    user = importer(request)
    if request.method == "POST":
        return _take(request, user)
    records = queries.mine(user)
    given = {
        "records": records,
        "records_shown": [(one, shown.KIND_LABELS[one.kind], shown.STATE_LABELS[one.state]) for one in records],
        "waiting": queries.to_review(user, 0)[1],
        "kinds": shown.kinds(user),
    }
    return pages.render(request, "integrations/web/imports/page.html", given)


def _take(request: HttpRequest, user: User) -> HttpResponse:
    chosen = request.FILES.get("file")
    try:
        if chosen is None or chosen.size is None:
            raise Refused(shown.NO_FILE, field="file")
        if chosen.size > shown.MAX_BYTES:
            raise Refused(shown.TOO_LARGE, field="file")
        record = actions.take(user, now=timezone.now(), data=chosen.read(), name=chosen.name or "")
    except Refused as refusal:
        return pages.refused(request, refusal)
    return pages.go(request, _address(record))


def _address(record: Import) -> str:
    return reverse("import", kwargs={"import_pk": record.pk})


@require_GET
def one(request: HttpRequest, import_pk: int) -> HttpResponse:
    """One import: its mapping to check, its progress, or its result."""
    user, record = own_import(request, import_pk)
    given: dict[str, Any] = {"record": record, "kind_label": shown.KIND_LABELS[record.kind]}
    if record.state == Import.State.PROPOSED:
        given |= shown.proposal(user, record)
        return pages.render(request, "integrations/web/imports/mapping.html", given)
    if record.state in (Import.State.RUNNING, Import.State.UNDOING):
        return pages.render(request, "integrations/web/imports/running.html", given | _progress(record))
    return pages.render(request, "integrations/web/imports/result.html", given | _result(record))


def _result(record: Import) -> dict[str, Any]:
    proposed = (
        limits.propose(queries.kept_amounts(record))
        if record.kind == "projects" and record.state == Import.State.DONE
        else None
    )
    return {
        "rejected": queries.rejected(record, language())[:20],
        "warnings": queries.warnings(record, language(), 20),
        "kept": [
            {**kept, "why": kept["zh"] if language().startswith("zh") else kept["en"]} for kept in record.kept[:50]
        ],
        "limits": proposed,
        "undo_days": shown.undo_days(record, timezone.now()),
    }


@require_GET
def trial(request: HttpRequest, import_pk: int) -> HttpResponse:
    """What the import would do, as a part of its page; nothing is written."""
    user, record = own_import(request, import_pk)
    try:
        outcome = actions.dry_run(user, now=timezone.now(), record=record)
    except Refused as refusal:
        return pages.refused(request, refusal)
    document = reports.of_outcome(queries.reading(record), outcome, language())
    warnings = [problem.as_json(language()) for problem in outcome.warnings[:10]]
    return pages.fragment(
        request,
        "integrations/web/imports/_trial.html",
        {"record": record, "outcome": document, "row_warnings": warnings},
    )


@require_POST
def settle(request: HttpRequest, import_pk: int) -> HttpResponse:
    """Save the corrected mapping; with the second button, begin."""
    user, record = own_import(request, import_pk)
    now = timezone.now()
    try:
        record = actions.save_mapping(user, now=now, record=record, raw=_mapping(request.POST, record))
        if request.POST.get("do") == "start":
            actions.start(user, now=now, record=record)
    except Refused as refusal:
        return pages.refused(request, refusal)
    return pages.go(request, _address(record))


def _mapping(post: Mapping[str, Any], record: Import) -> dict[str, Any]:
    """The mapping of the form: columns and stages by their place, since titles may be anything."""
    raw: dict[str, Any] = {key: value for key, value in record.mapping.items() if key in ("separator", "year")}
    titles = list(record.mapping.get("columns", {}))
    raw["columns"] = {title: post.get(f"column-{i}") or None for i, title in enumerate(titles)}
    names = list(record.mapping.get("stages", {}))
    if names:
        raw["stages"] = {name: post.get(f"stage-{i}") or record.mapping["stages"][name] for i, name in enumerate(names)}
    return raw | {key: post[key] for key in ("amount_unit", "date_order", "currency") if post.get(key)}


@require_POST
def kind(request: HttpRequest, import_pk: int) -> HttpResponse:
    """Read the file as another kind of rows."""
    user, record = own_import(request, import_pk)
    try:
        actions.set_kind(user, now=timezone.now(), record=record, kind=request.POST.get("kind", ""))
    except Refused as refusal:
        return pages.refused(request, refusal)
    return pages.go(request, _address(record))


@require_GET
def progress(request: HttpRequest, import_pk: int) -> HttpResponse:
    """The bar of a running import; asks again by itself until the end."""
    _, record = own_import(request, import_pk)
    if record.state not in (Import.State.RUNNING, Import.State.UNDOING):
        return pages.go(request, _address(record))
    return pages.fragment(request, "integrations/web/imports/_progress.html", {"record": record} | _progress(record))


def _progress(record: Import) -> dict[str, Any]:
    job = Job.objects.filter(pk=record.job_id).first() if record.job_id else None
    share = 100 * record.rows // record.all_rows if record.all_rows else 0
    return {
        "share": share,
        "waiting": job is not None and job.state == Job.State.WAITING,
        "failed": job is not None and job.state == Job.State.FAILED,
    }


@require_GET
def errors(request: HttpRequest, import_pk: int) -> HttpResponse:
    """Rejected rows as a file."""
    _, record = own_import(request, import_pk)
    content = reports.error_file(queries.rejected(record, language()), language())
    return _download(content, "text/csv; charset=utf-8", f"import-{record.pk}-errors.csv")


@require_POST
def undo(request: HttpRequest, import_pk: int) -> HttpResponse:
    """Take the import back, in the background."""
    user, record = own_import(request, import_pk)
    try:
        actions.start_undo(user, now=timezone.now(), record=record)
    except Refused as refusal:
        return pages.refused(request, refusal)
    return pages.go(request, _address(record), t("正在撤销。", "Undoing."))


@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Everything of a kind the person sees, as XLSX."""
    user = importer(request)
    if kind not in fields.KINDS:
        raise Http404
    try:
        rows = exports.rows(user, kind)
    except Refused as refusal:
        return pages.refused(request, refusal)
    return _download(exports.file(kind, rows, ".xlsx", language()), XLSX, f"milepost-{kind}.xlsx")


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
