"""The cards of the cockpit, each loaded by its own address."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from milepost.projects import panels
from milepost.projects.web.asking import project_of, user_of
from milepost.ui import pages


@require_GET
def panel_brief(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of the project."""
    context = panels.brief(user_of(request), project_of(request, pk), timezone.localdate())
    return pages.fragment(request, "projects/web/panels/_brief.html", context)


@require_GET
def panel_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Who works on it."""
    return pages.fragment(
        request, "projects/web/panels/_team.html", panels.team(user_of(request), project_of(request, pk))
    )


@require_GET
def panel_tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be done in this stage."""
    context = panels.tasks(user_of(request), project_of(request, pk), timezone.localdate())
    return pages.fragment(request, "projects/web/panels/_tasks.html", context)


@require_GET
def panel_origin(request: HttpRequest, pk: int) -> HttpResponse:
    """Where it came from and what stands beside it."""
    return pages.fragment(
        request, "projects/web/panels/_origin.html", panels.origin(user_of(request), project_of(request, pk))
    )
