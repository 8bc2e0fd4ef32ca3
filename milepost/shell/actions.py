"""Saved views: a named choice of filters, private or shared with those of the same unit."""

import datetime as dt

from django.db import transaction

from milepost.control.rules import filters
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.shell import permissions
from milepost.shell.models import SavedView
from milepost.trail import actions as trail

PAGES = ("list", "board")
MOST = 30


@transaction.atomic
def save_view(
    actor: User, *, now: dt.datetime, page: str, name: str, query: dict[str, str], shared: bool = False
) -> SavedView:
    """Keep the filters under a name; the same name again replaces them. Unknown filters are left out."""
    name = " ".join(name.split())[:40]
    if not name:
        raise Refused(Text("请给视图起个名字。", "Give the view a name."), field="name")
    if page not in PAGES:
        raise Refused(Text("这个页面不能保存视图。", "This page keeps no views."))
    own = SavedView.objects.filter(user=actor)
    if own.exclude(page=page, name=name).count() >= MOST:
        raise Refused(
            Text(f"最多保存 {MOST} 个视图，请先删掉不用的。", f"At most {MOST} views; remove one you do not use first.")
        )
    kept = filters.read(query).query()
    if query.get("sort"):
        kept += f"{'&' if kept else ''}sort={query['sort'][:20]}"
    view, made = SavedView.objects.update_or_create(
        user=actor, page=page, name=name, defaults={"query": kept[:500], "shared": shared}
    )
    trail.record(
        actor,
        now=now,
        action="view.save",
        kind="view",
        object_id=view.pk,
        after={"name": name, "query": kept, "new": made},
    )
    return view


@transaction.atomic
def drop_view(actor: User, *, now: dt.datetime, view: SavedView) -> None:
    """Remove one's own view. Raises Http404 for anybody else's."""
    own = permissions.view_for(actor, view.pk)
    trail.record(
        actor, now=now, action="view.drop", kind="view", object_id=own.pk, before={"name": own.name, "query": own.query}
    )
    own.delete()
