"""The chapter of one stage: goal, tasks with strategy before technique, standards, alerts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from milepost.kernel.text import Text
from milepost.playbook.rules import grammar
from milepost.playbook.rules.handbook.document import Block, Items, Section, Table
from milepost.playbook.rules.handbook.phrases import joined, labelled, plain, role_names, yes
from milepost.playbook.rules.judge import labels, wording
from milepost.playbook.rules.model import LEVELS, Playbook, Stage, Standard, Task


def chapter(playbook: Playbook, stage: Stage, skipped: Iterable[str]) -> Section:
    """One stage or milestone: goal, tasks, standards, deliverables, mistakes, alerts."""
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
        labelled("目的", "Purpose", stage.purpose),
        labelled("进入条件", "Entry", stage.entry_condition),
        labelled("里程碑", "Milestone", stage.milestone),
    ]
    if stage.buyer_step:
        lines.append(labelled("客户此时", "The customer now", stage.buyer_step))
    if stage.weight:
        lines.append(labelled("权重", "Weight", Text(f"{stage.weight}%", f"{stage.weight}%")))
    if stage.norm_days:
        norm = joined(f"{level} {stage.norm_days[level]}" for level in LEVELS)
        lines.append(labelled("标准天数", "Norm days", norm))
    if stage.payment_trigger:
        lines.append(labelled("付款触发", "Payment", stage.payment_trigger))
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
        labelled("做什么", "Strategy", task.strategy),
        labelled("怎么做", "Technique", task.technique),
        labelled("责任", "Responsible", playbook.role(task.role).name),
    ]
    if task.support:
        lines.append(labelled("协作", "Support", role_names(playbook, task.support)))
    if task.tools:
        tools = labels.joined(playbook.tool(tool).name for tool in task.tools)
        lines.append(labelled("工具", "Tools", tools))
    if task.standards:
        proves = labels.joined((stage.standard(standard).name for standard in task.standards), "；", "; ")
        lines.append(labelled("为了", "For", proves))
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
        joined(standard.required_for),
        plain(standard.min_strength or "–"),
        plain(standard.valid_days or "–"),
        yes(standard.buyer_verifiable),
        yes(standard.key not in playbook.gate.waiver.never),
    )


def _standard(playbook: Playbook, standard: Standard) -> Section:
    asked = tuple(wording.requirement_text(check, standard, playbook) for check in grammar.checks(standard.check))
    return Section(f"standard-{standard.key}", standard.name, (Items(asked),))


def _alerts(playbook: Playbook, stage: Stage) -> Table:
    head = (Text("预警", "Alert"), Text("程度", "Severity"), Text("通知", "Told to"))
    rows = tuple((alert.name, _SEVERITY[alert.severity], role_names(playbook, alert.notify)) for alert in stage.alerts)
    return Table(head, rows)


_SEVERITY = {
    "low": Text("低", "low"),
    "medium": Text("中", "medium"),
    "high": Text("高", "high"),
    "critical": Text("紧急", "critical"),
}
