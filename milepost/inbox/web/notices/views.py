"""The page of notices: newest first; opening one marks it read and leads to what it is about."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from milepost.inbox import actions, permissions, queries
from milepost.inbox.models import Notice
from milepost.inbox.rules import words
from milepost.ui import pages
from milepost.ui.text import say, t


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """A page of notices."""
    before = request.GET.get("before", "")
    found = queries.notices(request.user, int(before) if before.isdigit() else 0)  # type: ignore[arg-type]
    shown = found[: queries.PAGE]
    context = {
        "notices": [_shown(notice) for notice in shown],
        "older": shown[-1].pk if len(found) > queries.PAGE else 0,
        "unread": any(notice.read_at is None for notice in shown),
    }
    return pages.render(request, "inbox/web/notices/page.html", context)


def _shown(notice: Notice) -> dict[str, Any]:
    kind = words.KINDS[notice.kind]
    tone = "bad" if notice.data.get("state") in ("returned", "refused") else kind.tone
    return {
        "pk": notice.pk, "icon": kind.icon, "tone": tone, "text": say(kind.say(notice.data)),
        "button": say(kind.button), "at": notice.at, "new": notice.read_at is None,
    }  # fmt: skip


@require_POST
def open_notice(request: HttpRequest, notice_pk: int) -> HttpResponse:
    """Mark it read and go to what it is about."""
    notice = permissions.notice_for(request.user, notice_pk)  # type: ignore[arg-type]
    actions.mark_read(request.user, now=timezone.now(), notice=notice)  # type: ignore[arg-type]
    return pages.go(request, notice.link or reverse("inbox"))


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Everything is read."""
    actions.mark_all_read(request.user, now=timezone.now())  # type: ignore[arg-type]
    return pages.go(request, reverse("inbox"), t("都已标为已读", "All marked as read"))
