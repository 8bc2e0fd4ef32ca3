"""How long a fact of the brief holds: as long as the standard that asks for it."""

import datetime as dt
from collections.abc import Iterator

from milepost.playbook.rules.grammar import AllOf, AnyOf, Check, Expr
from milepost.playbook.rules.model import Playbook

_ASKED_AS = {"budget_min_fen": "budget_min", "budget_max_fen": "budget_max"}


def expires_on(playbook: Playbook, level: str, field: str, said_on: dt.date) -> dt.date | None:
    """Last day on which a fact said on ``said_on`` still proves its field; None when nothing limits it."""
    days = [
        standard.valid_days
        for stage in playbook.stages
        for standard in stage.standards
        if standard.required(level) and standard.valid_days and _ASKED_AS.get(field, field) in _asked(standard.check)
    ]
    return said_on + dt.timedelta(days=min(days)) if days else None


def _asked(check: Expr) -> set[str]:
    return {
        name
        for one in _checks(check)
        if one.of == "project"
        for name in (*one.args.get("fields", ()), *(condition.field for condition in one.where))
    }


def _checks(check: Expr) -> Iterator[Check]:
    if isinstance(check, AllOf | AnyOf):
        for part in check.parts:
            yield from _checks(part)
    else:
        yield check
