"""The rooms that are asked for facts. A new room adds itself here and thereby empties the list judged by hand."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Protocol

from milepost.approvals import facts as approvals
from milepost.diary import facts as diary
from milepost.evidence import facts as evidence
from milepost.gates import records
from milepost.projects import facts as projects

Records = list[dict[str, object]]


class Source(Protocol):
    """The ``facts.py`` of a room."""

    PROVIDES: frozenset[str]

    def facts(self, project_ids: Iterable[int], today: dt.date) -> Mapping[int, Mapping[str, Records]]:
        """Collections by project."""


SOURCES: tuple[Source, ...] = (projects, diary, evidence, approvals, records)


def gather(project_ids: Iterable[int], today: dt.date) -> dict[int, dict[str, Records]]:
    """Every room's collections put together; where several rooms yield one, their records are joined."""
    ids = list(project_ids)
    found: dict[int, dict[str, Records]] = {pk: {name: [] for name in provided()} for pk in ids}
    for source in SOURCES:
        for pk, collections in source.facts(ids, today).items():
            for name, records_of in collections.items():
                found[pk][name].extend(records_of)
    return found


def provided() -> frozenset[str]:
    """Collections that somebody yields; all others are judged by hand."""
    return frozenset().union(*(source.PROVIDES for source in SOURCES))
