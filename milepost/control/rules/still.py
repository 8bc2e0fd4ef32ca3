"""Why a project stands still, in one line, and what to do about it."""

import datetime as dt
from typing import Protocol

from milepost.kernel.text import Text


class Still(Protocol):
    """What is known of a project that stays longer than its stage's norm."""

    @property
    def stage_limit_on(self) -> dt.date | None: ...
    @property
    def last_contact_on(self) -> dt.date | None: ...
    @property
    def gate_state(self) -> str: ...
    @property
    def next_step(self) -> str: ...
    @property
    def next_on(self) -> dt.date | None: ...


SILENT_DAYS = 30


def why(project: Still, first_missing: Text | None, today: dt.date) -> Text:
    """The strongest reason first: a decision is awaited, it was sent back, nobody spoke with the customer, a proof lacks."""
    over = (today - project.stage_limit_on).days if project.stage_limit_on else 0
    cause = _cause(project, first_missing, today)
    return Text(f"超出本阶段常规 {over} 天，{cause.zh}", f"{over} days beyond the stage's norm; {cause.en}")


def _cause(project: Still, first_missing: Text | None, today: dt.date) -> Text:
    if project.gate_state == "pending":
        return Text("过关申请还没有人审", "the gate request is not decided yet")
    if project.gate_state == "returned":
        return Text("过关申请被退回，还没有补上", "the gate request was sent back and not mended yet")
    if project.last_contact_on is None:
        return Text("还没有任何客户接触记录", "no contact with the customer is recorded")
    silent = (today - project.last_contact_on).days
    if silent > SILENT_DAYS:
        return Text(f"已 {silent} 天没有接触客户", f"nobody has spoken with the customer for {silent} days")
    if first_missing:
        return Text(f"卡在「{first_missing.zh}」", f"held up by: {first_missing.en}")
    return Text("材料已齐，却没有提请过关", "everything is there, but nobody has asked to pass")


def what_next(project: Still, first_missing: Text | None, today: dt.date) -> Text:
    """The next move: a promised step, a decision to hurry, a proof to bring, or the request itself."""
    if project.gate_state == "pending":
        return Text("催一下审批人", "Remind the approver")
    if project.next_step and (project.next_on is None or project.next_on >= today):
        return Text(f"按计划：{project.next_step}", f"As planned: {project.next_step}")
    if first_missing:
        return Text(f"补上「{first_missing.zh}」的证据", f"Bring proof: {first_missing.en}")
    return Text("提请过关", "Ask to pass the gate")
