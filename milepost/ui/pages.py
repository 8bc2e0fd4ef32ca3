"""How a view answers: a page, a fragment for htmx, a sheet, a refusal, the way to another page."""

import json
from typing import Any, Literal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render as django_render

from milepost.kernel.errors import Refused
from milepost.ui.text import say, t

Tone = Literal["ok", "info", "warn", "bad"]
REFUSED = 422


def is_htmx(request: HttpRequest) -> bool:
    """Whether the answer is put into a part of a page that is already there."""
    return request.headers.get("HX-Request") == "true"


def render(request: HttpRequest, name: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A whole page. ``name`` is the template's path in the package: ``projects/web/board/page.html``."""
    return django_render(request, name, context or {}, status=status)


def fragment(request: HttpRequest, name: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A part of a page, never cached; a form shown again with its errors has status 422."""
    response = render(request, name, context, status)
    response["Cache-Control"] = "no-store"
    response["Vary"] = "HX-Request"
    return response


def sheet(request: HttpRequest, name: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A sheet: into the dialog when htmx asks, as a page of its own when it is opened plainly.

    ``name`` is a fragment built with the ``sheet`` macro.
    """
    if is_htmx(request):
        return fragment(request, name, context, status)
    return render(request, "ui/sheet_page.html", {**(context or {}), "sheet_template": name}, status)


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """A refusal with status 422: beside what was pressed for htmx, else as a page with a way back."""
    shown = {"error": error, "back": back_address(request)}
    if not is_htmx(request):
        return render(request, "ui/refused.html", shown, REFUSED)
    response = fragment(request, "ui/_refused.html", shown, REFUSED)
    response["Milepost-Refused"] = "1"
    return response


def refuse_in_form(form: Any, error: Refused) -> None:
    """Put a refusal onto the form it came from: at its field when it has one, else on top."""
    field = error.field if error.field in form.fields else None
    form.add_error(field, say(error.text))
    for detail in error.details:
        form.add_error(None, say(detail))


def go(request: HttpRequest, to: str, done: str = "", tone: Tone = "ok") -> HttpResponse:
    """To another page after something was done; ``done`` is said there as a short confirmation."""
    if done:
        level = {"ok": messages.SUCCESS, "info": messages.INFO, "warn": messages.WARNING, "bad": messages.ERROR}[tone]
        messages.add_message(request, level, done)
    if not is_htmx(request):
        return HttpResponseRedirect(to)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = to
    return response


def toast(response: HttpResponse, text: str, tone: Tone = "ok") -> HttpResponse:
    """Let the page say a short confirmation when this htmx answer arrives."""
    return tell(response, "toast", {"text": text, "tone": tone})


def close_sheet(response: HttpResponse) -> HttpResponse:
    """Let the open sheet close when this htmx answer arrives."""
    return tell(response, "sheet:close", {})


def tell(response: HttpResponse, event: str, detail: dict[str, Any]) -> HttpResponse:
    """Add an event that htmx raises on the element that asked; several may travel together."""
    told = json.loads(response.get("HX-Trigger", "{}"))
    response["HX-Trigger"] = json.dumps({**told, event: detail})
    return response


def back_address(request: HttpRequest) -> str:
    """The page somebody came from when it is ours, else the start page."""
    referrer = request.headers.get("Referer", "")
    own = f"{request.scheme}://{request.get_host()}/"
    return referrer if referrer.startswith(own) else "/"


def not_found_text() -> str:
    """One sentence for what does not exist and for what one may not see: they must look alike."""
    return t("没有这个页面，或者您没有权限看它。", "There is no such page, or you may not see it.")
