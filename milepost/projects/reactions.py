"""What projects do when something below is told."""

from milepost.people.rules import paths
from milepost.projects.actions import indexing
from milepost.projects.models import Project
from milepost.trail.models import Event


def follow_unit(event: Event) -> None:
    """A unit was hung elsewhere ("people.unit-moved"): projects keep to their unit."""
    old, new = event.payload["old"], event.payload["new"]
    low, high = paths.span(old)
    moved = list(Project.objects.filter(unit_path__gte=low, unit_path__lt=high).only("pk", "unit_path"))
    for project in moved:
        project.unit_path = new + project.unit_path[len(old) :]
    Project.objects.bulk_update(moved, ["unit_path"], batch_size=500)


def follow_customer_name(event: Event) -> None:
    """A customer was renamed ("customer.renamed"): his projects are found under the new name."""
    indexing.index(Project.objects.filter(customer=event.payload["customer"]).select_related("customer"))
