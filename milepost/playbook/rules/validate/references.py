"""Does everything that is named exist?"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from milepost.playbook.rules.model import LEVELS
from milepost.playbook.rules.source import Path
from milepost.playbook.rules.validate.book import Book, as_list, as_map, keys

SEVERITIES = ("low", "medium", "high", "critical")
STANDARD_KINDS = ("field", "evidence", "approval")
MODES = ("off", "warn", "block")
TOOL_KINDS = ("form", "guide", "scorecard", "map", "document", "matrix", "calculator", "checklist")
FIELD_KINDS = ("text", "long", "date", "number", "money", "choice", "person")
POWERS = ("decide", "veto", "recommend", "score", "influence", "process", "access")


def look(book: Book) -> None:
    _tasks(book)
    _standards(book)
    _alerts(book)
    _tools(book)
    _levels(book)
    _gate(book)
    _variants(book)
    _patterns(book)
    _rest(book)


def known(book: Book, path: Path, value: Any, allowed: Collection[str], zh: str, en: str) -> None:
    """Note ``value`` (or each item of a list) that is not among ``allowed``."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            known(book, (*path, index), item, allowed, zh, en)
    elif value is not None and value not in allowed:
        book.find(path, f"未知的{zh} {value}", f"Unknown {en} {value}")


def roles(book: Book, path: Path, value: Any) -> None:
    known(book, path, value, book.words["roles"], "角色", "role")


def _tasks(book: Book) -> None:
    for (_, stage), (path, task) in book.part("tasks"):
        roles(book, (*path, "role"), task.get("role"))
        roles(book, (*path, "support"), task.get("support"))
        known(book, (*path, "tools"), task.get("tools"), book.words["tools"], "工具", "tool")
        own = keys(stage.get("verification"))
        known(book, (*path, "standards"), task.get("standards"), own, "本阶段验证标准", "standard of this stage")
    for _, (path, item) in book.part("deliverables"):
        known(book, (*path, "tool"), item.get("tool"), book.words["tools"], "工具", "tool")


def _standards(book: Book) -> None:
    for _, (path, item) in book.part("verification"):
        known(book, (*path, "kind"), item.get("kind"), STANDARD_KINDS, "种类", "kind")
        known(book, (*path, "required_for"), item.get("required_for"), LEVELS, "级别", "level")
        if item.get("required_for") == []:
            book.find(
                (*path, "required_for"),
                "没有任何级别需要这条标准",
                "No level needs this standard",
            )


def _alerts(book: Book) -> None:
    for _, (path, item) in book.part("alerts"):
        known(book, (*path, "severity"), item.get("severity"), SEVERITIES, "严重程度", "severity")
        known(book, (*path, "subject"), item.get("subject"), ("project", "lead"), "对象", "subject")
        roles(book, (*path, "notify"), item.get("notify"))


def _tools(book: Book) -> None:
    for path, tool in book.items("tools"):
        known(book, (*path, "kind"), tool.get("kind"), TOOL_KINDS, "工具种类", "kind of tool")
        known(book, (*path, "available"), tool.get("available"), ("now", "later"), "状态", "availability")
        for place, field in book.inside((*path, "form"), tool.get("form")):
            known(book, (*place, "type"), field.get("type"), FIELD_KINDS, "字段种类", "kind of field")


def _levels(book: Book) -> None:
    for path, level in book.items("project_levels"):
        known(book, (*path, "key"), level.get("key"), LEVELS, "级别", "level")
        roles(book, (*path, "team"), level.get("team"))
        roles(book, (*path, "gate_approver"), level.get("gate_approver"))
    missing = [name for name in LEVELS if name not in keys(book.data.get("project_levels"))]
    for name in missing if book.data.get("project_levels") else ():
        book.find(("project_levels",), f"缺少级别 {name}", f"Level {name} is missing")
    for path, rule in book.items("approval_matrix"):
        for name in LEVELS:
            roles(book, (*path, name), rule.get(name))


def _gate(book: Book) -> None:
    gate = as_map(book.data.get("gate"))
    waiver = as_map(gate.get("waiver"))
    known(
        book, ("gate", "waiver", "never_waivable"), waiver.get("never_waivable"),
        book.standard_keys(), "验证标准", "standard",
    )  # fmt: skip
    for lower, upper in as_map(gate.get("one_level_up")).items():
        roles(book, ("gate", "one_level_up", lower), lower)
        roles(book, ("gate", "one_level_up", lower), upper)
    enforcement = as_map(gate.get("enforcement"))
    _enforcement(book, enforcement)
    known(book, ("gate", "award_stage"), gate.get("award_stage"), book.words["stages"], "阶段", "stage")


def _enforcement(book: Book, enforcement: dict[str, Any]) -> None:
    path: Path = ("gate", "enforcement")
    for level, mode in enforcement.items():
        known(book, (*path, level), level, (*LEVELS, "imported"), "级别", "level")
        known(book, (*path, level), mode, MODES, "方式", "enforcement")
    for level in (*LEVELS, "imported") if enforcement else ():
        if level not in enforcement:
            book.find(path, f"缺少 {level}", f"{level} is missing")
    everywhere = as_map(book.data.get("playbook")).get("gate_enforcement")
    known(book, ("playbook", "gate_enforcement"), everywhere, MODES, "方式", "enforcement")


def _variants(book: Book) -> None:
    standards = book.standard_keys()
    for path, variant in book.items("procurement_variants"):
        skipped = variant.get("skip_standards")
        known(book, (*path, "skip_standards"), skipped, standards, "验证标准", "standard")
        rules = (*book.words["tender_rules"], "none")
        known(book, (*path, "prep_rule"), variant.get("prep_rule"), rules, "期限规则", "rule")
    for path, role in book.items("buying_roles"):
        known(book, (*path, "power"), role.get("power"), POWERS, "权力", "power")


def _patterns(book: Book) -> None:
    tasks = {item["key"] for _, (_, item) in book.part("tasks") if isinstance(item.get("key"), str)}
    for path, pattern in book.items("failure_patterns"):
        known(book, (*path, "watch_stages"), pattern.get("watch_stages"), _stages(book), "阶段", "stage")
        known(book, (*path, "tasks"), pattern.get("tasks"), tasks, "任务", "task")
        for place, item in book.inside((*path, "indicators"), pattern.get("indicators")):
            known(book, (*place, "levels"), item.get("levels"), LEVELS, "级别", "level")
    named = (*keys(book.data.get("failure_patterns")), "none")
    for path, reason in book.items("loss_reasons"):
        known(book, (*path, "pattern"), reason.get("pattern"), named, "失败模式", "failure pattern")
        if "pattern" not in reason:
            book.find((*path, "pattern"), "缺少失败模式", "The failure pattern is missing")


def _stages(book: Book) -> tuple[str, ...]:
    return book.words["stages"] + book.words["delivery_milestones"]


def _rest(book: Book) -> None:
    stages = _stages(book)
    release = as_map(as_map(book.data.get("expense")).get("stage_release"))
    for name in release:
        known(book, ("expense", "stage_release", name), name, stages, "阶段", "stage")
    sources = as_map(book.data.get("farmer_hunter")).get("farmer_sources")
    known(book, ("farmer_hunter", "farmer_sources"), sources, book.words["lead_sources"], "线索来源", "lead source")
    raci = as_map(book.data.get("raci"))
    roles(book, ("raci", "columns"), raci.get("columns"))
    for path, row in book.inside(("raci", "rows"), raci.get("rows")):
        for name in row.keys() - {"key", "zh", "en"}:
            roles(book, (*path, name), name)
    moments = book.standard_keys() | set(book.words["approval_matrix"])
    for path, guard in book.items("compliance_guards"):
        known(book, (*path, "when"), guard.get("when"), moments, "审批或验证标准", "approval or standard")
    for path, test in book.items("deadline_tests"):
        known(book, (*path, "rule"), test.get("rule"), book.words["tender_rules"], "期限规则", "rule")
    _reason_lists(book)


def _reason_lists(book: Book) -> None:
    """A closed list must offer something to choose."""
    for name in ("waiver_reasons", "skip_reasons", "loss_reasons", "suspend_reasons", "no_decision_reasons"):
        if name in book.data and not as_list(book.data[name]):
            book.find((name,), "列表为空", "The list is empty")
