"""Who asks: a token in the Authorization header. Sessions of browsers do not count here."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation
from ninja.errors import HttpError
from ninja.security import HttpBearer
from ninja.throttling import SimpleRateThrottle

from milepost.api.language import asked
from milepost.people import actions, queries
from milepost.people.models import Token, User
from milepost.ui.text import t

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Bearer(HttpBearer):
    """``Authorization: Bearer mp_…``. The token acts with its user's rights; a read-only one changes nothing."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The live token, its language set for the answer; None for anything else."""
        found = queries.token_of(token.strip())
        if found is None:
            return None
        translation.activate(asked(request) or found.user.language)
        if found.read_only and request.method not in READING:
            raise HttpError(403, t("这个令牌只能读取。", "This token may only read."))
        actions.mark_used(found, now=timezone.now())
        return found


class PerPerson(SimpleRateThrottle):
    """How often one person's programs may ask; ``MILEPOST_API_RATE`` such as ``600/min`` sets it."""

    def __init__(self) -> None:
        super().__init__(settings.MILEPOST_API_RATE)

    def get_cache_key(self, request: HttpRequest) -> str | None:
        token = getattr(request, "auth", None)
        return f"api-rate-{token.user_id}" if isinstance(token, Token) else None


def user_of(request: Any) -> User:
    """The person on whose behalf a program asks."""
    user: User = request.auth.user
    return user
