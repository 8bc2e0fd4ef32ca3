"""The gate sheet: everything about one gate on one screen, for who asks and for who decides."""

import datetime as dt
from dataclasses import dataclass

from milepost.approvals import permissions as approval_permissions
from milepost.approvals import queries as approvals
from milepost.approvals.models import Approval, Declaration
from milepost.approvals.rules import matrix
from milepost.evidence import permissions as evidence_permissions
from milepost.evidence import queries as evidence
from milepost.evidence.queries import Shown
from milepost.gates import permissions
from milepost.gates.models import GateRequest, Judgement, Waiver
from milepost.gates.queries import judged, people, state
from milepost.gates.rules import needs
from milepost.gates.rules.needs import Need
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.judge.verdict import StandardVerdict
from milepost.playbook.rules.model import Playbook, Stage
from milepost.projects.models import Project


@dataclass(frozen=True, slots=True)
class Row:
    """One standard. ``state`` is the engine's, ``review`` in place of expiring for 待复核.

    ``here``: the approver settles it in this sheet by his yes. ``approval``: the newest of its kinds.
    """

    verdict: StandardVerdict
    state: str
    why: Text
    change: tuple[Text, ...]
    needs: tuple[Need, ...]
    pieces: tuple[Shown, ...]
    approvals: tuple[Approval, ...]
    judgement: Judgement | None
    waiver: Waiver | None
    waivable: bool
    here: bool

    @property
    def key(self) -> str:
        return self.verdict.key

    @property
    def name(self) -> Text:
        return self.verdict.standard.name

    @property
    def ask_kinds(self) -> tuple[str, ...]:
        """Kinds of approval to ask for now: wanted, not granted, not waiting."""
        waiting = {approval.kind for approval in self.approvals if approval.state == "pending"}
        wanted = [key for need in self.needs if need.door == "approval" for key in need.keys]
        return tuple(kind for kind in wanted if kind not in waiting)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The gate of one stage. ``ready`` as the facts stand; ``askable`` once the approver's yes is supposed."""

    project: Project
    playbook: Playbook
    stage: Stage
    occurrence: int
    mode: str
    rows: tuple[Row, ...]
    optional: tuple[Row, ...]
    missing_roles: tuple[str, ...]
    ready: bool
    askable: bool
    request: GateRequest | None
    last: GateRequest | None
    approver: User | None
    may_ask: bool
    may_decide: bool
    decidable: tuple[Approval, ...]
    waiting_pieces: tuple[Shown, ...]
    shelf: tuple[Shown, ...]
    hidden_pieces: int
    declarations: tuple[Declaration, ...]

    @property
    def met(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.verdict.counts)

    @property
    def missing(self) -> tuple[Row, ...]:
        """What the team owes: neither counting nor the approver's to settle."""
        return tuple(row for row in self.rows if not row.verdict.counts and not row.here)

    @property
    def to_settle(self) -> tuple[Row, ...]:
        """What the approver settles by passing the gate."""
        return tuple(row for row in self.rows if not row.verdict.counts and row.here)

    @property
    def by_hand(self) -> tuple[Row, ...]:
        """What waits for a person's word."""
        return tuple(row for row in self.rows if judged.wants_hand(row.verdict))

    @property
    def opened(self) -> tuple[int, int]:
        """How many of the files that speak for this gate the reader has opened, of how many."""
        mark = f"#{self.occurrence}" if self.stage.repeatable else ""
        keys = {standard.key + mark for standard in self.stage.standards}
        files = [shown for shown in self.shelf if shown.opened is not None and keys & set(shown.serves)]
        return sum(bool(shown.opened) for shown in files), len(files)


def sheet(project: Project, user: User, today: dt.date, stage: str = "", occurrence: int | None = None) -> Sheet:
    """The sheet of the stage that waits for a decision, else of ``stage`` or the one the project stands in."""
    playbook = playbooks.compiled(project.playbook_id)
    request = state.open_request(project)
    asked = request if request is not None and not request.skip_reason and stage in {"", request.stage} else None
    place = playbook.stage(asked.stage if asked else stage or project.stage)
    number = (
        asked.occurrence
        if asked
        else occurrence or (state.next_occurrence(project, place.key) if place.repeatable else 1)
    )
    return _build(project, user, today, playbook, place, number, asked or request)


def _build(
    project: Project,
    user: User,
    today: dt.date,
    playbook: Playbook,
    stage: Stage,
    occurrence: int,
    request: GateRequest | None,
) -> Sheet:
    facts = judged.facts_by_project([project.pk], today)[project.pk]
    verdicts = judged.verdicts(project, today, stage.key, occurrence, facts)
    gate = judged.gate(project, today, stage.key, occurrence, facts)
    requester = request.requester if request else user
    approver = request.approver if request else people.approver_of(project, requester, today)
    after = judged.ready_but_for_the_look(project, approver, today, stage.key, occurrence, facts) if approver else gate
    shelf = [shown for shown in evidence.shelf(project, user) if shown.piece.withdrawn_on is None]
    builder = _Rows(project, playbook, stage, occurrence, today, shelf, set(gate.missing) - set(after.missing))
    rows = [builder.row(verdict) for verdict in verdicts if verdict.state != "not_applicable"]
    may_decide = request is not None and permissions.may_decide(user, request, today)
    return Sheet(
        project=project,
        playbook=playbook,
        stage=stage,
        occurrence=occurrence,
        mode=state.mode(project),
        rows=tuple(row for row in rows if row.verdict.required),
        optional=tuple(row for row in rows if not row.verdict.required),
        missing_roles=gate.missing_roles,
        ready=gate.ready,
        askable=after.ready and approver is not None,
        request=request,
        last=_last(project, stage, occurrence),
        approver=approver,
        may_ask=permissions.may_ask(user, project),
        may_decide=may_decide,
        decidable=tuple(_decidable(project, user, today)) if may_decide else (),
        waiting_pieces=tuple(_waiting(project, user, today, shelf, builder.keys)) if may_decide else (),
        shelf=tuple(shelf),
        hidden_pieces=evidence.hidden_count(project, user),
        declarations=tuple(approvals.declarations(project)),
    )


def _last(project: Project, stage: Stage, occurrence: int) -> GateRequest | None:
    """The newest decided request of this gate: what was returned and why."""
    found = [one for one in state.requests_of(project) if (one.stage, one.occurrence) == (stage.key, occurrence)]
    return next((one for one in found if one.state != "pending"), None)


def _decidable(project: Project, user: User, today: dt.date) -> list[Approval]:
    return [one for one in approvals.pending(project) if approval_permissions.may_decide(user, one, today)]


def _waiting(project: Project, user: User, today: dt.date, shelf: list[Shown], keys: set[str]) -> list[Shown]:
    """Pieces of this gate that count only once accepted, and that the reader may accept."""
    if not evidence_permissions.may_verify(user, project, today):
        return []
    return [
        shown
        for shown in shelf
        if shown.state == "waiting"
        and shown.piece.strength >= 2
        and shown.piece.by_id != user.pk
        and keys & set(shown.serves)
    ]


class _Rows:
    """Rows of one sheet: what they share is read once."""

    def __init__(
        self,
        project: Project,
        playbook: Playbook,
        stage: Stage,
        occurrence: int,
        today: dt.date,
        shelf: list[Shown],
        here: set[str],
    ) -> None:
        self.playbook, self.stage, self.here, self.shelf = playbook, stage, here, shelf
        self.mark = f"#{occurrence}" if stage.repeatable else ""
        self.keys = {standard.key + self.mark for standard in stage.standards}
        self.newest = approvals.newest(project)
        self.waivers = {waiver.standard: waiver for waiver in state.open_waivers(project, today)}
        words = Judgement.objects.filter(project=project, standard__in=self.keys).select_related("by", "piece")
        self.judgements = {word.standard: word for word in words.order_by("id")}

    def row(self, verdict: StandardVerdict) -> Row:
        key = verdict.key + self.mark
        kinds = matrix.kinds_of(verdict.standard.check)
        return Row(
            verdict=verdict,
            state="review" if verdict.under_review else verdict.state,
            why=verdict.found(),
            change=_change(verdict),
            needs=tuple(needs.needs(verdict)),
            pieces=tuple(shown for shown in self.shelf if {key, verdict.key} & set(shown.serves)),
            approvals=tuple(self.newest[kind] for kind in kinds if kind in self.newest),
            judgement=self.judgements.get(key),
            waiver=self.waivers.get(verdict.key),
            waivable=verdict.key not in self.playbook.gate.waiver.never and not verdict.counts,
            here=verdict.key in self.here,
        )


def _change(verdict: StandardVerdict) -> tuple[Text, ...]:
    """What is missing; empty while nothing is."""
    return verdict.change() if verdict.under_review or not verdict.counts else ()
