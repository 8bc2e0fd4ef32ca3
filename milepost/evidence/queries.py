"""Reading the evidence shelf."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from milepost.evidence import permissions
from milepost.evidence.models import Piece, Service
from milepost.evidence.rules import remarks
from milepost.files import queries as files
from milepost.people.models import User
from milepost.projects.models import Project


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece as a page shows it. ``opened`` is None where there is no file to open."""

    piece: Piece
    serves: tuple[str, ...]
    remarks: tuple[remarks.Remark, ...]
    opened: bool | None

    @property
    def state(self) -> str:
        """withdrawn, refused, accepted or waiting."""
        if self.piece.withdrawn_on:
            return "withdrawn"
        if self.piece.accepted_on:
            return "accepted"
        return "refused" if self.piece.refused_why else "waiting"


def pieces_of(project: Project, user: User) -> list[Piece]:
    """Pieces of a project that the person may see, the newest first, withdrawn ones included."""
    found = permissions.visible(user).filter(project=project)
    related = found.select_related("file", "entry", "person", "by", "accepted_by").prefetch_related("services")
    return list(related.order_by("-id"))


def shelf(project: Project, user: User) -> list[Shown]:
    """The shelf with what should be looked at, and what the person has opened."""
    return shown(pieces_of(project, user), user)


def shown(pieces: list[Piece], user: User) -> list[Shown]:
    """Pieces with their remarks: two queries for all of them."""
    stored = [piece.file for piece in pieces if piece.file is not None]
    copies, opened = files.copies(stored), files.opened_ids(user, stored)
    return [
        Shown(
            piece,
            tuple(sorted(service.standard for service in piece.services.all())),
            tuple(remarks.remarks(_seen(piece, copies))),
            piece.file_id in opened if piece.file_id else None,
        )
        for piece in pieces
    ]


def hidden_count(project: Project, user: User) -> int:
    """How many living pieces of the project the person may not see."""
    alive = Piece.objects.filter(project=project, withdrawn_on=None)
    return alive.count() - permissions.visible(user).filter(project=project, withdrawn_on=None).count()


def serving(project_ids: Iterable[int]) -> dict[int, dict[str, list[int]]]:
    """Ids of living pieces by project and standard."""
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    rows = Service.objects.filter(piece__project__in=list(project_ids), piece__withdrawn_on=None)
    for project_id, standard, piece_id in rows.values_list("piece__project_id", "standard", "piece_id"):
        found[project_id][standard].append(piece_id)
    return found


def _seen(piece: Piece, copies: dict[int, int]) -> remarks.Seen:
    return remarks.Seen(
        type=piece.type,
        happened_on=piece.happened_on,
        recorded_on=timezone.localdate(piece.at),
        has_person=piece.person_id is not None,
        copies=copies.get(piece.file_id, 0) if piece.file_id else 0,
    )
