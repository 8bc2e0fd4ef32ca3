"""Who is who: roles, sight, and who stands where in the line of command."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import models
from milepost.people.models import Deputy, Grant, RoleHeld, Token, Unit, User
from milepost.people.rules import paths, roles

TOKEN_PREFIX = "mp_"  # noqa: S105 (it opens every token and is no secret)
"""Every token starts with this, so that scanners of leaked secrets recognise one."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person sees by place: everything, or these half-open path ranges."""

    everything: bool
    spans: tuple[tuple[str, str], ...]


def role_keys(user: User) -> frozenset[str]:
    """Keys of the roles the person holds anywhere; asked once per user object."""
    return frozenset(held.role for held in held_roles(user))


def held_roles(user: User) -> list[RoleHeld]:
    """Roles with their units; kept on the user object for the length of a request."""
    known: list[RoleHeld] | None = getattr(user, "_held_roles", None)
    if known is None:
        known = list(RoleHeld.objects.filter(user=user).select_related("unit"))
        user._held_roles = known  # type: ignore[attr-defined]
    return known


def has_role(user: User, *wanted: str) -> bool:
    """True when the person holds one of the roles."""
    return not role_keys(user).isdisjoint(wanted)


def sight(user: User) -> Sight:
    """The unit ranges a person sees by his roles; single grants come on top (``granted_ids``)."""
    if not user.is_active:
        return Sight(False, ())
    spans: list[tuple[str, str]] = []
    for held in held_roles(user):
        if held.role in roles.EVERYWHERE or (held.role in roles.SUBTREE and held.unit is None):
            return Sight(True, ())
        if held.role in roles.SUBTREE and held.unit is not None:
            if len(held.unit.path) == paths.WIDTH:
                return Sight(True, ())
            spans.append(paths.span(held.unit.path))
    return Sight(False, tuple(sorted(set(spans))))


def in_sight(sight_of: Sight, path_field: str) -> Q:
    """Condition on a unit path column for what ``sight_of`` covers (false when it covers nothing)."""
    if sight_of.everything:
        return Q()
    condition = Q(pk__in=[])
    for low, high in sight_of.spans:
        condition |= Q(**{f"{path_field}__gte": low, f"{path_field}__lt": high})
    return condition


def granted_ids(user: User, kind: str, today: dt.date | None = None) -> QuerySet[Grant, int]:
    """Ids of objects of ``kind`` granted to the person and still in force on ``today`` (by default: today)."""
    day = today or timezone.localdate()
    in_force = Q(until_on=None) | Q(until_on__gte=day)
    return Grant.objects.filter(in_force, user=user, kind=kind).values_list("object_id", flat=True)


def holders(role: str, path: str) -> list[User]:
    """Active holders of a role responsible for a unit path, nearest unit first, then by id.

    A role held without a unit counts as held at the very top.
    """
    places = paths.ancestors(path)
    held = (
        RoleHeld.objects.filter(Q(unit=None) | Q(unit__path__in=places), role=role, user__is_active=True)
        .select_related("user", "unit")
        .order_by("user_id")
    )
    return [one.user for one in sorted(held, key=lambda one: -len(one.unit.path) if one.unit else 0)]


def deciders(role: str, path: str, *, today: dt.date, never: frozenset[int] = frozenset()) -> list[User]:
    """Who may decide as ``role`` for a unit: its holders except ``never``, an absent one replaced by his deputy.

    When nobody is left the decision goes one level up; an empty list means nobody in the company may decide.
    """
    found = [user for user in _present(holders(role, path), today) if user.pk not in never]
    if found or roles.one_up(role) == role:
        return found
    return deciders(roles.one_up(role), path, today=today, never=never)


def _present(people: list[User], today: dt.date) -> list[User]:
    away = {
        absence.user_id: absence.deputy
        for absence in models.deputies_today(today).filter(user__in=people).select_related("deputy")
    }
    seen: dict[int, User] = {}
    for person in people:
        stand_in = away.get(person.pk, person)
        if stand_in.is_active:
            seen.setdefault(stand_in.pk, stand_in)
    return list(seen.values())


def stands_for(user: User, today: dt.date) -> frozenset[int]:
    """Ids of the people whose place the person takes today, himself included."""
    absent = models.deputies_today(today).filter(deputy=user).values_list("user_id", flat=True)
    return frozenset({user.pk, *absent})


def units_in_order() -> QuerySet[Unit]:
    """All units, each parent before its children."""
    return Unit.objects.order_by("path")


def token_digest(secret: str) -> str:
    """What is kept of a token: secrets are long and random, so a plain digest cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_of(secret: str) -> Token | None:
    """The live token with this secret, with its active user; None for anything else."""
    if not secret.startswith(TOKEN_PREFIX):
        return None
    live = Token.objects.filter(digest=token_digest(secret), revoked_at=None, user__is_active=True)
    return live.select_related("user").first()


def user_of_token(secret: str) -> User | None:
    """Who acts with this secret; None for a wrong, revoked or deactivated one."""
    token = token_of(secret)
    return token.user if token else None


def first_admin() -> User | None:
    """The administrator who has been here longest: who acts when the command line changes people."""
    admins = User.objects.filter(is_active=True, roles_held__role="admin")
    return admins.order_by("pk").first()


def coming_absences(user: User, today: dt.date) -> list[Deputy]:
    """Absences of the person that are not over, soonest first."""
    open_ones = Deputy.objects.filter(user=user, ended_at=None, until_on__gte=today)
    return list(open_ones.select_related("deputy").order_by("from_on"))


def stood_in_for(user: User, today: dt.date) -> list[Deputy]:
    """Absences in which the person decides for somebody today."""
    return list(models.deputies_today(today).filter(deputy=user).select_related("user").order_by("until_on"))


def live_tokens(user: User) -> list[Token]:
    """The person's tokens that still work, newest first."""
    return list(Token.objects.filter(user=user, revoked_at=None).order_by("-pk"))


def has_second_step(user: User) -> bool:
    """True when signing in takes a code beside the password."""
    return bool(is_mfa_enabled(user))


def members() -> QuerySet[User]:
    """Everybody with unit and roles, those still with us first, then by name."""
    held = Prefetch("roles_held", RoleHeld.objects.select_related("unit").order_by("role", "pk"))
    return User.objects.select_related("unit").prefetch_related(held).order_by("-is_active", "name", "pk")


def head_counts() -> dict[int, int]:
    """Active people by unit id, direct members only."""
    counted = User.objects.filter(is_active=True, unit__isnull=False).values_list("unit_id")
    return dict(counted.annotate(Count("pk")).order_by())


def find_members(words: str) -> QuerySet[User]:
    """Members whose name, sign-in name or e-mail contains the words; everybody for no words."""
    words = words.strip()
    if not words:
        return members()
    return members().filter(Q(name__icontains=words) | Q(username__icontains=words) | Q(email__icontains=words))


def is_line_role(role: str) -> bool:
    """True for a role of the line of command, which is held in a unit."""
    return role in roles.SUBTREE


def acting(username: str | None) -> User:
    """In whose name a command acts: the named person, else the first administrator. Refused when there is none."""
    found = User.objects.active().filter(username__iexact=username).first() if username else first_admin()
    if found is None:
        raise Refused(
            Text(f"没有这个在职用户：{username}", f"No such active user: {username}")
            if username
            else Text(
                "还没有管理员，请先 milepost user add", "There is no administrator yet: add one with milepost user add"
            )
        )
    return found


def user_numbered(pk: int) -> User | None:
    """The person with this number, whoever he is."""
    return User.objects.filter(pk=pk).first()
