"""Switching the second step on and off is a change like any other: it stands in the trail, in its transaction."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from milepost.trail import actions as trail


def listen() -> None:
    """Hear the rows of the sign-in library come and go; its own pages write them and offer no earlier word."""
    from allauth.mfa.models import Authenticator

    post_save.connect(_on, sender=Authenticator, dispatch_uid="milepost-second-step-on")
    post_delete.connect(_off, sender=Authenticator, dispatch_uid="milepost-second-step-off")


def _on(*, instance: Any, created: bool, **_: Any) -> None:
    if created:
        _record("user.second-step-on", instance)


def _off(*, instance: Any, **_: Any) -> None:
    _record("user.second-step-off", instance)


def _record(action: str, step: Any) -> None:
    if step.type == step.Type.TOTP:
        trail.record(step.user, now=timezone.now(), action=action, kind="user", object_id=step.user_id)
