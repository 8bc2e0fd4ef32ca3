"""Publishing the playbook, and moving a project to another version of it happens in ``gates``."""

import datetime as dt
import hashlib

from django.db import transaction

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import queries as people
from milepost.people.models import User
from milepost.playbook import queries
from milepost.playbook.models import PlaybookVersion
from milepost.playbook.rules import books, load
from milepost.trail import actions as trail

MAY_PUBLISH = ("sales_ops", "admin")


@transaction.atomic
def publish(actor: User | None, *, now: dt.datetime, text: str, note: str = "") -> PlaybookVersion:
    """Publish a new version; running projects keep theirs. ``actor`` None is the installation itself.

    Raises Refused with one detail per finding when the text is no sound playbook, when the version was
    published before, or when the person may not publish.
    """
    if actor is not None and not people.has_role(actor, *MAY_PUBLISH):
        raise Refused(
            Text(
                "只有销售运营或管理员可以发布流程手册",
                "Only sales operations or an administrator may publish the playbook",
            )
        )
    book = books.loaded(text, "playbook.yaml")
    if PlaybookVersion.objects.filter(key=book.key, version=book.version).exists():
        raise Refused(
            Text(
                f"版本 {book.version} 已发布过，请换一个版本号",
                f"Version {book.version} was published before: choose another",
            ),
            field="version",
        )
    made = PlaybookVersion.objects.create(
        key=book.key,
        version=book.version,
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        note=note,
        published_at=now,
        by=actor,
    )
    queries.forget(made.pk)
    trail.record(
        actor,
        now=now,
        action="playbook.publish",
        kind="playbook",
        object_id=made.pk,
        why=note,
        after={"version": book.version, "digest": made.digest},
    )
    trail.tell("playbook.published", now=now, payload={"playbook": made.pk})
    return made


def ensure_default(*, now: dt.datetime) -> None:
    """Publish the product's own playbook when no version is there yet."""
    if not PlaybookVersion.objects.exists():
        publish(None, now=now, text=load.DEFAULT_FILE.read_text(encoding="utf-8"))
