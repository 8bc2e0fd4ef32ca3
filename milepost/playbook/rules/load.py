"""From YAML text to a typed playbook; a playbook with findings is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from milepost.kernel.text import Text
from milepost.playbook.rules import grammar, model, source, validate
from milepost.playbook.rules.source import Finding

DEFAULT_FILE = Path(__file__).resolve().parent.parent / "data" / "default.yaml"

NOTICE_DAYS, REVIEW_DAYS, MAX_WAIVERS = 7, 14, 2
ENFORCEMENT = {"A": "block", "B": "warn", "C": "warn", "imported": "warn"}

REASON_LISTS = (
    "waiver_reasons", "skip_reasons", "return_reasons", "loss_reasons", "suspend_reasons",
    "no_decision_reasons", "withdraw_reasons", "walk_away_conditions",
)  # fmt: skip


class PlaybookRefused(Exception):
    """The playbook has findings; all of them stand in ``findings``."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} findings, first: {findings[0]}")
        self.findings = findings


def load(text: str, file: str = "playbook.yaml") -> model.Playbook:
    """The playbook in ``text``; raises PlaybookRefused with every finding."""
    return _checked(source.read(text, file))


def from_data(data: Mapping[str, Any], file: str = "playbook") -> model.Playbook:
    """The playbook in plain data (an edited copy); raises PlaybookRefused."""
    return _checked(source.from_data(data, file))


@cache
def default() -> model.Playbook:
    """The product's own playbook, read once."""
    return load(DEFAULT_FILE.read_text(encoding="utf-8"), DEFAULT_FILE.name)


def _checked(read: source.Source) -> model.Playbook:
    findings = validate.findings(read)
    if findings:
        raise PlaybookRefused(findings)
    return build(read.data)


def build(data: Mapping[str, Any]) -> model.Playbook:
    """Typed playbook from data that has no findings."""
    head = data["playbook"]
    return model.Playbook(
        key=head["key"],
        version=str(head["version"]),
        name=_text(head["name"]),
        note=_text(head.get("note") or head["name"]),
        gate=_gate(data.get("gate") or {}, head.get("gate_enforcement")),
        stages=tuple(_stage(item, False) for item in _ordered(data["stages"])),
        milestones=tuple(_stage(item, True) for item in _ordered(data.get("delivery_milestones", []))),
        roles=_named(data["roles"]),
        evidence_types=tuple(_evidence_type(item) for item in data.get("evidence_types", [])),
        tools=tuple(_tool(item) for item in data.get("tools", [])),
        levels=tuple(_level(item) for item in data["project_levels"]),
        approvals=tuple(_approval(item) for item in data.get("approval_matrix", [])),
        variants=tuple(_variant(item) for item in data.get("procurement_variants", [])),
        patterns=tuple(_pattern(item) for item in data.get("failure_patterns", [])),
        control_items=tuple(_control(data.get("control_score"))),
        reasons={name: _named(data.get(name, [])) for name in REASON_LISTS},
        change_log=tuple(_change(item) for item in data.get("change_log", [])),
        words=validate.words(data),
        data=data,
    )


def _text(data: Mapping[str, Any]) -> Text:
    return Text(data["zh"], data["en"])


def _maybe(data: Mapping[str, Any] | None) -> Text | None:
    return _text(data) if data else None


def _texts(items: Iterable[Mapping[str, Any]]) -> tuple[Text, ...]:
    return tuple(_text(item) for item in items)


def _named(items: Iterable[Mapping[str, Any]]) -> tuple[model.Named, ...]:
    return tuple(model.Named(item["key"], _text(item), item) for item in items)


def _ordered(items: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(items, key=lambda item: int(item["order"]))


def _gate(data: Mapping[str, Any], everywhere: str | None) -> model.GateRule:
    waiver = data.get("waiver") or {}
    modes = dict.fromkeys((*model.LEVELS, "imported"), everywhere) if everywhere else ENFORCEMENT
    return model.GateRule(
        notice_days=data.get("expiry_notice_days", NOTICE_DAYS),
        review_days=data.get("review_days", REVIEW_DAYS),
        clock_stops_at=data.get("clock_stops_at"),
        team_required=bool(data.get("team_required")),
        one_level_up=data.get("one_level_up", {}),
        enforcement=data.get("enforcement") or modes,
        waiver=model.WaiverRule(
            waiver.get("max_open_per_project", MAX_WAIVERS),
            tuple(waiver.get("needs", ("reason", "expires_on", "mitigation"))),
            tuple(waiver.get("never_waivable", ())),
        ),
        texts={key: _text(part) for key, part in data.items() if isinstance(part, dict) and "zh" in part},
    )


def _stage(data: Mapping[str, Any], delivery: bool) -> model.Stage:
    payment = data.get("payment") or {}
    return model.Stage(
        key=data["key"],
        order=data["order"],
        name=_text(data),
        purpose=_text(data["purpose"]),
        entry_condition=_text(data["entry_condition"]),
        milestone=_text(data["milestone"]),
        tasks=tuple(_task(item) for item in data["tasks"]),
        standards=tuple(_standard(item) for item in data["verification"]),
        deliverables=tuple(model.Deliverable(_text(item), item.get("tool")) for item in data.get("deliverables", [])),
        mistakes=_texts(data.get("mistakes", [])),
        alerts=tuple(_alert(item) for item in data.get("alerts", [])),
        delivery=delivery,
        repeatable=bool(data.get("repeatable")),
        weight=data.get("weight", 0),
        norm_days=data.get("norm_days", {}),
        channel=_maybe(data.get("channel")),
        buyer_step=_maybe(data.get("buyer_step")),
        origin=data.get("origin", {}),
        payment_share=payment.get("typical_share", ""),
        payment_trigger=_maybe(payment.get("trigger")),
    )


def _task(data: Mapping[str, Any]) -> model.Task:
    return model.Task(
        key=data["key"],
        name=_text(data),
        strategy=_text(data["strategy"]),
        technique=_text(data["technique"]),
        role=data["role"],
        support=tuple(data.get("support", [])),
        tools=tuple(data.get("tools", [])),
        optional=bool(data.get("optional")),
        standards=tuple(data.get("standards", [])),
    )


def _standard(data: Mapping[str, Any]) -> model.Standard:
    return model.Standard(
        key=data["key"],
        name=_text(data),
        kind=data["kind"],
        check=grammar.parse(data["auto"]),
        required_for=tuple(data.get("required_for", model.LEVELS)),
        min_strength=data.get("min_strength", 0),
        buyer_verifiable=bool(data.get("buyer_verifiable")),
        valid_days=data.get("valid_days"),
    )


def _alert(data: Mapping[str, Any]) -> model.Alert:
    return model.Alert(
        key=data["key"],
        name=_text(data),
        when=grammar.parse(data["when"]),
        severity=data["severity"],
        notify=tuple(data["notify"]),
        subject=data.get("subject", "project"),
        action=_maybe(data.get("action")),
    )


def _evidence_type(data: Mapping[str, Any]) -> model.EvidenceType:
    return model.EvidenceType(data["key"], _text(data), data["strength"])


def _tool(data: Mapping[str, Any]) -> model.Tool:
    return model.Tool(
        key=data["key"],
        name=_text(data),
        kind=data["kind"],
        available=data.get("available", "now"),
        guide=_texts(data.get("guide", [])),
        checklist=_texts(data.get("checklist", [])),
        form=tuple(_form_field(item) for item in data.get("form", [])),
        template=_texts(data.get("template", [])),
    )


def _form_field(data: Mapping[str, Any]) -> model.FormField:
    return model.FormField(data["key"], _text(data), data.get("type", "text"), _texts(data.get("choices", [])))


def _level(data: Mapping[str, Any]) -> model.Level:
    return model.Level(
        key=data["key"],
        name=_text(data),
        amount_min=round(data["any_of"]["amount_min"] * grammar.FEN),
        strategic=bool(data["any_of"].get("strategic")),
        team=tuple(data["team"]),
        gate_approver=data["gate_approver"],
        review=data.get("review", "weekly"),
        sponsor_required=bool(data.get("sponsor_required")),
    )


def _approval(data: Mapping[str, Any]) -> model.ApprovalRule:
    levels = {key: role for key, role in data.items() if key not in ("kind", "zh", "en")}
    name = _text(data) if "zh" in data else Text(data["kind"], data["kind"])
    return model.ApprovalRule(data["kind"], name, levels)


def _variant(data: Mapping[str, Any]) -> model.Variant:
    return model.Variant(
        key=data["key"],
        name=_text(data),
        skip_standards=tuple(data.get("skip_standards", [])),
        bidders_min=data.get("bidders_min", 1),
        prep_rule=data.get("prep_rule", "none"),
        task_set=data.get("task_set", "all"),
        note=_maybe(data.get("note")),
        extra_tasks=_named(data.get("extra_tasks", [])),
    )


def _pattern(data: Mapping[str, Any]) -> model.Pattern:
    return model.Pattern(
        key=data["key"],
        name=_text(data),
        symptoms=_text(data["symptoms"]),
        watch_stages=tuple(data["watch_stages"]),
        indicators=tuple(_indicator(item) for item in data["indicators"]),
        warn=data["bands"]["warn"],
        alarm=data["bands"]["alarm"],
        counter_strategy=_text(data["counter_strategy"]),
        tasks=tuple(data.get("tasks", [])),
    )


def _indicator(data: Mapping[str, Any]) -> model.Indicator:
    return model.Indicator(
        data["key"],
        _text(data),
        data["weight"],
        grammar.parse(data["measure"]),
        tuple(data.get("levels", model.LEVELS)),
    )


def _control(data: Mapping[str, Any] | None) -> Iterable[model.ControlItem]:
    for group in ("clear", "lead", "win") if data else ():
        for item in data[group] if data else ():
            measure = grammar.parse(data["measures"][item["key"]]) if data else None
            assert measure is not None
            yield model.ControlItem(item["key"], _text(item), group, measure)


def _change(data: Mapping[str, Any]) -> model.Change:
    return model.Change(str(data["version"]), _text(data))
