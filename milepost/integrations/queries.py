"""Reading imports: the file again, its problems, what it made, what an undo would leave."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from milepost.files import queries as files
from milepost.integrations.models import Import, StageName
from milepost.integrations.rules import mapping, read, source
from milepost.integrations.rules.mapping import Given
from milepost.integrations.rules.problems import Problem
from milepost.integrations.rules.rows import Row
from milepost.people.models import User
from milepost.integrations import permissions


def reading(record: Import) -> read.Reading:
    """The import's file read anew with its settled mapping."""
    opened = source.open_source(files.path(record.file).read_bytes(), record.file.name)
    return read.read(opened, record.kind, with_known_stages(record.kind, record.mapping), today=record.today)


def with_known_stages(kind: str, raw: Mapping[str, Any]) -> Given:
    """A mapping as given, with the stage names that were settled for earlier files."""
    given = mapping.read_given(kind, raw)
    known = dict(StageName.objects.values_list("name", "key"))
    return Given(given.columns, known | given.stages, given.amount_unit, given.date_order, given.currency, given.separator, given.year)


def parts(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    """The rows in lists of at most ``size``."""
    while part := list(islice(rows, size)):
        yield part


def problem_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems as a chunk keeps them: both languages."""
    return [
        {"row": p.row, "column": p.column, "value": p.value, "zh": p.reason.zh, "en": p.reason.en} | ({"sheet": p.sheet} if p.sheet else {})
        for p in problems
    ]


def rejected(record: Import, language: str) -> list[dict[str, Any]]:
    """Rejected rows as the issue of a report: row, column, value, reason."""
    return [_told(one, language) for chunk in record.chunks.order_by("number") for one in chunk.rejected]


def warnings(record: Import, language: str, limit: int = 500) -> list[dict[str, Any]]:
    """What was assumed, the first ``limit``."""
    found = (one for chunk in record.chunks.order_by("number") for one in chunk.warnings)
    return [_told(one, language) for one in islice(found, limit)]


def _told(one: Mapping[str, Any], language: str) -> dict[str, Any]:
    reason = one["zh"] if language.startswith("zh") else one["en"]
    told = {"row": one["row"], "column": one["column"], "value": one["value"], "reason": reason}
    return told | ({"sheet": one["sheet"]} if "sheet" in one else {})


def made_ids(record: Import, kind: str) -> list[int]:
    """Ids of the objects of a kind that the import made, in order."""
    return [pk for chunk in record.chunks.order_by("number") for its_kind, pk in chunk.made if its_kind == kind]


def mine(user: User, limit: int = 30) -> list[Import]:
    """The newest imports the person sees."""
    return list(permissions.visible_imports(user).select_related("file", "by").order_by("-pk")[:limit])
