"""The playbook as typed, unchangeable data. Names follow the file; money is fen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from milepost.kernel.text import Text
from milepost.playbook.rules.grammar import Expr

LEVELS = ("A", "B", "C")


@dataclass(frozen=True, slots=True)
class Named:
    """A key with its name in both languages: roles, reasons, scales, tags."""

    key: str
    name: Text
    data: Mapping[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class EvidenceType:
    key: str
    name: Text
    strength: int


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a tool's form; ``kind`` is text, long, date, number, money, choice or person."""

    key: str
    name: Text
    kind: str
    choices: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Tool:
    """Something to work with: a guide, a checklist, a form or a template to download.

    ``available``: "now", or "later" when it needs a room that is not built yet.
    """

    key: str
    name: Text
    kind: str
    available: str = "now"
    guide: tuple[Text, ...] = ()
    checklist: tuple[Text, ...] = ()
    form: tuple[FormField, ...] = ()
    template: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Strategy (做什么) stands before technique (怎么做). ``standards``: what it works for."""

    key: str
    name: Text
    strategy: Text
    technique: Text
    role: str
    support: tuple[str, ...]
    tools: tuple[str, ...]
    optional: bool
    standards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """One verification standard. ``kind`` is field, evidence or approval."""

    key: str
    name: Text
    kind: str
    check: Expr
    required_for: tuple[str, ...]
    min_strength: int = 0
    buyer_verifiable: bool = False
    valid_days: int | None = None

    def required(self, level: str) -> bool:
        return level in self.required_for


@dataclass(frozen=True, slots=True)
class Deliverable:
    name: Text
    tool: str | None


@dataclass(frozen=True, slots=True)
class Alert:
    key: str
    name: Text
    when: Expr
    severity: str
    notify: tuple[str, ...]
    subject: str = "project"
    action: Text | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A selling stage, or (``delivery``) a milestone after signing, which has no weight."""

    key: str
    order: int
    name: Text
    purpose: Text
    entry_condition: Text
    milestone: Text
    tasks: tuple[Task, ...]
    standards: tuple[Standard, ...]
    deliverables: tuple[Deliverable, ...]
    mistakes: tuple[Text, ...]
    alerts: tuple[Alert, ...]
    delivery: bool = False
    repeatable: bool = False
    weight: int = 0
    norm_days: Mapping[str, int] = field(default_factory=dict)
    channel: Text | None = None
    buyer_step: Text | None = None
    origin: Mapping[str, str] = field(default_factory=dict)
    payment_share: str = ""
    payment_trigger: Text | None = None

    def standard(self, key: str) -> Standard:
        """The standard ``key``; KeyError when this stage has none such."""
        return _by_key(self.standards, key)

    def task(self, key: str) -> Task:
        return _by_key(self.tasks, key)


@dataclass(frozen=True, slots=True)
class Level:
    """A, B or C. ``amount_min`` in fen; ``strategic``: a flag alone puts a project here."""

    key: str
    name: Text
    amount_min: int
    strategic: bool
    team: tuple[str, ...]
    gate_approver: str
    review: str
    sponsor_required: bool


@dataclass(frozen=True, slots=True)
class ApprovalRule:
    """Which role decides a kind of request, by level."""

    kind: str
    name: Text
    by_level: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Variant:
    """A procurement method and what it changes in the bidding stage."""

    key: str
    name: Text
    skip_standards: tuple[str, ...]
    bidders_min: int
    prep_rule: str
    task_set: str
    note: Text | None = None
    extra_tasks: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    key: str
    name: Text
    weight: int
    measure: Expr
    levels: tuple[str, ...] = LEVELS


@dataclass(frozen=True, slots=True)
class Pattern:
    """One of the three failure patterns with its indicators (weights sum to 100)."""

    key: str
    name: Text
    symptoms: Text
    watch_stages: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    warn: int
    alarm: int
    counter_strategy: Text
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ControlItem:
    """One item of 控单力. ``group`` is clear, lead or win."""

    key: str
    name: Text
    group: str
    measure: Expr


@dataclass(frozen=True, slots=True)
class WaiverRule:
    max_open: int
    needs: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GateRule:
    """How a gate is passed; ``enforcement`` by level and for imported projects."""

    notice_days: int
    review_days: int
    clock_stops_at: str | None
    team_required: bool
    one_level_up: Mapping[str, str]
    enforcement: Mapping[str, str]
    waiver: WaiverRule
    texts: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the playbook's own change log."""

    version: str
    text: Text


@dataclass(frozen=True, eq=False)
class Playbook:
    """One version of the method. Compared by identity: load once, keep it."""

    key: str
    version: str
    name: Text
    note: Text
    gate: GateRule
    stages: tuple[Stage, ...]
    milestones: tuple[Stage, ...]
    roles: tuple[Named, ...]
    evidence_types: tuple[EvidenceType, ...]
    tools: tuple[Tool, ...]
    levels: tuple[Level, ...]
    approvals: tuple[ApprovalRule, ...]
    variants: tuple[Variant, ...]
    patterns: tuple[Pattern, ...]
    control_items: tuple[ControlItem, ...]
    reasons: Mapping[str, tuple[Named, ...]]
    change_log: tuple[Change, ...]
    words: Mapping[str, tuple[str, ...]]
    data: Mapping[str, Any] = field(repr=False)

    @property
    def ref(self) -> str:
        """``key@version``."""
        return f"{self.key}@{self.version}"

    @property
    def all_stages(self) -> tuple[Stage, ...]:
        """Selling stages, then delivery milestones."""
        return self.stages + self.milestones

    def stage(self, key: str) -> Stage:
        """Stage or milestone ``key``; KeyError when there is none."""
        return _by_key(self.all_stages, key)

    def standard(self, key: str) -> Standard:
        """Keys of standards are unique in a playbook."""
        return self.stage_of(key).standard(key)

    def stage_of(self, standard: str) -> Stage:
        for stage in self.all_stages:
            if any(found.key == standard for found in stage.standards):
                return stage
        raise KeyError(standard)

    def level(self, key: str) -> Level:
        return _by_key(self.levels, key)

    def role(self, key: str) -> Named:
        return _by_key(self.roles, key)

    def tool(self, key: str) -> Tool:
        return _by_key(self.tools, key)

    def variant(self, key: str | None) -> Variant | None:
        """The procurement method ``key``; None while it is open."""
        return next((found for found in self.variants if found.key == key), None)

    def approval(self, kind: str) -> ApprovalRule:
        for rule in self.approvals:
            if rule.kind == kind:
                return rule
        raise KeyError(kind)

    def section(self, key: str) -> Any:
        """Plain data of a part that only later rooms read (scales, expense rules…)."""
        return self.data.get(key)


_Thing = TypeVar("_Thing", Standard, Task, Stage, Level, Named, Tool)


def _by_key(things: Iterable[_Thing], key: str) -> _Thing:
    for thing in things:
        if thing.key == key:
            return thing
    raise KeyError(key)
