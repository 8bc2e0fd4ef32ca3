"""Every error as JSON of one shape, in the language asked for."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from milepost.api.language import asked
from milepost.kernel.errors import Refused, Stale
from milepost.ui.pages import not_found_text
from milepost.ui.text import say, t

CODES = {400: "bad-request", 401: "sign-in", 403: "not-allowed", 404: "not-found", 412: "changed-meanwhile", 428: "if-match-needed", 429: "too-many"}  # fmt: skip


class Precondition(Exception):
    """The ETag a change was made against is missing (428) or no longer the newest (412)."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def install(api: NinjaAPI) -> None:
    """Answer every refusal of the rooms and of the framework itself."""

    def give(request: HttpRequest, status: int, message: str, **more: Any) -> HttpResponse:
        fault = {
            "code": more.pop("code", CODES.get(status, "refused")),
            "message": message,
            "field": None,
            "details": [],
        }
        return api.create_response(request, {"error": fault | more}, status=status)

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        code = "stale" if isinstance(error, Stale) else "refused"
        details = [say(one) for one in error.details]
        return give(request, 422, say(error.text), code=code, field=error.field, details=details)

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, _error: Http404) -> HttpResponse:
        return give(request, 404, not_found_text())

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        _speak(request)
        answer = give(request, 401, t("请带上有效的访问令牌。", "A valid access token is needed."))
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(Throttled)
    def too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
        answer = give(request, 429, t("请求太多，请稍后再试。", "Too many requests; try again later."))
        answer["Retry-After"] = str(max(1, int(error.wait or 1)))
        return answer

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        return give(request, error.status_code, error.message)

    @api.exception_handler(Precondition)
    def precondition(request: HttpRequest, error: Precondition) -> HttpResponse:
        return give(request, error.status, error.message)

    @api.exception_handler(ValidationError)
    def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
        wrong = [f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors]
        message = t("请求的格式不对。", "The request is not well formed.")
        return give(request, 422, message, code="malformed", details=wrong)


def _speak(request: HttpRequest) -> None:
    language = asked(request)
    if language:
        translation.activate(language)
