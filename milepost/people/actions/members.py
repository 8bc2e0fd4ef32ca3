"""People: inviting, roles, passwords, preferences, leaving and coming back."""

import datetime as dt
import zoneinfo
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import passwords, permissions
from milepost.people.actions import sessions
from milepost.people.models import Deputy, Grant, RoleHeld, Token, Unit, User
from milepost.people.rules import names
from milepost.people.rules.roles import ROLES
from milepost.trail import actions as trail

RolePlaces = Sequence[tuple[str, Unit | None]]
LAST_ADMIN = Text(
    "这是最后一位管理员，请先把管理员角色交给别人。",
    "This is the last administrator; give the role to somebody else first.",
)


@transaction.atomic
def invite(
    actor: User | None,
    *,
    now: dt.datetime,
    username: str,
    name: str,
    roles: RolePlaces,
    unit: Unit | None,
    password: str | None = None,
    email: str = "",
    language: str = "zh-hans",
    is_sample: bool = False,
) -> User:
    """Make an account. Without a password it can only be entered by a welcome link.

    Without an actor only on an installation that has no users yet.
    """
    if actor is not None:
        permissions.require_keeper(actor)
    elif User.objects.exists():
        raise Refused(Text("请由管理员邀请新成员。", "An administrator has to invite people."))
    user = User(
        username=_free_username(username),
        name=_known_name(name),
        email=_known_email(email),
        unit=unit,
        language=_known_language(language),
        is_sample=is_sample,
        joined_at=now,
    )
    _put_password(user, password)
    user.save()
    _replace_roles(user, roles)
    after = {"username": user.username, "name": user.name, "email": user.email, "unit": unit.pk if unit else None}
    trail.record(
        actor,
        now=now,
        action="user.invite",
        kind="user",
        object_id=user.pk,
        after=after | {"roles": _told_roles(user)},
    )
    return user


@transaction.atomic
def edit(actor: User, *, now: dt.datetime, user: User, name: str, email: str, phone: str, unit: Unit | None) -> User:
    """Change what we know of a person."""
    permissions.require_keeper(actor)
    user = User.objects.select_for_update().get(pk=user.pk)
    before = _told(user)
    user.name, user.email, user.phone, user.unit = _known_name(name), _known_email(email), phone.strip(), unit
    user.save(update_fields=["name", "email", "phone", "unit"])
    if _told(user) != before:
        trail.record(
            actor, now=now, action="user.edit", kind="user", object_id=user.pk, before=before, after=_told(user)
        )
    return user


@transaction.atomic
def set_roles(actor: User, *, now: dt.datetime, user: User, roles: RolePlaces) -> User:
    """Replace the roles a person holds by ``roles`` (role, unit or None for the whole company)."""
    permissions.require_keeper(actor)
    before = _told_roles(user)
    if not any(role == "admin" for role, _ in roles):
        _refuse_last_admin(user)
    _replace_roles(user, roles)
    after = _told_roles(user)
    if before != after:
        trail.record(
            actor,
            now=now,
            action="user.roles",
            kind="user",
            object_id=user.pk,
            before={"roles": before},
            after={"roles": after},
        )
    return user


@transaction.atomic
def deactivate(actor: User, *, now: dt.datetime, user: User, why: str = "") -> User:
    """Let a person go: sessions, tokens, grants and absences end in the same moment; his work stays."""
    permissions.require_keeper(actor)
    if actor.pk == user.pk:
        raise Refused(Text("不能停用自己的账号。", "You cannot deactivate your own account."))
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        return user
    _refuse_last_admin(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    ended = {
        "sessions": sessions.end_all(user),
        "tokens": Token.objects.filter(user=user, revoked_at=None).update(revoked_at=now),
        "grants": Grant.objects.filter(user=user).delete()[0],
        "deputies": Deputy.objects.filter(deputy=user, ended_at=None).update(ended_at=now),
    }
    trail.record(actor, now=now, action="user.deactivate", kind="user", object_id=user.pk, after=ended, why=why.strip())
    trail.tell("people.deactivated", now=now, payload={"user": user.pk})
    return user


@transaction.atomic
def reactivate(actor: User, *, now: dt.datetime, user: User, why: str = "") -> User:
    """Let a person back in with the roles he had; tokens and grants do not come back."""
    permissions.require_keeper(actor)
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        trail.record(actor, now=now, action="user.reactivate", kind="user", object_id=user.pk, why=why.strip())
    user.refresh_from_db()
    return user


@transaction.atomic
def set_password(actor: User | None, *, now: dt.datetime, user: User, password: str) -> User:
    """Set somebody's password and end his sessions. ``actor`` None: who stands at the machine's command line."""
    if actor is not None and actor.pk != user.pk:
        permissions.require_keeper(actor)
    user = User.objects.select_for_update().get(pk=user.pk)
    _put_password(user, password)
    user.save(update_fields=["password"])
    sessions.end_all(user)
    trail.record(actor, now=now, action="user.password", kind="user", object_id=user.pk)
    return user


@transaction.atomic
def set_preferences(
    actor: User,
    *,
    now: dt.datetime,
    language: str | None = None,
    time_zone: str | None = None,
    user: User | None = None,
) -> User:
    """The actor's own language and time zone; None leaves one as it is."""
    if user is not None and user.pk != actor.pk:
        raise Refused(Text("语言和时区由本人设置。", "Everybody sets his own language and time zone."))
    before = {"language": actor.language, "time_zone": actor.time_zone}
    if language is not None:
        actor.language = _known_language(language)
    if time_zone is not None:
        actor.time_zone = _known_zone(time_zone)
    after = {"language": actor.language, "time_zone": actor.time_zone}
    if before != after:
        actor.save(update_fields=["language", "time_zone"])
        trail.record(
            actor, now=now, action="user.preferences", kind="user", object_id=actor.pk, before=before, after=after
        )
    return actor


@transaction.atomic
def erase(actor: User, *, now: dt.datetime, user: User, why: str) -> User:
    """Erase the personal data of somebody who left: name, address, phone, and every value the trail keeps of him.

    The account's number stays, so that what he did keeps its author.
    """
    if not permissions.may_erase(actor):
        raise Refused(
            Text("只有管理员或合规可以清除个人信息。", "Only an administrator or compliance may erase personal data.")
        )
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        raise Refused(Text("请先停用账号，再清除个人信息。", "Deactivate the account before erasing its data."))
    if not why.strip():
        raise Refused(Text("请写明清除的依据。", "Please state why the data is erased."), field="why")
    user.username, user.name = f"erased-{user.pk}", f"#{user.pk}"
    user.email = user.phone = ""
    user.set_unusable_password()
    user.save(update_fields=["username", "name", "email", "phone", "password"])
    trail.erase(actor, now=now, kind="user", object_id=user.pk, why=why.strip())
    trail.erase_name(actor, now=now, actor_id=user.pk, why=why.strip())
    return user


def _put_password(user: User, password: str | None) -> None:
    if password is None:
        user.set_unusable_password()
        return
    wrong = passwords.objections(password, user)
    if wrong:
        raise Refused(wrong[0], field="password", details=tuple(wrong[1:]))
    user.set_password(password)


def _replace_roles(user: User, roles: RolePlaces) -> None:
    unknown = [role for role, _ in roles if role not in ROLES]
    if unknown:
        raise Refused(Text(f"没有角色「{unknown[0]}」。", f"There is no role {unknown[0]!r}."), field="roles")
    RoleHeld.objects.filter(user=user).delete()
    RoleHeld.objects.bulk_create(RoleHeld(user=user, role=role, unit=unit) for role, unit in dict.fromkeys(roles))
    user.__dict__.pop("_held_roles", None)


def _refuse_last_admin(user: User) -> None:
    admins = list(
        RoleHeld.objects.select_for_update(of=("self",))
        .filter(role="admin", user__is_active=True)
        .values_list("user_id", flat=True)
    )
    if set(admins) == {user.pk}:
        raise Refused(LAST_ADMIN)


def _free_username(username: str) -> str:
    username = username.strip()
    if not names.is_username(username):
        raise Refused(
            Text(
                "登录名由文字、数字和 . _ - @ 组成，不超过 60 个字符。",
                "A sign-in name holds letters, digits and . _ - @ only, at most 60 characters.",
            ),
            field="username",
        )
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(
            Text(f"登录名「{username}」已被使用。", f"The sign-in name {username} is taken."), field="username"
        )
    return username


def _known_name(name: str) -> str:
    name = name.strip()
    if not 0 < len(name) <= 60:
        raise Refused(
            Text("请填写姓名，不超过 60 个字。", "Please give a name of at most 60 characters."), field="name"
        )
    return name


def _known_email(email: str) -> str:
    email = email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise Refused(
                Text(f"「{email}」不是邮箱地址。", f"{email} is not an e-mail address."), field="email"
            ) from error
    return email


def _known_language(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise Refused(Text("没有这种语言。", "There is no such language."), field="language")
    return language


def _known_zone(name: str) -> str:
    if name not in zoneinfo.available_timezones():
        raise Refused(Text(f"没有时区「{name}」。", f"There is no time zone {name!r}."), field="time_zone")
    return name


def _told(user: User) -> dict[str, object]:
    return {"name": user.name, "email": user.email, "phone": user.phone, "unit": user.unit_id}


def _told_roles(user: User) -> list[list[object]]:
    return [
        list(pair) for pair in RoleHeld.objects.filter(user=user).order_by("role", "unit").values_list("role", "unit")
    ]
