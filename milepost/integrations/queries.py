"""Reading imports: the file again, its problems, what it made, what an undo would leave."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from milepost.control.models import Standing
from milepost.files import queries as files
from milepost.integrations import permissions
from milepost.integrations.models import Import, Review, StageName
from milepost.integrations.rules import mapping, read, source
from milepost.integrations.rules.mapping import Given
from milepost.integrations.rules.problems import Problem
from milepost.integrations.rules.rows import Row
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.projects.models import Origin, Project
from milepost.projects.rules.endings import REASON_LISTS, RESULTS


@dataclass(frozen=True, slots=True)
class Claim:
    """An imported project as it is reviewed: its claimed stage, at most three missing proofs, stages before."""

    project: Project
    stage: Text
    missing: tuple[Text, ...]
    earlier: tuple[tuple[str, Text], ...]
    claimed_fen: int
    earned_fen: int


def reading(record: Import) -> read.Reading:
    """The import's file read anew with its settled mapping."""
    opened = source.open_source(files.path(record.file).read_bytes(), record.file.name)
    return read.read(opened, record.kind, with_known_stages(record.kind, record.mapping), today=record.today)


def with_known_stages(kind: str, raw: Mapping[str, Any]) -> Given:
    """A mapping as given, with the stage names that were settled for earlier files."""
    given = mapping.read_given(kind, raw)
    known = dict(StageName.objects.values_list("name", "key"))
    return Given(
        given.columns,
        known | given.stages,
        given.amount_unit,
        given.date_order,
        given.currency,
        given.separator,
        given.year,
    )


def parts(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    """The rows in lists of at most ``size``."""
    while part := list(islice(rows, size)):
        yield part


def problem_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems as a chunk keeps them: both languages."""
    return [
        {"row": p.row, "column": p.column, "value": p.value, "zh": p.reason.zh, "en": p.reason.en}
        | ({"sheet": p.sheet} if p.sheet else {})
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


def kept_amounts(record: Import) -> list[int]:
    """Amounts in fen of the projects an import made, as they are now."""
    ids = made_ids(record, "project")
    found: list[int] = []
    for start in range(0, len(ids), 500):
        amounts = Project.objects.filter(pk__in=ids[start : start + 500]).values_list("amount_fen", flat=True)
        found += [amount for amount in amounts if amount]
    return found


def to_review(user: User, limit: int) -> tuple[list[Claim], int]:
    """Imported open projects whose claim nobody has settled, the largest first, and how many there are in all."""
    seen = (
        Standing.objects.visible_to(user)
        .filter(status="open", project__in=_unsettled())
        .order_by("-amount_fen", "project")
    )
    rows = list(seen.select_related("project", "project__customer", "project__owner")[:limit])
    return [_claim(row) for row in rows], seen.count()


def _unsettled() -> QuerySet[Origin, int]:
    settled = Review.objects.values("project")
    return Origin.objects.filter(imported=True).exclude(project__in=settled).values_list("project", flat=True)


def _claim(row: Standing) -> Claim:
    playbook = playbooks.compiled(row.project.playbook_id)
    names = tuple(playbook.standard(key).name for key in row.missing.strip(",").split(",")[:3] if key)
    stage = playbook.stage(row.stage)
    earlier = tuple((one.key, one.name) for one in playbook.stages if one.order < stage.order and not stage.delivery)
    return Claim(row.project, stage.name, names, earlier, row.claimed_fen, row.earned_fen)


def endings() -> list[tuple[str, Text]]:
    """``result:reason`` with its words: how a reviewed project may be over, by the live playbook."""
    playbook = playbooks.live_playbook()
    return [
        (f"{result}:{one.key}", Text(f"{RESULTS[result].zh}：{one.name.zh}", f"{RESULTS[result].en}: {one.name.en}"))
        for result, lists in REASON_LISTS.items()
        for name in lists
        for one in playbook.reasons.get(name, ())
    ]


def mine(user: User, limit: int = 30) -> list[Import]:
    """The newest imports the person sees."""
    return list(permissions.visible_imports(user).select_related("file", "by").order_by("-pk")[:limit])
