"""What an entry may say, and what it may not."""

import datetime as dt
from collections.abc import Sequence

from milepost.diary import queries
from milepost.diary.rules import ban, kinds
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.playbook.rules.model import Playbook
from milepost.projects.models import TenderDates

PROTECTED = "bid_evaluator"
LONGEST = 8000


def kind(kind: str) -> str:
    """A known kind. Raises Refused for another."""
    if kind not in kinds.KINDS:
        raise Refused(Text("请选择方式：拜访、电话、会议……", "Choose how: visit, call, meeting…"), field="kind")
    return kind


def day(happened_on: dt.date | None, day: dt.date) -> dt.date:
    """The day it happened, today when none is given. Raises Refused for the future."""
    if happened_on is not None and happened_on > day:
        raise Refused(
            Text("还没发生的事请写成下一步。", "What has not happened yet is a next step."), field="happened_on"
        )
    return happened_on or day


def text(text: str) -> str:
    """The text without stray blanks. Raises Refused when it is empty or too long."""
    clean = text.strip()
    if not clean:
        raise Refused(Text("请写一句发生了什么。", "Please write one sentence about what happened."), field="text")
    if len(clean) > LONGEST:
        raise Refused(Text(f"最长 {LONGEST} 个字。", f"At most {LONGEST} characters."), field="text")
    return clean


def outcome(outcome: str, playbook: Playbook) -> str:
    """A known outcome, or none. Raises Refused for another."""
    if outcome and outcome not in playbook.words["call_outcomes"]:
        raise Refused(Text("请从列表中选择结果。", "Please choose an outcome from the list."), field="outcome")
    return outcome


def roles(roles: Sequence[str], kind: str, playbook: Playbook) -> list[str]:
    """Roles of the customer's side, each once. Raises Refused for unknown ones and for contact with a bid evaluator."""
    if any(role not in playbook.words["buying_roles"] for role in roles):
        raise Refused(Text("请从列表中选择对方角色。", "Please choose the roles from the list."), field="with_roles")
    if PROTECTED in roles and kind != kinds.NOTE:
        raise Refused(
            Text(
                "评标专家不得接触，不能登记与其来往。",
                "Bid evaluators may not be contacted; no contact with them can be entered.",
            ),
            field="with_roles",
        )
    return list(dict.fromkeys(roles))


def refuse_ban(kind: str, happened_on: dt.date, tender: TenderDates | None) -> None:
    """Raises Refused for contact on substance between the bid deadline and the award."""
    if tender is None or not ban.refuses(kind, happened_on, tender.deadline_at, tender.zone, tender.award_notice_on):
        return
    if ban.refuses(kind, happened_on, tender.deadline_at, tender.zone, queries.awarded_on(tender)):
        raise Refused(
            Text(
                "投标截止到定标期间不得与客户谈实质内容；书面澄清请记为「消息」，内部情况请记为「内部记录」。",
                "From the bid deadline to the award nobody talks substance with the customer; enter a written clarification "
                "as a message, our own thoughts as an internal note.",
            ),
            field="kind",
        )
