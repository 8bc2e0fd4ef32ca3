"""A seller who takes a project through its stages, and counts what it costs him."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from milepost.approvals import actions as approvals
from milepost.approvals import queries as approval_queries
from milepost.approvals.models import Approval
from milepost.diary import actions as diary
from milepost.evidence.models import Piece
from milepost.evidence.tests.world import World
from milepost.gates import actions, queries
from milepost.gates.models import GateRequest
from milepost.people.models import User
from milepost.projects import actions as projects
from milepost.projects.models import Project

DAYS = {"discovery": 14, "contact": 30, "technical": 30, "commercial": 30, "bidding": 45, "contract": 30}


@dataclass
class Pilot:
    """``entries``: fields the seller types or taps; ``pieces``; ``decisions`` of everybody else."""

    world: World
    project: Project
    count: Counter[str] = field(default_factory=Counter)

    def now(self) -> dt.datetime:
        return self.world.now

    def brief(self, **changes: object) -> None:
        projects.edit_brief(self.world.seller, now=self.now(), project=self.project, changes=changes)
        self.count["entries"] += len(changes)

    def tender(self, **changes: object) -> None:
        projects.edit_tender(self.world.seller, now=self.now(), project=self.project, changes=changes)
        self.count["entries"] += len(changes)

    def visit(self, kind: str = "visit", roles: tuple[str, ...] = ("approver",)) -> None:
        diary.write(
            self.world.seller,
            now=self.now(),
            project=self.project,
            text="面谈",
            kind=kind,
            with_roles=roles,
            outcome="advance",
        )
        self.count["entries"] += 2

    def piece(self, type: str, *serves: str, tags: tuple[str, ...] = ()) -> Piece:
        """One piece: its content and its type, the rest is proposed."""
        self.count["entries"] += 2
        self.count["pieces"] += 1
        return self.world.piece(self.project, type, serves=serves, tags=tags)

    def ask(self, *kinds: str) -> None:
        for kind in kinds:
            approvals.ask(self.world.seller, now=self.now(), project=self.project, kind=kind)
            self.count["entries"] += 1

    def declare(self) -> None:
        for kind in ("spec_drafting", "related_party"):
            approvals.declare(self.world.seller, now=self.now(), project=self.project, kind=kind, answer="clear")
            self.count["entries"] += 1

    def granted(self, *kinds: str) -> None:
        """Each by the person asked, as a decision of its own."""
        for approval in Approval.objects.filter(project=self.project, kind__in=kinds, state="pending").order_by("id"):
            approvals.grant(approval.approver, now=self.now(), approval=approval)
            self.count["decisions"] += 1

    def prepare(self, stage: str) -> None:
        """Everything the team owes in a stage, at the level of the project."""
        getattr(self, f"_{stage}")(self.project.level)

    def _discovery(self, level: str) -> None:
        self.brief(
            need_summary="门诊系统", budget_max_fen=30_000_000, need_by=self.world.today + dt.timedelta(days=300)
        )
        if level != "C":
            self.brief(budget_min_fen=20_000_000, funding_source="自筹", procurement_method="undecided")
            self.piece("public_notice", "corroborated")
            self.piece("customer_message", "meeting_agreed")
        else:
            self.piece("call_note", "man_passed")
        self.ask("filing")
        self.granted("filing")

    def _contact(self, level: str) -> None:
        if level == "C":
            self.piece("customer_message", "need_answered")
            return
        self.piece("visit_note", "roles_met")
        self.piece("minutes_confirmed", "roles_met", "buying_path_confirmed", "need_confirmed")
        self.piece("customer_message", "need_confirmed")
        self.ask("pursuit")

    def _technical(self, level: str) -> None:
        self.piece("minutes_confirmed", "solution_feedback", "evaluators_engaged", tags=("poc_result",))
        self.declare()
        if level != "C":
            self.ask("solution_review")

    def _commercial(self, level: str) -> None:
        self.brief(procurement_method="open_tender", expected_award_on=self.world.today + dt.timedelta(days=60))
        self.ask("price_floor", "bid_go", "price_release")
        if level == "C":
            return
        self.visit("exec_meeting")
        self.brief(agency="中诚招标", expected_notice_on=self.world.today + dt.timedelta(days=20))
        self.piece("minutes_confirmed", "approver_acts", "route_fixed", tags=("approver_action", "route"))
        self.piece("public_notice", "funds_proved", tags=("funds",))
        self.ask("win_strategy")
        self.granted("price_floor")

    def _bidding(self, level: str) -> None:
        deadline = self.now() + dt.timedelta(days=1)
        self.tender(deadline_at=deadline.isoformat())
        if level == "C":
            self.piece("internal_form", "matrix_attached", tags=("response_matrix",))
        self.ask("fatal_check_first", "fatal_check_second")
        self.granted("fatal_check_first", "fatal_check_second", "price_release")
        self.tender(submitted_at=self.now().isoformat())
        self.piece("platform_receipt", "submitted", tags=("submission",))
        self.world.later(5)
        self.piece("public_notice", "awarded", tags=("award",))

    def _contract(self, level: str) -> None:
        self.piece("signed_document", "signed_both", tags=("contract",))
        self.ask("contract_finance", "handover")
        if level != "C":
            self.ask("contract_legal", "contract_delivery", "contract_authorised")
            self.granted("contract_legal", "contract_delivery", "contract_authorised")
        self.granted("contract_finance", "handover")

    def request(self) -> GateRequest:
        self.count["entries"] += 1
        self.project.refresh_from_db()
        return actions.ask(self.world.seller, now=self.now(), project=self.project)

    def decide(self, request: GateRequest, actor: User | None = None) -> GateRequest:
        """Everything on the sheet in one decision: pieces accepted, judged by one shared piece, approvals granted."""
        approver = actor or request.approver
        sheet = queries.sheet(self.project, approver, self.world.today)
        shared = next(
            (shown.piece for shown in reversed(sheet.shelf)), None
        )  # the oldest piece carries what has none of its own
        words = [
            {
                "standard": row.key,
                "verdict": "met",
                "note": "看过证据，属实",
                "piece": (row.pieces[0].piece if row.pieces else shared),
            }
            for row in sheet.by_hand
        ]
        self.count["decisions"] += 1
        return actions.pass_stage(
            approver,
            now=self.now(),
            request=request,
            judgements=words,  # type: ignore[arg-type]
            accept=[shown.piece for shown in sheet.waiting_pieces],
            approvals=list(sheet.decidable),
            version=request.version,
        )

    def through(self, *stages: str) -> Project:
        """Prepare, ask and pass each stage; the days of its norm go by before."""
        for stage in stages:
            assert self.project.stage == stage
            self.world.later(3)
            self.prepare(stage)
            self.decide(self.request())
            self.project.refresh_from_db()
        return self.project


def pilot(world: World, level: str = "C") -> Pilot:
    """A new project (customer, amount, one colleague) of a level and its seller."""
    made = Pilot(world, world.project(level))
    made.count["entries"] += 3
    return made


def waiting(project: Project) -> list[str]:
    """Kinds of approval that wait."""
    return approval_queries.kinds_open(project)
