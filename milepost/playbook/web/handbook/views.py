"""The handbook as a page, its tools, and the printable book."""

from django.http import Http404, HttpRequest, HttpResponse

from milepost.kernel.errors import Refused
from milepost.playbook import queries
from milepost.playbook.models import PlaybookVersion
from milepost.playbook.rules import handbook as document
from milepost.playbook.rules.model import Playbook, Tool
from milepost.playbook.web.handbook import book
from milepost.ui import pages
from milepost.ui.text import language, say


def handbook(request: HttpRequest) -> HttpResponse:
    """The whole book with its contents; ``method`` chooses a procurement method, ``version`` an older version."""
    version = _version(request)
    playbook = queries.compiled(version.pk)
    method = _method(request, playbook)
    context = {
        "book": document.handbook(playbook, method),
        "version": version,
        "versions": PlaybookVersion.objects.order_by("-id").only("version", "published_at")[:20],
        "methods": [("", ""), *((one.key, say(one.name)) for one in playbook.variants)],
        "method": method or "",
        "stages": playbook.stages,
    }
    return pages.render(request, "playbook/web/handbook/page.html", context)


def printable(request: HttpRequest, form: str) -> HttpResponse:
    """The book to keep: ``html``, or ``pdf`` where the system's pango is there."""
    playbook = queries.compiled(_version(request).pk)
    made = document.handbook(playbook, _method(request, playbook))
    try:
        body = book.pdf(made, language()) if form == "pdf" else book.html(made, language()).encode()
    except Refused as error:
        return pages.refused(request, error)
    kind = "application/pdf" if form == "pdf" else "text/html; charset=utf-8"
    name = f"milepost-handbook-{made.version}.{form}"
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def tool(request: HttpRequest, key: str) -> HttpResponse:
    """One tool: its guide, checklist, fields or template; as a sheet beside a task."""
    context = {"tool": _tool(queries.live_playbook(), key)}
    return pages.sheet(request, "playbook/web/handbook/_tool.html", context)


def template(request: HttpRequest, key: str) -> HttpResponse:
    """The tool's template to fill in: headings and lines as a text document."""
    found = _tool(queries.live_playbook(), key)
    if found.available != "now" or not (found.template or found.form or found.checklist):
        raise Http404
    body = book.template_text(found, language())
    name = f"{found.key}.md"
    return HttpResponse(
        body,
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _tool(playbook: Playbook, key: str) -> Tool:
    try:
        return playbook.tool(key)
    except KeyError as error:
        raise Http404 from error


def _version(request: HttpRequest) -> PlaybookVersion:
    wanted = request.GET.get("version", "")
    if not wanted:
        return queries.live()
    try:
        return queries.version(wanted)
    except Refused as error:
        raise Http404 from error


def _method(request: HttpRequest, playbook: Playbook) -> str | None:
    wanted = request.GET.get("method", "")
    return wanted if playbook.variant(wanted) else None
