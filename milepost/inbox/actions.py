"""Telling people, and remembering what they have read."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction

from milepost.inbox import permissions
from milepost.inbox.models import Notice
from milepost.inbox.rules import words
from milepost.people.models import User
from milepost.projects.models import Project


def notify(
    *,
    now: dt.datetime,
    user: User | int,
    kind: str,
    data: Mapping[str, object],
    project: Project | None = None,
    link: str = "",
    key: str = "",
) -> None:
    """Tell one person one thing; with a ``key`` at most once. Raises KeyError for a kind without words."""
    notify_many([make(now=now, user=user, kind=kind, data=data, project=project, link=link, key=key)])


def make(
    *,
    now: dt.datetime,
    user: User | int,
    kind: str,
    data: Mapping[str, object],
    project: Project | None = None,
    link: str = "",
    key: str = "",
) -> Notice:
    """A notice not yet told."""
    words.said(kind, data)
    user_id = user.pk if isinstance(user, User) else user
    return Notice(user_id=user_id, project=project, kind=kind, data=dict(data), link=link, key=key, at=now)


def notify_many(notices: Iterable[Notice]) -> None:
    """Tell many; those whose key was told before are passed over."""
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=500)


@transaction.atomic
def mark_read(actor: User, *, now: dt.datetime, notice: Notice) -> Notice:
    """The person has seen it; a second time changes nothing. Raises Http404 for a foreign notice."""
    own = permissions.notice_for(actor, notice.pk)
    if own.read_at is None:
        own.read_at = now
        own.save(update_fields=["read_at"])
    return own


def mark_all_read(actor: User, *, now: dt.datetime) -> int:
    """Everything the person has not read; returns how many."""
    return Notice.objects.filter(user=actor, read_at=None).update(read_at=now)
