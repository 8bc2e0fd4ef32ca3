"""The baseline review: ten imported projects on one sheet, settled with one button."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from milepost.integrations import actions, queries
from milepost.integrations.actions.review import AT_ONCE, Word
from milepost.integrations.web.who import importer
from milepost.kernel.errors import Refused
from milepost.people.models import User
from milepost.projects import permissions as project_permissions
from milepost.ui import pages
from milepost.ui.text import say, t


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """Ten claims with at most three missing proofs each; POST settles those that were answered."""
    user = importer(request)
    if request.method == "POST":
        return _settle(request, user)
    claims, whole = queries.to_review(user, AT_ONCE)
    endings = [(key, say(text)) for key, text in queries.endings()]
    return pages.render(
        request, "integrations/web/baseline/page.html", {"claims": claims, "whole": whole, "endings": endings}
    )


def _settle(request: HttpRequest, user: User) -> HttpResponse:
    try:
        words = [word for pk in request.POST.getlist("project")[:AT_ONCE] if (word := _word(request, user, pk))]
        settled = actions.settle(user, now=timezone.now(), words=words)
    except Refused as refusal:
        return pages.refused(request, refusal)
    return pages.go(request, reverse("baseline"), t(f"已核定 {settled} 个项目。", f"{settled} projects settled."))


def _word(request: HttpRequest, user: User, pk: str) -> Word | None:
    """What was chosen for one project: ``stands``, ``earlier:stage`` or ``result:reason``; nothing is nothing."""
    said = request.POST.get(f"verdict-{pk}", "")
    if not said or not pk.isdigit():
        return None
    project = project_permissions.project_for(user, int(pk))
    first, _, second = said.partition(":")
    if first == "stands":
        return Word(project, "stands")
    if first == "earlier":
        return Word(project, "earlier", stage=second)
    return Word(project, "over", result=first, reason=second)
