"""The language a visitor or a person reads in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from milepost.ui.frame import wiring
from milepost.ui.text import CHINESE, LANGUAGES

YEAR = 365 * 24 * 3600


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language for this browser, and with the person when somebody is signed in."""
    chosen = request.POST.get("language", CHINESE)
    code = chosen if chosen in dict(LANGUAGES) else CHINESE
    if request.user.is_authenticated:
        wiring().remember_language(request.user, code)
    response = redirect(safe_next(request))
    response.set_cookie("language", code, max_age=YEAR, samesite="Lax", httponly=True)
    return response


def safe_next(request: HttpRequest) -> str:
    """The page to return to: ours, or the start page."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else "/"
