"""Approvals and declarations as other pages may show them: names instead of keys."""

import datetime as dt
from typing import Any

from django.utils import timezone

from milepost.approvals import queries
from milepost.approvals.models import Approval, Declaration
from milepost.kernel.text import Text
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.model import Playbook
from milepost.ui.text import say, t

DECLARATIONS: dict[str, Text] = {
    "spec_drafting": Text("规范编制", "Drafting the specification"),
    "related_party": Text("关联方", "Related parties"),
    "conflict_of_interest": Text("利益冲突", "Conflict of interest"),
}
QUESTIONS: dict[str, Text] = {
    "spec_drafting": Text(
        "我方没有受托编制本项目的技术规范或招标文件",
        "We were not engaged to draft the specification or the tender documents",
    ),
    "related_party": Text(
        "我方与采购人、代理机构及其他投标人没有关联关系",
        "We are not related to the purchaser, the agency or another bidder",
    ),
    "conflict_of_interest": Text(
        "我和我的近亲属与客户方经办人没有利益关系",
        "Neither I nor close relatives have an interest with the customer's people",
    ),
}
STATES: dict[str, Text] = {
    "pending": Text("等待决定", "Waiting"),
    "granted": Text("已批准", "Granted"),
    "refused": Text("已退回", "Refused"),
    "withdrawn": Text("已撤回", "Withdrawn"),
}
TONES = {"pending": "warn", "granted": "ok", "refused": "bad", "withdrawn": "calm"}


def kind_name(playbook: Playbook, kind: str) -> str:
    """Name of a kind of approval; its key when the playbook does not know it."""
    return next((say(one.name) for one in playbook.approvals if one.kind == kind), kind)


def approval(one: Approval, now: dt.datetime) -> dict[str, Any]:
    """One approval for a template."""
    return {
        "approval": one,
        "name": kind_name(playbooks.compiled(one.project.playbook_id), one.kind),
        "state": say(STATES[one.state]),
        "tone": TONES[one.state],
        "waited": queries.waiting_days(one, now),
        "overdue": one.state == "pending" and one.due_on < timezone.localdate(now),
    }


def declaration(one: Declaration) -> dict[str, Any]:
    """One declaration for a template."""
    blocking = one.answer == "blocking"
    closed = one.closed_on is not None
    state = (
        t("已处理", "Settled") if blocking and closed else t("有障碍", "Blocking") if blocking else t("无障碍", "Clear")
    )
    name = DECLARATIONS.get(one.kind, Text(one.kind, one.kind))
    return {"declaration": one, "name": say(name), "state": state, "open": blocking and not closed}
