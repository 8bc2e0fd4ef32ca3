"""When a standard may be let off."""

import datetime as dt

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.playbook.rules.model import Playbook, Stage

LONGEST_DAYS = 180


def check(
    playbook: Playbook,
    stage: Stage,
    *,
    standard: str,
    level: str,
    reason: str,
    mitigation: str,
    expires_on: dt.date,
    today: dt.date,
    open_now: int,
) -> None:
    """Raise Refused, naming the field, unless the waiver may be asked for."""
    rule = playbook.gate.waiver
    _standard(stage, standard, level)
    if standard in rule.never:
        raise Refused(_protected(stage.standard(standard).name), field="standard")
    if open_now >= rule.max_open:
        raise Refused(_too_many(rule.max_open))
    if reason not in {known.key for known in playbook.reasons["waiver_reasons"]}:
        raise Refused(Text("请从列表里选择豁免原因。", "Choose a reason from the list."), field="reason")
    if not mitigation.strip():
        raise Refused(Text("请写明用什么补救。", "Say what makes up for it."), field="mitigation")
    if not today < expires_on <= today + dt.timedelta(days=LONGEST_DAYS):
        raise Refused(
            Text(
                f"到期日要在明天到 {LONGEST_DAYS} 天之内。",
                f"The end lies between tomorrow and {LONGEST_DAYS} days on.",
            ),
            field="expires_on",
        )


def _standard(stage: Stage, key: str, level: str) -> None:
    known = {standard.key for standard in stage.standards if standard.required(level)}
    if key not in known:
        raise Refused(
            Text(
                "只能豁免当前阶段、本级别要求的标准。",
                "Only a standard that this stage requires at this level can be waived.",
            ),
            field="standard",
        )


def _protected(name: Text) -> Text:
    return Text(
        f"“{name.zh}”是受保护的标准，任何人都不能豁免；请补齐它。",
        f"“{name.en}” is protected: nobody can waive it; it has to be met.",
    )


def _too_many(limit: int) -> Text:
    return Text(
        f"一个项目同时最多 {limit} 项豁免；请先了结一项。",
        f"A project has at most {limit} waivers at a time; settle one first.",
    )
