"""What a judgement says, as typed data; ``as_dict`` gives its JSON form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from milepost.kernel.text import Text
from milepost.playbook.rules.judge import wording
from milepost.playbook.rules.judge.expressions import Reason
from milepost.playbook.rules.model import Playbook, Standard

MET, EXPIRING, WAIVED, EXPIRED, UNMET, NOT_APPLICABLE = (
    "met", "expiring", "waived", "expired", "unmet", "not_applicable",
)  # fmt: skip
COUNTING = frozenset({MET, EXPIRING, WAIVED, NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class StandardVerdict:
    """One standard on one day.

    ``state``: met, expiring, waived, expired, unmet or not_applicable.
    ``under_review``: expiring in the sense of 待复核 (its age limit has passed).
    ``valid_until``: last day on which the same facts still prove it; ``counts_until``:
    last day on which they still count; None: never lost by time (or not met).
    ``by_time``: only when expired; whether time alone did it.
    """

    standard: Standard
    required: bool
    by_hand: bool
    state: str
    reasons: tuple[Reason, ...]
    by_time: bool | None = None
    valid_until: date | None = None
    counts_until: date | None = None
    under_review: bool = False
    playbook: Playbook | None = field(default=None, repr=False, compare=False)

    @property
    def key(self) -> str:
        return self.standard.key

    @property
    def counts(self) -> bool:
        """Whether the gate takes it: met, expiring, waived or not applicable."""
        return self.state in COUNTING

    def explain(self) -> tuple[Text, ...]:
        """What decided it, one sentence per check."""
        return tuple(wording.reason_text(reason, self.standard, self.playbook) for reason in self.reasons)

    def found(self) -> Text:
        """The same in one sentence."""
        return wording.reason_texts(self.reasons, self.standard, self.playbook)

    def change(self) -> tuple[Text, ...]:
        """What would change it, nothing said twice; empty while it is met."""
        if self.state in (MET, NOT_APPLICABLE):
            return ()
        return wording.change_texts(self.reasons, self.standard, self.playbook)

    def as_dict(self) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "key": self.key,
            "required": self.required,
            "by_hand": self.by_hand,
            "state": self.state,
            "reasons": [reason.as_dict() for reason in self.reasons],
        }
        if self.state in (MET, EXPIRING):
            shown["valid_until"] = _iso(self.valid_until)
            shown["counts_until"] = _iso(self.counts_until)
        if self.state == EXPIRED:
            shown["by_time"] = self.by_time
        return shown


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """Whether the stage may be passed; ``missing`` and ``waived`` are keys of standards."""

    ready: bool
    missing: tuple[str, ...]
    waived: tuple[str, ...]
    missing_roles: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "ready": self.ready,
            "missing": list(self.missing),
            "waived": list(self.waived),
            "missing_roles": list(self.missing_roles),
        }


@dataclass(frozen=True, slots=True)
class Weight:
    """``claimed`` and ``earned`` in percent; ``lost``: standards that turned, by stage."""

    claimed: int
    earned: int
    lost: Mapping[str, tuple[str, ...]]

    def as_dict(self) -> dict[str, Any]:
        lost = {stage: list(keys) for stage, keys in self.lost.items()}
        return {"claimed": self.claimed, "earned": self.earned, "lost": lost}


@dataclass(frozen=True, slots=True)
class AlertVerdict:
    """An alert that fires; ``step``: the tightest step reached, where it has steps."""

    key: str
    severity: str
    notify: tuple[str, ...]
    facts: tuple[str, ...]
    step: int | None = None

    def as_dict(self) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "key": self.key,
            "severity": self.severity,
            "notify": list(self.notify),
            "facts": list(self.facts),
        }
        if self.step is not None:
            shown["step"] = self.step
        return shown


@dataclass(frozen=True, slots=True)
class IndicatorVerdict:
    """An indicator that counts; ``unknown``: it counts because nobody knows better."""

    key: str
    weight: int
    unknown: bool
    facts: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "weight": self.weight,
            "unknown": self.unknown,
            "facts": list(self.facts),
        }


@dataclass(frozen=True, slots=True)
class PatternVerdict:
    """A failure pattern. ``score`` 0 to 100; ``band`` None, warn or alarm; ``unjudged``: weight nobody can judge."""

    key: str
    watched: bool
    score: int | None = None
    band: str | None = None
    unjudged: int = 0
    indicators: tuple[IndicatorVerdict, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        if not self.watched:
            return {"watched": False, "score": None}
        return {
            "watched": True,
            "score": self.score,
            "band": self.band,
            "unjudged": self.unjudged,
            "indicators": [indicator.as_dict() for indicator in self.indicators],
        }


@dataclass(frozen=True, slots=True)
class ControlScore:
    """控单力: how many of nine, three and one; ``met``: keys of the items met."""

    clear: int
    lead: int
    win: int
    met: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        return {"clear": self.clear, "lead": self.lead, "win": self.win, "met": list(self.met)}


@dataclass(frozen=True, slots=True)
class Fragility:
    """``cut``: whose leaving cuts us off (None: we meet the approver ourselves; empty: no path)."""

    cut: tuple[str, ...] | None
    top_supporter_share: float | None

    def as_dict(self) -> dict[str, Any]:
        cut = None if self.cut is None else list(self.cut)
        return {"cut": cut, "top_supporter_share": self.top_supporter_share}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything that can be said about one project on one day.

    None of ``weight``, ``power_balance``, ``fragility`` is a stand-in: the facts
    they rest on were not given, and the JSON leaves the key out.
    """

    playbook: str
    stage: str
    level: str
    today: date
    standards: tuple[StandardVerdict, ...]
    gate: GateVerdict
    weight: Weight | None
    alerts: tuple[AlertVerdict, ...]
    patterns: Mapping[str, PatternVerdict]
    control_score: ControlScore
    power_balance: Mapping[str, float | None] | None
    path: tuple[str, ...] | None
    fragility: Fragility | None

    def standard(self, key: str) -> StandardVerdict:
        return next(verdict for verdict in self.standards if verdict.key == key)

    def as_dict(self) -> dict[str, Any]:
        """The JSON form, with the keys of the manual page on facts."""
        shown: dict[str, Any] = {
            "playbook": self.playbook,
            "stage": self.stage,
            "level": self.level,
            "today": self.today.isoformat(),
            "standards": [verdict.as_dict() for verdict in self.standards],
            "gate": self.gate.as_dict(),
        }
        if self.weight is not None:
            shown["weight"] = self.weight.as_dict()
        shown["alerts"] = [alert.as_dict() for alert in self.alerts]
        shown["patterns"] = {key: pattern.as_dict() for key, pattern in self.patterns.items()}
        shown["control_score"] = self.control_score.as_dict()
        if self.power_balance is not None:
            shown["power_balance"] = dict(self.power_balance)
        if self.fragility is not None:
            shown["path"] = None if self.path is None else list(self.path)
            shown["fragility"] = self.fragility.as_dict()
        return shown
