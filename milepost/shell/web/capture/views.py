"""One box to write what happened into a project's diary. What can be guessed is not asked."""

from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from milepost.diary import actions as diary
from milepost.diary import queries as diary_queries
from milepost.diary.rules import kinds
from milepost.kernel.errors import Refused
from milepost.people.models import User
from milepost.people.who import me
from milepost.projects import permissions as project_permissions
from milepost.shell import queries
from milepost.ui import form_sheets, pages
from milepost.ui.text import lt, t


class Note(forms.Form):
    """What happened, and where it belongs. The next step is asked for, not demanded."""

    project = forms.TypedChoiceField(label=lt("项目", "Project"), coerce=int, choices=[])
    text = forms.CharField(
        label=lt("发生了什么", "What happened"),
        widget=forms.Textarea(
            attrs={
                "rows": 4,
                "placeholder": lt(
                    "今天见了王处，预算 300 万已报上去", "Met Director Wang; the budget of 3 million is filed"
                ),
            }
        ),
        max_length=4000,
    )
    next_step = forms.CharField(label=lt("下一步", "Next step"), required=False, max_length=200)
    next_on = forms.DateField(label=lt("哪天", "On"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: object, user: User, chosen: int = 0, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.auto_id = form_sheets.OWN_IDS
        self.fields["project"].choices = queries.writable(user, chosen)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def capture(request: HttpRequest) -> HttpResponse:
    """The box as a sheet (GET); write the entry (POST)."""
    user = me(request)
    if request.method == "GET":
        wanted = request.GET.get("project", "")
        return _box(
            request, Note(user=user, chosen=int(wanted) if wanted.isdigit() else 0, initial={"project": wanted})
        )
    wanted = request.POST.get("project", "")
    note = Note(request.POST, user=user, chosen=int(wanted) if wanted.isdigit() else 0)
    if not note.is_valid():
        return _again(request, note)
    try:
        _write(user, note)
    except Refused as error:
        pages.refuse_in_form(note, error)
        return _again(request, note)
    return pages.go(request, _back(request, note), t("已记入日记", "Written into the diary"))


def _back(request: HttpRequest, note: Note) -> str:
    """Where the box was opened, as long as that is one of our pages; else the project."""
    came = urlsplit(request.headers.get("HX-Current-URL", ""))
    own = came.path.startswith("/") and came.netloc == request.get_host() and came.path != reverse("capture")
    return (
        f"{came.path}?{came.query}"
        if own and came.query
        else came.path
        if own
        else reverse("project", args=[note.cleaned_data["project"]])
    )


def _write(user: User, note: Note) -> None:
    given = note.cleaned_data
    project = project_permissions.project_for(user, given["project"])
    text = given["text"]
    diary.write(
        user, now=timezone.now(), project=project, text=text, kind=kinds.guess(text),
        people=diary_queries.people_named(user, project, text), next_step=given["next_step"], next_on=given["next_on"],
    )  # fmt: skip


def _box(request: HttpRequest, note: Note) -> HttpResponse:
    return pages.sheet(request, "shell/web/capture/_note.html", {"form": note, "has_projects": _has_projects(note)})


def _again(request: HttpRequest, note: Note) -> HttpResponse:
    """The same form with its errors; a page of its own without script."""
    if pages.is_htmx(request):
        return pages.fragment(request, "shell/web/capture/_form.html", {"form": note}, 422)
    return pages.sheet(
        request, "shell/web/capture/_note.html", {"form": note, "has_projects": _has_projects(note)}, 422
    )


def _has_projects(note: Note) -> bool:
    return bool(note.fields["project"].choices)  # type: ignore[attr-defined]
