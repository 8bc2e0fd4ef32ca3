"""Keeping projects findable by name, code, customer and the other system's number."""

from collections.abc import Iterable

from milepost.projects.models import Origin, Project
from milepost.search import actions as search


def index(projects: Iterable[Project]) -> None:
    """Make projects findable, or follow their change; each with its customer loaded."""
    projects = list(projects)
    outside = dict(
        Origin.objects.filter(project__in=projects).exclude(external_id="").values_list("project", "external_id")
    )
    search.index_many(
        search.Findable(
            "project", one.pk, one.name, f"{one.customer.name} {one.code} {outside.get(one.pk, '')}".strip(), one.pk
        )
        for one in projects
    )
