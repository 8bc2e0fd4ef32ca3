"""Asking one route as one person, leaving no trace, and seeing what it answered and wrote."""

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from milepost.config.access import Route
from milepost.config.tests.world import MISSING, World
from milepost.people.models import User
from milepost.projects.models import Member, Project
from milepost.trail.models import Entry

_WRITE = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE)\b", re.IGNORECASE)
_MAY_BE_WRITTEN_BY_READING = re.compile(r'"(django_session|files_opened|people_token)"', re.IGNORECASE)
"""Tables a GET may write: the session, the mark that a file was opened, the day a token was last used."""


def _in_days(world: World, days: int) -> str:
    return (timezone.localdate(world.now) + dt.timedelta(days=days)).isoformat()


EXAMPLES: dict[str, Callable[[World, Project], Mapping[str, Any]]] = {
    "contact_edit": lambda *_: {"name": "王处长", "post": "处长", "version": 1},
    "contact_new": lambda *_: {"name": "李科长"},
    "customer_edit": lambda _, project: {"name": project.customer.name, "industry": "医院", "version": 1},
    "diary_edit": lambda *_: {"text": "改过的拜访记录", "version": 1},
    "diary_withdraw": lambda *_: {"why": "记错了项目"},
    "diary_write": lambda *_: {"text": "内部讨论了报价", "kind": "note"},
    "evidence_add": lambda world, _: {"type": "customer_message", "text": "同意立项", "happened_on": _in_days(world, 0)},
    "hand_over": lambda world, _: {"new_owner": world.others["a"].pk, "reason": "换区"},
    "member_add": lambda world, _: {"user": world.people["pm"].pk, "role": "pm"},
    "member_remove": lambda _, project: {"member": Member.objects.filter(project=project).latest("pk").pk},
    "person": lambda *_: {"name": "新名字", "email": "", "phone": "1"},
    "project_criteria": lambda *_: {"reason": "客户加了资质要求"},
    "project_edit": lambda _, project: {
        "name": "新名字", "amount_fen": "300000", "currency": "CNY", "reason": "客户改名", "version": project.version,
    },
    "project_end": lambda *_: {"why": "lost:approver_missed"},
    "project_hold": lambda world, _: {"reason": "客户换届", "wake_on": _in_days(world, 30)},
    "project_level": lambda *_: {"level": "A", "reason": "重点客户"},
    "project_sign_on": lambda world, project: {"new": _in_days(world, 60), "reason": "客户推迟", "version": project.version},
    "stage_plan": lambda world, _: {"objective": "见到决策人", "target_on": _in_days(world, 20)},
    "task_add": lambda *_: {"title": "约技术交流"},
    "task_close": lambda *_: {},
    "task_edit": lambda *_: {"title": "再打电话", "version": 1},
    "unit": lambda *_: {"name": "新部门", "name_en": "New"},
}  # fmt: skip
"""Route → a form that a permitted person gets through; an empty form is sent where none is given."""


BODIES: dict[str, dict[str, Any]] = {
    "api-v1:project_brief_edit": {"changes": {"need_summary": "要一套新系统"}},
    "api-v1:project_move": {"to_stage": "contact"},
}
"""Route of the API → a body that a permitted person would get through."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, body without what differs between any two answers, actions the trail gained with their values,
    what a GET wrote."""

    status: int
    body: bytes
    location: str
    changed: tuple[str, ...]
    wrote: tuple[str, ...]
    values: str = ""


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
        grown = (
            Entry.objects.filter(pk__gt=last).exclude(action="guard.refused").order_by("pk").select_related("values")
        )
        changed = tuple(entry.action for entry in grown)
        values = repr([(entry.action, entry.values.before, entry.values.after, entry.why) for entry in grown])
        transaction.set_rollback(True)
    wrote = tuple(one["sql"][:200] for one in queries if method == "GET" and _is_write(one["sql"]))
    return Answer(response.status_code, _plain(content, response), response.get("Location", ""), changed, wrote, values)


def _is_write(sql: str) -> bool:
    return bool(_WRITE.match(sql)) and not _MAY_BE_WRITTEN_BY_READING.search(sql)


def _plain(content: bytes, response: Any) -> bytes:
    number = response.get("X-Request-Id", "").encode()
    content = content.replace(number, b"-") if number else content
    return re.sub(rb'(csrf[^>]*?(?:value|content)=")[^"]+', rb"\1", content)
