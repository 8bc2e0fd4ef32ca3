"""Which standards a task works for, and when it has done its work."""

from collections.abc import Collection


def works_for(standards: Collection[str], required: Collection[str]) -> frozenset[str]:
    """The task's standards that the level requires; all of them when it requires none."""
    needed = frozenset(standards) & frozenset(required)
    return needed or frozenset(standards)


def is_done(standards: Collection[str], required: Collection[str], met: Collection[str]) -> bool:
    """True when everything the task works for is met; a task that works for no standard is closed by hand."""
    goal = works_for(standards, required)
    return bool(goal) and goal <= frozenset(met)
