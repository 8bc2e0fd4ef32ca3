"""流程手册 as a neutral document: chapters that a page, an HTML file or a PDF can show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from milepost.kernel.text import Text
from milepost.playbook.rules import grammar
from milepost.playbook.rules.judge import labels, wording
from milepost.playbook.rules.model import LEVELS, Playbook, Stage, Standard, Task, Tool, Variant


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text


@dataclass(frozen=True, slots=True)
class Items:
    """A list of sentences; ``ordered`` when they are steps."""

    items: tuple[Text, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


Block = Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter or a part of one. ``key`` is an anchor, unique in the book."""

    key: str
    title: Text
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Handbook:
    """``contents`` are (key, title, depth) of chapters and their parts."""

    title: Text
    subtitle: Text
    version: str
    method: Text | None
    chapters: tuple[Section, ...]

    def contents(self) -> tuple[tuple[str, Text, int], ...]:
        return tuple(_entries(self.chapters, 0))


def _entries(sections: Iterable[Section], depth: int) -> Iterator[tuple[str, Text, int]]:
    for section in sections:
        yield section.key, section.title, depth
        if depth == 0:
            yield from _entries(section.sections, depth + 1)


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
        yield _stage(playbook, stage, skipped)
    if playbook.milestones:
        yield Section(
            "delivery",
            Text("签约之后：交付里程碑", "After signing: delivery milestones"),
            (),
            tuple(_stage(playbook, milestone, ()) for milestone in playbook.milestones),
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
                tuple((_plain(item["level"]), Text(item["zh"], item["en"])) for item in strengths),
            ),
        ),
    )


def _roles(playbook: Playbook) -> Section:
    rows = tuple(
        (
            level.name,
            _role_names(playbook, level.team),
            playbook.role(level.gate_approver).name,
            _amount(level.amount_min),
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


def _stage(playbook: Playbook, stage: Stage, skipped: Iterable[str]) -> Section:
    left_out = frozenset(skipped)
    standards = [one for one in stage.standards if one.key not in left_out]
    return Section(
        f"stage-{stage.key}",
        stage.name,
        tuple(_stage_head(stage)),
        tuple(_stage_parts(playbook, stage, standards)),
    )


def _stage_head(stage: Stage) -> Iterator[Block]:
    lines = [
        _labelled("目的", "Purpose", stage.purpose),
        _labelled("进入条件", "Entry", stage.entry_condition),
        _labelled("里程碑", "Milestone", stage.milestone),
    ]
    if stage.buyer_step:
        lines.append(_labelled("客户此时", "The customer now", stage.buyer_step))
    if stage.weight:
        lines.append(_labelled("权重", "Weight", Text(f"{stage.weight}%", f"{stage.weight}%")))
    if stage.norm_days:
        norm = _joined(f"{level} {stage.norm_days[level]}" for level in LEVELS)
        lines.append(_labelled("标准天数", "Norm days", norm))
    if stage.payment_trigger:
        lines.append(_labelled("付款触发", "Payment", stage.payment_trigger))
    yield Items(tuple(lines))


def _stage_parts(playbook: Playbook, stage: Stage, standards: list[Standard]) -> Iterator[Section]:
    def key(part: str) -> str:
        return f"stage-{stage.key}-{part}"

    tasks = tuple(_task(playbook, stage, task) for task in stage.tasks)
    yield Section(key("tasks"), Text("工作任务", "Work tasks"), (), tasks)
    yield Section(
        key("standards"),
        Text("验证标准", "Verification standards"),
        (_standards_table(playbook, standards),),
        tuple(_standard(playbook, standard) for standard in standards),
    )
    if stage.deliverables:
        names = tuple(item.name for item in stage.deliverables)
        yield Section(key("deliverables"), Text("交付物", "Deliverables"), (Items(names),))
    if stage.mistakes:
        yield Section(key("mistakes"), Text("常见错误", "Common mistakes"), (Items(stage.mistakes),))
    if stage.alerts:
        yield Section(key("alerts"), Text("预警", "Alerts"), (_alerts(playbook, stage),))


def _task(playbook: Playbook, stage: Stage, task: Task) -> Section:
    lines = [
        _labelled("做什么", "Strategy", task.strategy),
        _labelled("怎么做", "Technique", task.technique),
        _labelled("责任", "Responsible", playbook.role(task.role).name),
    ]
    if task.support:
        lines.append(_labelled("协作", "Support", _role_names(playbook, task.support)))
    if task.tools:
        tools = labels.joined(playbook.tool(tool).name for tool in task.tools)
        lines.append(_labelled("工具", "Tools", tools))
    if task.standards:
        proves = labels.joined((stage.standard(standard).name for standard in task.standards), "；", "; ")
        lines.append(_labelled("为了", "For", proves))
    name = Text(f"{task.name.zh}（可选）", f"{task.name.en} (optional)") if task.optional else task.name
    return Section(f"task-{task.key}", name, (Items(tuple(lines)),))


def _standards_table(playbook: Playbook, standards: list[Standard]) -> Table:
    head = (
        Text("标准", "Standard"),
        Text("级别", "Levels"),
        Text("强度", "Strength"),
        Text("有效天数", "Valid days"),
        Text("客户侧可验证", "Buyer-verifiable"),
        Text("可豁免", "May be waived"),
    )
    return Table(head, tuple(_standard_row(playbook, standard) for standard in standards))


def _standard_row(playbook: Playbook, standard: Standard) -> tuple[Text, ...]:
    return (
        standard.name,
        _joined(standard.required_for),
        _plain(standard.min_strength or "–"),
        _plain(standard.valid_days or "–"),
        _yes(standard.buyer_verifiable),
        _yes(standard.key not in playbook.gate.waiver.never),
    )


def _standard(playbook: Playbook, standard: Standard) -> Section:
    asked = tuple(wording.requirement_text(check, standard, playbook) for check in grammar.checks(standard.check))
    return Section(f"standard-{standard.key}", standard.name, (Items(asked),))


def _alerts(playbook: Playbook, stage: Stage) -> Table:
    head = (Text("预警", "Alert"), Text("程度", "Severity"), Text("通知", "Told to"))
    rows = tuple((alert.name, _SEVERITY[alert.severity], _role_names(playbook, alert.notify)) for alert in stage.alerts)
    return Table(head, rows)


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
            else _plain("–"),
            variant.note or _plain("–"),
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
        Section(f"glossary-{key}", title, (Items(_names(playbook.section(key))),))
        for key, title in sections
        if playbook.section(key)
    )
    return Section("glossary", Text("用语", "Glossary"), (), parts)


def _change_log(playbook: Playbook) -> Section:
    rows = tuple((_plain(change.version), change.text) for change in playbook.change_log)
    table = Table((Text("版本", "Version"), Text("变化", "What changed")), rows)
    return Section("change-log", Text("变更记录", "Change log"), (table,))


_SEVERITY = {
    "low": Text("低", "low"),
    "medium": Text("中", "medium"),
    "high": Text("高", "high"),
    "critical": Text("紧急", "critical"),
}


def _names(items: Iterable[Mapping[str, Any]]) -> tuple[Text, ...]:
    return tuple(Text(item["zh"], item["en"]) for item in items)


def _labelled(zh: str, en: str, text: Text) -> Text:
    return Text(f"{zh}：{text.zh}", f"{en}: {text.en}")


def _role_names(playbook: Playbook, roles: Iterable[str]) -> Text:
    return labels.joined(playbook.role(role).name for role in roles)


def _joined(parts: Iterable[str]) -> Text:
    listed = list(parts)
    return Text("、".join(listed), ", ".join(listed))


def _plain(value: Any) -> Text:
    return Text(str(value), str(value))


def _yes(value: bool) -> Text:
    return Text("是", "yes") if value else Text("否", "no")


def _amount(fen: int) -> Text:
    return _plain(f"¥{fen // grammar.FEN:,}")
