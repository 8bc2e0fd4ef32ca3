"""流程手册 as a neutral document: chapters that a page, an HTML file or a PDF can show."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.kernel.text import Text
from milepost.playbook.rules.handbook import stages
from milepost.playbook.rules.handbook.document import Block, Handbook, Items, Paragraph, Section, Table
from milepost.playbook.rules.handbook.phrases import amount, names, plain, role_names
from milepost.playbook.rules.judge import labels
from milepost.playbook.rules.model import Playbook, Tool, Variant


def handbook(playbook: Playbook, method: str | None = None) -> Handbook:
    """The whole book; with ``method`` the standards that method leaves out are left out."""
    variant = playbook.variant(method)
    return Handbook(
        title=playbook.name,
        subtitle=playbook.note,
        version=playbook.version,
        method=variant.name if variant else None,
        chapters=tuple(_chapters(playbook, variant)),
    )


def _chapters(playbook: Playbook, variant: Variant | None) -> Iterator[Section]:
    yield _how_to_read(playbook)
    yield _roles(playbook)
    skipped = variant.skip_standards if variant else ()
    for stage in playbook.stages:
        yield stages.chapter(playbook, stage, skipped)
    if playbook.milestones:
        yield Section(
            "delivery",
            Text("签约之后：交付里程碑", "After signing: delivery milestones"),
            (),
            tuple(stages.chapter(playbook, milestone, ()) for milestone in playbook.milestones),
        )
    yield _patterns(playbook)
    yield _approvals(playbook)
    yield _variants(playbook)
    yield _tools(playbook)
    yield _glossary(playbook)
    yield _change_log(playbook)


def _how_to_read(playbook: Playbook) -> Section:
    gate = playbook.gate
    days = Text(
        f"到期前{gate.notice_days}天提醒，到期后{gate.review_days}天待复核。",
        f"Notice {gate.notice_days} days before the end, then {gate.review_days} days under review.",
    )
    rules = [gate.texts[key] for key in ("pass_rule", "approver", "on_expiry", "return", "skip") if key in gate.texts]
    strengths = playbook.section("evidence_strength") or ()
    return Section(
        "how-to-read",
        Text("怎么用这本手册", "How to read this book"),
        (
            Paragraph(
                Text(
                    "每个阶段先看目的和里程碑，再看任务：先“做什么”（策略），后“怎么做”（技巧），然后是工具。验证标准说明凭什么算做到。",
                    "In each stage read the purpose and the milestone first, then the tasks: what to do (strategy) "
                    "before how to do it (technique), then the tools. The standards say what counts as proof.",
                )
            ),
            Items((*rules, days)),
            Table(
                (Text("证据强度", "Evidence strength"), Text("含义", "Meaning")),
                tuple((plain(item["level"]), Text(item["zh"], item["en"])) for item in strengths),
            ),
        ),
    )


def _roles(playbook: Playbook) -> Section:
    rows = tuple(
        (
            level.name,
            role_names(playbook, level.team),
            playbook.role(level.gate_approver).name,
            amount(level.amount_min),
        )
        for level in playbook.levels
    )
    head = (
        Text("级别", "Level"),
        Text("团队", "Team"),
        Text("过关审批人", "Gate approver"),
        Text("金额不低于", "Amount from"),
    )
    return Section(
        "roles",
        Text("角色与级别", "Roles and levels"),
        (Items(tuple(role.name for role in playbook.roles)), Table(head, rows)),
    )


def _patterns(playbook: Playbook) -> Section:
    return Section(
        "patterns",
        Text("三种失败与对策", "The three failures and what to do"),
        (),
        tuple(
            Section(
                f"pattern-{pattern.key}",
                pattern.name,
                (
                    Paragraph(pattern.symptoms),
                    Items(tuple(indicator.name for indicator in pattern.indicators)),
                    Paragraph(pattern.counter_strategy),
                ),
            )
            for pattern in playbook.patterns
        ),
    )


def _approvals(playbook: Playbook) -> Section:
    head = (Text("审批事项", "Approval"), *(level.name for level in playbook.levels))
    rows = tuple(
        (rule.name, *(playbook.role(rule.by_level[level.key]).name for level in playbook.levels))
        for rule in playbook.approvals
    )
    return Section("approvals", Text("审批矩阵", "Approvals"), (Table(head, rows),))


def _variants(playbook: Playbook) -> Section:
    head = (Text("采购方式", "Procurement method"), Text("不适用的标准", "Standards left out"), Text("说明", "Note"))
    rows = tuple(
        (
            variant.name,
            labels.joined((playbook.standard(key).name for key in variant.skip_standards), "；", "; ")
            if variant.skip_standards
            else plain("–"),
            variant.note or plain("–"),
        )
        for variant in playbook.variants
    )
    return Section("variants", Text("采购方式与现场投标", "Procurement methods and bidding"), (Table(head, rows),))


def _tools(playbook: Playbook) -> Section:
    return Section(
        "tools",
        Text("工具", "Tools"),
        (),
        tuple(Section(f"tool-{tool.key}", tool.name, tuple(_tool(tool))) for tool in playbook.tools),
    )


def _tool(tool: Tool) -> Iterator[Block]:
    if tool.guide:
        yield Items(tool.guide, ordered=True)
    if tool.checklist:
        yield Items(tool.checklist)
    if tool.form:
        yield Items(tuple(field.name for field in tool.form))
    if tool.template:
        yield Items(tool.template, ordered=True)
    if tool.available != "now":
        yield Paragraph(Text("稍后提供", "Available later"))


def _glossary(playbook: Playbook) -> Section:
    sections = (
        ("buying_roles", Text("客户角色", "Roles on the buying side")),
        ("evidence_types", Text("证据种类", "Types of evidence")),
        ("attitude_scale", Text("态度", "Attitude")),
        ("coverage_levels", Text("接触深度", "Depth of contact")),
        ("call_outcomes", Text("接触结果", "Outcome of a contact")),
        ("lead_sources", Text("线索来源", "Lead sources")),
    )
    parts = tuple(
        Section(f"glossary-{key}", title, (Items(names(playbook.section(key))),))
        for key, title in sections
        if playbook.section(key)
    )
    return Section("glossary", Text("用语", "Glossary"), (), parts)


def _change_log(playbook: Playbook) -> Section:
    rows = tuple((plain(change.version), change.text) for change in playbook.change_log)
    table = Table((Text("版本", "Version"), Text("变化", "What changed")), rows)
    return Section("change-log", Text("变更记录", "Change log"), (table,))


__all__ = ["Block", "Handbook", "Items", "Paragraph", "Section", "Table", "handbook"]
