"""Which landing takes which kind of rows."""

from collections.abc import Callable, Iterable
from typing import Protocol

from milepost.integrations.landing import contacts, customers, following, projects, users
from milepost.integrations.landing.desk import Desk, Outcome
from milepost.integrations.rules.rows import Row


class Landing(Protocol):
    """Lands rows in the caller's transaction, or only decides on a dry desk."""

    def land(self, rows: Iterable[Row]) -> Outcome: ...


LANDINGS: dict[str, Callable[[Desk], Landing]] = {
    "projects": projects.Landing,
    "customers": customers.Landing,
    "contacts": contacts.Landing,
    "users": users.Landing,
    "activities": following.Activities,
    "history": following.History,
}
