"""A change that is asked for twice happens once (``Idempotency-Key``)."""

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any

from django.db import transaction

from milepost.api.models import KeptAnswer
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User

KEPT_DAYS = 7
LONGEST = 80
OTHER_REQUEST = Text(
    "这个 Idempotency-Key 已用于另一个请求。", "This Idempotency-Key was already used for a different request."
)
TOO_LONG = Text("Idempotency-Key 最长 80 个字符。", "An Idempotency-Key has at most 80 characters.")


def fingerprint(method: str, path: str, body: bytes) -> str:
    """What makes two requests the same."""
    return hashlib.sha256(b"\n".join((method.encode(), path.encode(), body))).hexdigest()


def once(
    user: User, *, now: dt.datetime, key: str, request: str, act: Callable[[], dict[str, Any]]
) -> tuple[dict[str, Any], bool]:
    """Run ``act`` unless the same request ran before; its answer, and whether it is a repeated one.

    A refusal undoes everything, so it may be tried again. Raises Refused for a key used otherwise.
    """
    if not key:
        return act(), False
    if len(key) > LONGEST:
        raise Refused(TOO_LONG, field="Idempotency-Key")
    with transaction.atomic():
        kept, new = KeptAnswer.objects.get_or_create(user=user, key=key, defaults={"fingerprint": request, "at": now})
        if not new:
            return _kept(kept, request), True
        kept.answer = act()
        kept.save(update_fields=["answer"])
        return kept.answer, False


def _kept(kept: KeptAnswer, request: str) -> dict[str, Any]:
    if kept.fingerprint != request:
        raise Refused(OTHER_REQUEST, field="Idempotency-Key")
    answer: dict[str, Any] = kept.answer  # type: ignore[assignment]
    return answer


def forget(*, now: dt.datetime) -> int:
    """Drop answers older than a week; called by the worker. Returns how many."""
    return KeptAnswer.objects.filter(at__lt=now - dt.timedelta(days=KEPT_DAYS)).delete()[0]
