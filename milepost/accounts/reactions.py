"""What customers do when something below is told."""

from milepost.accounts.models import Customer
from milepost.people.rules import paths
from milepost.trail.models import Event


def follow_unit(event: Event) -> None:
    """A unit was hung elsewhere ("people.unit-moved"): customers keep to their unit."""
    old, new = event.payload["old"], event.payload["new"]
    low, high = paths.span(old)
    moved = list(Customer.objects.filter(unit_path__gte=low, unit_path__lt=high).only("pk", "unit_path"))
    for customer in moved:
        customer.unit_path = new + customer.unit_path[len(old) :]
    Customer.objects.bulk_update(moved, ["unit_path"], batch_size=500)
