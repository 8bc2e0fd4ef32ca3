"""Where a project comes from and what came of it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from milepost.accounts.models import Customer
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook.rules.model import Playbook
from milepost.projects.models import Origin, Project
from milepost.projects.permissions import visible_to

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Lineage:
    """``chain``: the parents, oldest first; ``children``: later phases; both only as far as the person sees them."""

    origin: Origin
    lead_source: Text | None
    chain: tuple[Project, ...]
    children: tuple[Project, ...]


def lineage(user: User, project: Project, playbook: Playbook) -> Lineage:
    """Origin, parents and children of a project: a contract leads back to its lead in one click."""
    origin = Origin.objects.select_related("created_by").get(project=project)
    sources = {one["key"]: Text(one["zh"], one["en"]) for one in playbook.section("lead_sources") or []}
    return Lineage(
        origin, sources.get(origin.lead_source), tuple(_chain(user, project)), tuple(children(user, project))
    )


def origin_of(project: Project) -> Origin:
    """How the project came to us; every project has one."""
    return Origin.objects.get(project=project)


def _chain(user: User, project: Project) -> list[Project]:
    chain: list[Project] = []
    parent_id = project.parent_id
    while parent_id is not None and len(chain) < _DEEPEST:
        parent = visible_to(user).filter(pk=parent_id).first()
        if parent is None:
            break
        chain.insert(0, parent)
        parent_id = parent.parent_id
    return chain


def children(user: User, project: Project) -> QuerySet[Project]:
    """Later phases the person sees."""
    return visible_to(user).filter(parent=project).order_by("pk")


def of_customer(user: User, customer: Customer) -> QuerySet[Project]:
    """Projects of a customer that the person sees, newest first."""
    return visible_to(user).filter(customer=customer).select_related("owner").order_by("-pk")
