"""Asking one route as one person, leaving no trace, and seeing what it answered and wrote."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from milepost.config.access import Route
from milepost.config.tests.world import MISSING, World
from milepost.people.models import User
from milepost.projects.models import Member, Project
from milepost.trail.models import Entry

_WRITE = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE)\b", re.IGNORECASE)
_MAY_BE_WRITTEN_BY_READING = re.compile(r'"(django_session|files_opened|people_token)"', re.IGNORECASE)
"""Tables a GET may write: the session, the mark that a file was opened, the day a token was last used."""
EXAMPLES: dict[str, Callable[[World, Project], Mapping[str, Any]]] = {
    "member_remove": lambda _, project: {"member": Member.objects.filter(project=project).latest("pk").pk},
    "member_add": lambda world, _: {"user": world.others["a"].pk, "role": "presales"},
    "project_rename": lambda *_: {"name": "新名字", "version": "1"},
}
"""Route → a form that a permitted person would get through; an empty form is sent where none is given."""


BODIES: dict[str, dict[str, Any]] = {
    "api-v1:project_brief_edit": {"changes": {"need_summary": "要一套新系统"}},
    "api-v1:project_move": {"to_stage": "project_confirmation"},
}
"""Route of the API → a body that a permitted person would get through."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, body without what differs between any two answers, whether the trail grew, what a GET wrote."""

    status: int
    body: bytes
    location: str
    changed: tuple[str, ...]
    wrote: tuple[str, ...]


def address(world: World, route: Route, project: Project | None, **instead: Any) -> str:
    """The route's path for one project (None: a number nothing has). Raises KeyError for an unknown argument."""
    given: dict[str, Any] = {}
    for name in route.arguments:
        if name in instead:
            given[name] = instead[name]
        elif project is None:
            real = world.argument(route.name, name, world.projects["foreign", ""])
            given[name] = MISSING if isinstance(real, int) else real
        else:
            given[name] = world.argument(route.name, name, project)
    return reverse(route.name, kwargs=given or None)


def ask(world: World, user: User | None, method: str, path: str, data: Mapping[str, Any] | None = None) -> Answer:
    """Ask as a browser does and roll back. GETs are watched for writes."""
    client = world.client(user)
    cookies = client.cookies.copy()
    send = client.post if method == "POST" else client.get
    answer = _watched(method, lambda: send(path, data or {}))
    client.cookies = cookies
    return answer


def ask_by_token(
    world: World, role: str | None, method: str, path: str, body: Mapping[str, Any] | None = None
) -> Answer:
    """Ask the API with the token of a role's person (None: without a token) and roll back."""
    headers = {"Authorization": f"Bearer {world.tokens[role]}", "If-Match": "*"} if role else {}
    sent = json.dumps(body or {}) if method in {"POST", "PATCH", "PUT"} else ""
    client = world.client(None)
    return _watched(
        method, lambda: client.generic(method, path, sent, content_type="application/json", headers=headers)
    )


def _watched(method: str, send: Callable[[], Any]) -> Answer:
    with transaction.atomic():
        last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        with CaptureQueriesContext(connection) as queries:
            response = send()
        content = b"".join(response.streaming_content) if response.streaming else response.content
        grown = Entry.objects.filter(pk__gt=last).exclude(action="guard.refused").values_list("action", flat=True)
        changed = tuple(grown)
        transaction.set_rollback(True)
    wrote = tuple(one["sql"][:200] for one in queries if method == "GET" and _is_write(one["sql"]))
    return Answer(response.status_code, _plain(content, response), response.get("Location", ""), changed, wrote)


def _is_write(sql: str) -> bool:
    return bool(_WRITE.match(sql)) and not _MAY_BE_WRITTEN_BY_READING.search(sql)


def _plain(content: bytes, response: Any) -> bytes:
    number = response.get("X-Request-Id", "").encode()
    content = content.replace(number, b"-") if number else content
    return re.sub(rb'(csrf[^>]*?(?:value|content)=")[^"]+', rb"\1", content)
