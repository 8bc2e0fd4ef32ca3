"""What every request carries: an id, a language, a zone, and somebody signed in."""

import secrets
import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation

from milepost.api import language as api_language
from milepost.trail import context
from milepost.ui.text import t

Handler = Callable[[HttpRequest], HttpResponse]
OPEN_PREFIXES = ("/sign-in/", "/static/", "/healthz", "/readyz", "/language/", "/api/", "/try/")


def request_id(get_response: Handler) -> Handler:
    """Give the request an id that the trail keeps and the answer names."""

    def handle(request: HttpRequest) -> HttpResponse:
        token = context.request_id.set(secrets.token_hex(8))
        try:
            response = get_response(request)
            response["X-Request-Id"] = context.request_id.get()
        finally:
            context.request_id.reset(token)
        return response

    return handle


def guarded(get_response: Handler) -> Handler:
    """What every answer says: no device may be asked for, and what a person saw is not kept by anybody else."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"
        return response

    return handle


def language_and_zone(get_response: Handler) -> Handler:
    """Chinese until a person or a visitor chose otherwise; times in the person's own zone."""

    def handle(request: HttpRequest) -> HttpResponse:
        with translation.override(_language(request)), timezone.override(_zone(request)):
            response = get_response(request)
            response["Content-Language"] = translation.get_language()
        return response

    return handle


def _language(request: HttpRequest) -> str:
    if request.path.startswith("/api/") and api_language.asked(request):
        return api_language.asked(request)
    known = dict(settings.LANGUAGES)
    chosen = request.user.language if request.user.is_authenticated else request.COOKIES.get("language", "")
    return chosen if chosen in known else settings.LANGUAGE_CODE


def _zone(request: HttpRequest) -> zoneinfo.ZoneInfo:
    name = request.user.time_zone if request.user.is_authenticated else settings.TIME_ZONE
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)


def sign_in_required(get_response: Handler) -> Handler:
    """Every page but the listed ones is for people who signed in; a page refreshed by htmx is sent there whole."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated or request.path.startswith(OPEN_PREFIXES):
            return get_response(request)
        if request.headers.get("HX-Request"):
            response = HttpResponse(status=401)
            response["HX-Redirect"] = settings.LOGIN_URL
            return response
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"error": t("请先登录。", "Please sign in first.")}, status=401)
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)

    return handle
