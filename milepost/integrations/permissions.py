"""Who may import what, and the only way a page gets an import."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from milepost.integrations.models import Import
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import queries as people
from milepost.people.models import User
from milepost.people.rules import paths
from milepost.people.rules.roles import LINE

KEEPERS = ("admin", "sales_ops")
IMPORTERS = (*KEEPERS, *LINE)
"""Roles that may import; those of the line of command only into their own units."""
EVERY_KIND = frozenset({"projects", "customers", "contacts", "activities", "history"})


def may_import(user: User) -> bool:
    """True for who keeps data, and for who leads sales."""
    return user.is_active and people.has_role(user, *IMPORTERS)


def kinds_for(user: User) -> tuple[str, ...]:
    """Kinds of rows the person may import; people are for administrators."""
    if not may_import(user):
        return ()
    kinds = ("projects", "customers", "contacts", "activities", "history")
    return (*kinds, "users") if people.has_role(user, "admin") else kinds


def require_import(user: User, kind: str) -> None:
    """Raises Refused for who may not import this kind."""
    if kind not in kinds_for(user):
        raise Refused(Text("您的角色不能导入这类数据。", "Your role may not import this kind of data."))


def may_own_here(importer: User, owner: User) -> bool:
    """Whether rows may land with this owner: anybody for keepers of data, else people of the importer's units."""
    if owner.pk == importer.pk or people.has_role(importer, *KEEPERS):
        return True
    path = owner.unit.path if owner.unit else ""
    places = paths.ancestors(path)
    held = people.held_roles(importer)
    return any(one.role in LINE and (one.unit is None or one.unit.path in places) for one in held)


def visible_imports(user: User) -> QuerySet[Import]:
    """One's own imports; all of them for keepers of data."""
    every = people.has_role(user, *KEEPERS)
    return Import.objects.all() if every else Import.objects.filter(by=user)


def import_for(user: User, pk: int) -> Import:
    """The import, if the person sees it. Raises Http404 otherwise."""
    return get_object_or_404(visible_imports(user).select_related("file", "by"), pk=pk)
