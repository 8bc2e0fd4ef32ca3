"""Users, units, roles, deputies, grants and tokens."""

import datetime as dt
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from milepost.people.rules.roles import ROLES


class Unit(models.Model):
    """A node of the org tree. ``path`` holds four digits a level (see ``rules.paths``)."""

    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    """Users are made by ``people.actions.invite``; this only looks them up."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)

    def active(self) -> models.QuerySet["User"]:
        return self.filter(is_active=True)


class User(AbstractBaseUser):
    """A person who signs in. ``unit`` is where he works; what he may do comes from his roles."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, default="zh-hans", choices=[("zh-hans", "中文"), ("en", "English")])
    time_zone = models.CharField(max_length=40, default="Asia/Shanghai")
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    is_staff = False
    is_superuser = False

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class RoleHeld(models.Model):
    """A role a person holds, in a unit (managers: that unit and below) or in the whole company (unit null)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles_held")
    role = models.CharField(max_length=20, choices=[(key, text.zh) for key, text in ROLES.items()])
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "unit"], name="people_role_once"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(unit=None), name="people_role_once_everywhere"
            ),
        ]
        indexes = [models.Index(fields=["role"], name="people_by_role")]


class Deputy(models.Model):
    """While ``user`` is away from ``from_on`` to ``until_on``, ``deputy`` decides in his place."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    deputy = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(until_on__gte=models.F("from_on")), name="people_deputy_order"),
            models.CheckConstraint(condition=~models.Q(user=models.F("deputy")), name="people_deputy_other"),
        ]


class Grant(models.Model):
    """One person may see one object of a room above, because of ``why``, perhaps until a day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    why = models.CharField(max_length=60)
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "object_id", "why"], name="people_grant_once")]
        indexes = [models.Index(fields=["kind", "object_id"], name="people_grants_on")]


class Token(models.Model):
    """An API token: only its digest is kept; it acts with its user's own rights."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    read_only = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)


def deputies_today(today: dt.date) -> models.QuerySet[Deputy]:
    """Absences that hold on ``today``."""
    return Deputy.objects.filter(from_on__lte=today, until_on__gte=today, ended_at=None)
