"""The sample company in the settings: what is there, what would go and what would stay, one button."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from milepost.kernel.errors import Refused
from milepost.people import queries as people
from milepost.people.models import User
from milepost.sample import actions, queries
from milepost.ui import pages
from milepost.ui.text import say, t


@require_GET
def sample(request: HttpRequest) -> HttpResponse:
    """What there is of the sample, and what of it would stay."""
    user = _administrator(request)
    counts = queries.counts()
    context = {
        "lines": [(text, counts[key]) for key, text in queries.COUNTED.items()],
        "there": any(counts.values()),
        "staying": queries.staying(user),
        "myself": user.is_sample,
    }
    return pages.render(request, "sample/web/settings/page.html", context)


@require_POST
def sample_remove(request: HttpRequest) -> HttpResponse:
    """Remove the sample company."""
    user = _administrator(request)
    try:
        kept = actions.remove(user, now=timezone.now())
    except Refused as error:
        return pages.refused(request, error)
    done = [t("样例公司已移除。", "The sample company was removed."), *map(say, kept)]
    return pages.go(request, reverse("sample"), " ".join(done))


def _administrator(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not people.has_role(user, "admin"):
        raise Http404
    return user
