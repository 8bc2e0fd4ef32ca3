"""A playbook made ready for judging: compiled once, kept as long as the playbook lives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from milepost.playbook.rules import grammar
from milepost.playbook.rules.grammar import DATE_OPERATORS, AllOf, AnyOf, Check, Expr
from milepost.playbook.rules.judge.checks.base import Setting
from milepost.playbook.rules.judge.expressions import Node, compiled
from milepost.playbook.rules.model import Alert, ControlItem, Indicator, Pattern, Playbook, Stage, Standard


@dataclass(frozen=True, slots=True)
class ReadyStandard:
    """``ages_only``: nothing but age limits can turn it as time goes by."""

    standard: Standard
    node: Node
    ages_only: bool


@dataclass(frozen=True, slots=True)
class ReadyAlert:
    """``steps``: the same alert for each step alone, from the tightest to the widest."""

    alert: Alert
    node: Node
    steps: tuple[tuple[int, Node], ...]


@dataclass(frozen=True, slots=True)
class ReadyStage:
    stage: Stage
    standards: tuple[ReadyStandard, ...]
    alerts: tuple[ReadyAlert, ...]


@dataclass(frozen=True, slots=True)
class ReadyPattern:
    pattern: Pattern
    indicators: tuple[tuple[Indicator, Node], ...]


@dataclass(frozen=True, slots=True)
class Engine:
    """``powers``: the strongest thing a buying role may do; ``decay``: days until contact fades."""

    playbook: Playbook
    stages: Mapping[str, ReadyStage]
    patterns: tuple[ReadyPattern, ...]
    control: tuple[tuple[ControlItem, Node], ...]
    powers: Mapping[str, str]
    decay: int


_ENGINES: WeakKeyDictionary[Playbook, Engine] = WeakKeyDictionary()


def engine(playbook: Playbook) -> Engine:
    """The engine of a playbook, compiled on first use."""
    ready = _ENGINES.get(playbook)
    if ready is None:
        ready = _ENGINES[playbook] = _compile(playbook)
    return ready


def _compile(playbook: Playbook) -> Engine:
    strengths = {kind.key: kind.strength for kind in playbook.evidence_types}
    plain = Setting(strengths)
    roles: Iterable[Mapping[str, Any]] = playbook.section("buying_roles") or ()
    return Engine(
        playbook,
        {stage.key: _stage(stage, strengths) for stage in playbook.all_stages},
        tuple(_pattern(pattern, plain) for pattern in playbook.patterns),
        tuple((item, compiled(item.measure, plain, True)) for item in playbook.control_items),
        {role["key"]: role.get("power", "access") for role in roles},
        (playbook.section("coverage_decay") or {}).get("days", 45),
    )


def _stage(stage: Stage, strengths: Mapping[str, int]) -> ReadyStage:
    return ReadyStage(
        stage,
        tuple(_standard(standard, strengths) for standard in stage.standards),
        tuple(_alert(alert, Setting(strengths)) for alert in stage.alerts),
    )


def _standard(standard: Standard, strengths: Mapping[str, int]) -> ReadyStandard:
    setting = Setting(strengths, standard.key, standard.min_strength)
    ages_only = not any(moves_with_today(check) for check in grammar.checks(standard.check))
    return ReadyStandard(standard, compiled(standard.check, setting, True), ages_only)


def moves_with_today(check: Check) -> bool:
    """Whether the calendar itself, and not only the age of facts, can turn a check."""
    if check.args.get("calendar") == "working" or "older_than_days" in check.args:
        return True
    if any(condition.op in DATE_OPERATORS for condition in (*check.where, *check.over)):
        return True
    if check.name == "date_within":
        return "ahead_days" in check.args or check.args["field"] == "today"
    return check.of == "stage" or check.args.get("field") == "delta_45d"


def _pattern(pattern: Pattern, setting: Setting) -> ReadyPattern:
    return ReadyPattern(pattern, tuple((i, compiled(i.measure, setting, False)) for i in pattern.indicators))


def _alert(alert: Alert, setting: Setting) -> ReadyAlert:
    steps = tuple((step, compiled(_with_step(alert.when, step), setting, False)) for step in steps_of(alert.when))
    return ReadyAlert(alert, compiled(alert.when, setting, False), steps)


def steps_of(expr: Expr) -> list[int]:
    """The steps of an alert from the tightest to the widest; empty when it has none."""
    for check in grammar.checks(expr):
        for condition in check.where:
            if condition.op in DATE_OPERATORS and isinstance(condition.value, list):
                return sorted(condition.value, reverse=condition.op == "older_than_days")
        for name in ("ahead_days", "days", "older_than_days"):
            if isinstance(check.args.get(name), list):
                return sorted(check.args[name], reverse=name == "older_than_days")
    return []


def _with_step(expr: Expr, step: int) -> Expr:
    """The same expression with every list of steps replaced by one step."""
    if isinstance(expr, AllOf):
        return AllOf(tuple(_with_step(part, step) for part in expr.parts))
    if isinstance(expr, AnyOf):
        return AnyOf(tuple(_with_step(part, step) for part in expr.parts))
    where = tuple(
        replace(c, value=step) if c.op in DATE_OPERATORS and isinstance(c.value, list) else c for c in expr.where
    )
    days = ("ahead_days", "days", "older_than_days")
    args = {k: step if k in days and isinstance(v, list) else v for k, v in expr.args.items()}
    return replace(expr, where=where, args=args)
