"""The fourteen kinds of checks, each compiled from the playbook into one small object."""

from __future__ import annotations

from collections.abc import Callable

from milepost.playbook.rules.grammar import Check
from milepost.playbook.rules.judge.checks.approvals import ApprovalGranted
from milepost.playbook.rules.judge.checks.base import Compiled, Setting
from milepost.playbook.rules.judge.checks.counts import CountMax, CountMin, RatioMin
from milepost.playbook.rules.judge.checks.dates import DateWithin, Fresh
from milepost.playbook.rules.judge.checks.documents import DocumentState, NoneOpen
from milepost.playbook.rules.judge.checks.evidence import EvidenceMin
from milepost.playbook.rules.judge.checks.fields import FieldsFilled, Manual
from milepost.playbook.rules.judge.checks.numbers import NumberBound, SumEquals

KINDS: dict[str, Callable[[Check, Setting], Compiled]] = {
    "fields_filled": FieldsFilled,
    "count_min": CountMin,
    "count_max": CountMax,
    "ratio_min": RatioMin,
    "number_min": NumberBound,
    "number_max": NumberBound,
    "sum_equals": SumEquals,
    "fresh": Fresh,
    "evidence_min": EvidenceMin,
    "document_state": DocumentState,
    "none_open": NoneOpen,
    "approval_granted": ApprovalGranted,
    "date_within": DateWithin,
    "manual": Manual,
}


def compiled(check: Check, setting: Setting) -> Compiled:
    """The object that judges ``check`` where it stands."""
    return KINDS[check.name](check, setting)


__all__ = ["KINDS", "Compiled", "Setting", "compiled"]
