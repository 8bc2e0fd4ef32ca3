"""One form in a sheet: shown, refused beside its fields, or done and on to a page."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict

from milepost.kernel.errors import Refused, Stale
from milepost.ui import pages

OWN_IDS = "sheet_%s"
"""Ids of the fields in a sheet: the page below may hold a form with fields of the same names."""


def answer(
    request: HttpRequest,
    form: forms.Form,
    *,
    title: str,
    action: str,
    submit: str,
    save: Callable[[dict[str, Any]], object],
    to: str | Callable[[Any], str],
    done: str = "",
    note: str = "",
    columns: int = 1,
    form_template: str = "ui/_form.html",
    extra: Mapping[str, Any] | None = None,
    version: Callable[[], int] | None = None,
) -> HttpResponse:
    """Show ``form`` (GET) or hand its cleaned data to ``save`` (POST) and go to ``to``.

    ``to`` may be made from what ``save`` returned. ``form_template`` draws the form alone; it is what a refusal
    answers. After a stale save the form carries the ``version`` that stands now, so that saving again is a choice.
    """
    form.auto_id = OWN_IDS
    context = {
        "form": form, "title": title, "action": action, "submit": submit, "note": note, "columns": columns,
        "form_template": form_template, **(extra or {}),
    }  # fmt: skip
    if request.method != "POST":
        return pages.sheet(request, "ui/_form_sheet.html", context)
    if form.is_valid():
        try:
            saved = save(form.cleaned_data)
        except Refused as error:
            _refuse(form, error, version)
        else:
            return pages.go(request, to if isinstance(to, str) else to(saved), done)
    if pages.is_htmx(request):
        return pages.fragment(request, form_template, context, pages.REFUSED)
    return pages.sheet(request, "ui/_form_sheet.html", context, pages.REFUSED)


def _refuse(form: forms.Form, error: Refused, version: Callable[[], int] | None) -> None:
    pages.refuse_in_form(form, error)
    if isinstance(error, Stale) and version is not None and isinstance(form.data, QueryDict):
        data = form.data.copy()
        data[form.add_prefix("version")] = str(version())
        form.data = data


def where_from(request: HttpRequest, otherwise: str) -> str:
    """The page a sheet was opened on, else ``otherwise``: only our own addresses, only the path."""
    current = urlsplit(request.headers.get("HX-Current-URL", ""))
    if not pages.is_htmx(request) or current.netloc != request.get_host():
        return otherwise
    return current.path + (f"?{current.query}" if current.query else "")


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: the posted values, also when there are none, or nothing for a page just opened."""
    return request.POST if request.method == "POST" else None
