"""API tokens: shown once, kept as a digest, acting with their user's own rights."""

import datetime as dt
import secrets

from django.db import transaction

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import queries
from milepost.people.models import Token, User
from milepost.trail import actions as trail


@transaction.atomic
def make_token(
    actor: User, *, now: dt.datetime, label: str, read_only: bool = True, user: User | None = None
) -> tuple[Token, str]:
    """A new token of the actor's own and its secret, which is shown this once and never again."""
    if user is not None and user.pk != actor.pk:
        raise Refused(Text("访问令牌只能由本人生成。", "Everybody makes his own access tokens."))
    if not actor.is_active:
        raise Refused(Text("账号已停用。", "The account is deactivated."))
    label = label.strip()
    if not label:
        raise Refused(Text("请写明这个令牌给谁用。", "Please say what the token is for."), field="label")
    secret = queries.TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user=actor, label=label[:60], digest=queries.token_digest(secret), read_only=read_only, created_at=now
    )
    trail.record(
        actor,
        now=now,
        action="token.make",
        kind="user",
        object_id=actor.pk,
        after={"token": token.pk, "label": token.label, "read_only": read_only},
    )
    return token, secret


@transaction.atomic
def revoke_token(actor: User, *, now: dt.datetime, token: Token) -> Token:
    """End a token of one's own; a second time changes nothing."""
    if token.user_id != actor.pk:
        raise Refused(Text("只能撤销自己的令牌。", "You can only revoke your own tokens."))
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        trail.record(actor, now=now, action="token.revoke", kind="user", object_id=actor.pk, after={"token": token.pk})
    token.refresh_from_db()
    return token


def mark_used(token: Token, *, now: dt.datetime) -> None:
    """Remember the day a token was last used: one write a day, no trail row, since nothing changed."""
    today = now.date()
    if token.last_used_on != today:
        Token.objects.filter(pk=token.pk).update(last_used_on=today)
