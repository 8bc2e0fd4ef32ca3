"""Error pages. They use no database and no context, because those may be what has failed."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from milepost.kernel.text import Text
from milepost.ui.frame import wiring

SENTENCES: dict[int, tuple[Text, Text]] = {
    400: (
        Text("请求看不懂", "The request was not understood"),
        Text("浏览器发来的内容不完整，请返回重试。", "What the browser sent is incomplete. Go back and try again."),
    ),
    403: (
        Text("没有通过安全检查", "The safety check failed"),
        Text(
            "页面可能放得太久了，请返回、刷新后再试。",
            "The page may have been open for too long. Go back, reload, retry.",
        ),
    ),
    404: (
        Text("找不到", "Not found"),
        Text("没有这个页面，或者您没有权限看它。", "There is no such page, or you may not see it."),
    ),
    500: (
        Text("出错了", "Something went wrong"),
        Text(
            "刚才的操作没有保存。请重试；再出现时把编号告诉管理员。",
            "What you just did was not saved. Try again; if it happens again, tell the administrator the number.",
        ),
    ),
    503: (
        Text("暂时忙不过来", "Busy for a moment"),
        Text("系统正在维护或很忙，请过一分钟再试。", "The system is busy or being maintained. Try again in a minute."),
    ),
}


def failure(request: HttpRequest, status: int) -> HttpResponse:
    """The page for a status, in both languages; JSON for whoever asked for JSON."""
    title, sentence = SENTENCES[status]
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"error": title.en, "detail": sentence.en}, status=status)
    shown = {
        "status": status,
        "title": title,
        "sentence": sentence,
        "number": request_number() if status >= 500 else "",
    }
    return render(request, "ui/failure.html", shown, status=status)


def request_number() -> str:
    """The request's number, which the log and the trail know too; empty where there is none."""
    number: str = wiring().request_number()
    return number


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """For ``handler400``."""
    return failure(request, 400)


def forbidden(request: HttpRequest, exception: Any = None, reason: str = "") -> HttpResponse:
    """For ``handler403`` and ``CSRF_FAILURE_VIEW``."""
    return failure(request, 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """For ``handler404``: the same bytes for what is foreign and for what is missing."""
    return failure(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """For ``handler500``."""
    return failure(request, 500)
