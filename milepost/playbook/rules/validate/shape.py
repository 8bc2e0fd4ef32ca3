"""Is everything there that must be, nothing unknown, and each value of the right kind?"""

from __future__ import annotations

from typing import Any

from milepost.playbook.rules.source import Path
from milepost.playbook.rules.validate.book import Book, as_map

_NAME = {"key": "str!", "zh": "str!", "en": "str!"}

# kind of value, "!" = required; "any" = not looked into here
SHAPES: dict[str, dict[str, str]] = {
    "stage": _NAME | {
        "order": "int!", "purpose": "text!", "entry_condition": "text!", "milestone": "text!",
        "tasks": "list!", "verification": "list!", "deliverables": "list", "mistakes": "list",
        "alerts": "list", "origin": "map", "channel": "text", "weight": "int!", "norm_days": "map!",
        "buyer_step": "text",
    },
    "milestone": _NAME | {
        "order": "int!", "purpose": "text!", "entry_condition": "text!", "milestone": "text!",
        "tasks": "list!", "verification": "list!", "deliverables": "list", "mistakes": "list",
        "alerts": "list", "origin": "map", "payment": "map", "repeatable": "bool",
    },
    "task": _NAME | {
        "strategy": "text!", "technique": "text!", "role": "str!", "support": "list", "tools": "list",
        "standards": "list", "optional": "bool",
    },
    "standard": _NAME | {
        "kind": "str!", "auto": "expr!", "min_strength": "int", "buyer_verifiable": "bool",
        "valid_days": "int", "required_for": "list",
    },
    "alert": _NAME | {
        "when": "expr!", "severity": "str!", "notify": "list!", "subject": "str", "action": "text",
    },
    "indicator": _NAME | {"weight": "int!", "measure": "expr!", "levels": "list"},
    "pattern": _NAME | {
        "symptoms": "text!", "watch_stages": "list!", "indicators": "list!", "bands": "map!",
        "counter_strategy": "text!", "tasks": "list",
    },
    "role": _NAME,
    "evidence_type": _NAME | {"strength": "int!"},
    "tool": _NAME | {
        "kind": "str!", "available": "str", "guide": "list", "checklist": "list", "form": "list",
        "template": "list",
    },
    "level": _NAME | {
        "any_of": "map!", "team": "list!", "review": "str", "gate_approver": "str!",
        "sponsor_required": "bool",
    },
    "variant": _NAME | {
        "bidders_min": "int", "prep_rule": "str", "task_set": "str", "skip_standards": "list",
        "extra_tasks": "list", "note": "text",
    },
    "buying_role": _NAME | {
        "power": "str!", "one_per_project": "bool", "cares_about": "text", "missing_risk": "text",
        "contact_rule": "text",
    },
    "approval": {"kind": "str!", "zh": "str", "en": "str", "A": "str!", "B": "str!", "C": "str!"},
    "head": {
        "key": "str!", "version": "str!", "name": "text!", "note": "text", "weight_semantics": "str",
        "defaults": "map", "gate_enforcement": "str",
    },
    "gate": {
        "pass_rule": "text", "approver": "text", "waiver": "map", "buyer_verifiable_means": "text",
        "on_expiry": "text", "return": "text", "skip": "text", "expiry_notice_days": "int",
        "review_days": "int", "clock_stops_at": "str", "team_required": "bool", "one_level_up": "map",
        "enforcement": "map", "award_stage": "str",
    },
    "waiver": {
        "allowed": "bool", "by": "str", "needs": "list", "max_open_per_project": "int",
        "never_waivable": "list", "zh": "str", "en": "str",
    },
    "form_field": _NAME | {"type": "str", "choices": "list"},
}  # fmt: skip

SECTIONS = {
    "stages": "stage", "delivery_milestones": "milestone", "roles": "role",
    "evidence_types": "evidence_type", "tools": "tool", "project_levels": "level",
    "procurement_variants": "variant", "buying_roles": "buying_role",
    "approval_matrix": "approval", "failure_patterns": "pattern",
}  # fmt: skip

REQUIRED_SECTIONS = ("playbook", "roles", "stages", "project_levels")

OTHER_SECTIONS = frozenset({
    "schema", "amounts_in", "gate", "evidence_tags", "document_states", "principles", "selling_modes", "maturity_levels", "management_system",
    "evidence_strength", "checks", "lead_sources", "man", "coach_overlay", "influence_levels",
    "attitude_scale", "attitude_unknown", "coverage_levels", "coverage_decay", "adaptability_scale",
    "call_outcomes", "competitive_strategies", "control_score", "opportunity_questions",
    "bid_scorecard", "win_loss", "loss_reasons", "waiver_reasons", "skip_reasons", "return_reasons",
    "suspend_reasons", "no_decision_reasons", "withdraw_reasons", "walk_away_conditions", "filing",
    "weekly_meeting", "stall", "regress", "forecast", "expense", "handover", "farmer_hunter", "raci",
    "payment_plans", "tender_rules_checked_on", "period_counting", "tender_rules", "price_formulas",
    "deadline_tests", "compliance_guards", "change_log",
})  # fmt: skip

_NAMES = {
    "str": ("文字", "text"), "int": ("整数", "a whole number"), "bool": ("true 或 false", "true or false"),
    "list": ("列表", "a list"), "map": ("键值", "a mapping"), "text": ("中英文各一句", "a text in both languages"),
    "expr": ("检查", "a check"),
}  # fmt: skip


def look(book: Book) -> None:
    _sections(book)
    for name, shape in SECTIONS.items():
        for path, item in book.items(name):
            fits(book, path, item, shape)
    fits(book, ("playbook",), as_map(book.data.get("playbook")), "head")
    fits(book, ("gate",), as_map(book.data.get("gate")), "gate")
    fits(book, ("gate", "waiver"), as_map(as_map(book.data.get("gate")).get("waiver")), "waiver")
    for name, shape in (("tasks", "task"), ("verification", "standard"), ("alerts", "alert")):
        for _, (path, item) in book.part(name):
            fits(book, path, item, shape)
    for path, pattern in book.items("failure_patterns"):
        for place, item in book.inside((*path, "indicators"), pattern.get("indicators")):
            fits(book, place, item, "indicator")
    for path, tool in book.items("tools"):
        for place, item in book.inside((*path, "form"), tool.get("form")):
            fits(book, place, item, "form_field")
    _filled(book)


def _sections(book: Book) -> None:
    for name in REQUIRED_SECTIONS:
        if not book.data.get(name):
            book.find((name,), f"缺少 {name}", f"{name} is missing")
    known = OTHER_SECTIONS | set(REQUIRED_SECTIONS) | set(SECTIONS)
    for name in book.data:
        if name not in known:
            book.find((name,), f"未知的部分 {name}", f"Unknown section {name}")
    for name in (*SECTIONS, "evidence_tags", "document_states"):
        if name in book.data and not isinstance(book.data[name], list):
            book.find((name,), f"{name} 应是列表", f"{name} must be a list")
    _mappings_only(book)


def _mappings_only(book: Book) -> None:
    for name in SECTIONS:
        value = book.data.get(name)
        for index, item in enumerate(value if isinstance(value, list) else ()):
            if not isinstance(item, dict):
                book.find((name, index), "应是键值", "This must be a mapping")


def _filled(book: Book) -> None:
    """A stage needs tasks and standards, and a milestone that says when it is done."""
    for path, stage in book.stages():
        if stage.get("tasks") == []:
            book.find((*path, "tasks"), "阶段没有任务", "The stage has no tasks")
        if stage.get("verification") == []:
            book.find((*path, "verification"), "阶段没有验证标准", "The stage has no standards")


def fits(book: Book, path: Path, item: dict[str, Any], shape: str) -> None:
    """Note what is missing, unknown or of the wrong kind in one mapping."""
    expected = SHAPES[shape]
    for key in item:
        if key not in expected:
            book.find((*path, key), f"未知的键 {key}", f"Unknown key {key}")
    for key, kind in expected.items():
        if key in item:
            _kind(book, (*path, key), item[key], kind.rstrip("!"))
        elif kind.endswith("!"):
            _missing(book, path, key)


def _missing(book: Book, path: Path, key: str) -> None:
    said = {"zh": ("缺少中文", "The Chinese text is missing"), "en": ("缺少英文", "The English text is missing")}
    zh, en = said.get(key, (f"缺少 {key}", f"{key} is missing"))
    book.find((*path, key), zh, en)


def _kind(book: Book, path: Path, value: Any, kind: str) -> None:
    fine = {
        "str": isinstance(value, str) and value != "",
        "int": isinstance(value, int) and not isinstance(value, bool),
        "bool": isinstance(value, bool),
        "list": isinstance(value, list),
        "map": isinstance(value, dict),
        "text": isinstance(value, dict) and "zh" in value and "en" in value,
        "expr": isinstance(value, list | dict) and bool(value),
    }
    if not fine[kind]:
        zh, en = _NAMES[kind]
        book.find(path, f"应是{zh}", f"This must be {en}")
