"""Signs that a project is not worth more effort. Each sign is a recorded fact; two of them put it on the list."""

import datetime as dt
from dataclasses import dataclass

from milepost.kernel.text import Text

SILENT_DAYS = 30
OVER_DAYS = 14
SLIPS = 3
WEAK_CLAIM = 25
ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Facts:
    """What the signs look at. ``out_of_reach``: the approver, although that was set as a walk-away condition."""

    stage_limit_on: dt.date | None
    last_contact_on: dt.date | None
    stage_entered_on: dt.date
    claimed_weight: int
    earned_weight: int
    verdict: str
    out_of_reach: bool
    slips: int


@dataclass(frozen=True, slots=True)
class Sign:
    """One reason to stop. A strong one is enough by itself."""

    text: Text
    strong: bool = False


def signs(facts: Facts, today: dt.date) -> list[Sign]:
    """All signs the facts show, the strong ones first."""
    found = [
        _walk_away(facts),
        _verdict(facts),
        _silence(facts, today),
        _stuck(facts, today),
        _slips(facts),
        _hollow(facts),
    ]
    return sorted((sign for sign in found if sign), key=lambda sign: not sign.strong)


def is_low(found: list[Sign]) -> bool:
    """Whether the signs suffice to ask: keep or stop?"""
    return len(found) >= ENOUGH or any(sign.strong for sign in found)


def _walk_away(facts: Facts) -> Sign | None:
    if not facts.out_of_reach:
        return None
    zh = "事先定下的退出条件已出现：到商务突破仍见不到拍板人"
    en = (
        "A walk-away condition set beforehand has come true: the approver is still out of reach in the commercial stage"
    )
    return Sign(Text(zh, en), True)


def _verdict(facts: Facts) -> Sign | None:
    if facts.verdict == "stop":
        return Sign(Text("立项四问的结论是不投入", "The four qualification questions said not to commit people"), True)
    if facts.verdict == "wait":
        return Sign(Text("立项四问还有答不上来的", "Some of the four qualification questions have no answer yet"))
    return None


def _silence(facts: Facts, today: dt.date) -> Sign | None:
    since = facts.last_contact_on or facts.stage_entered_on
    days = (today - since).days
    if days <= SILENT_DAYS:
        return None
    return Sign(Text(f"{days} 天没有客户接触", f"No contact with the customer for {days} days"))


def _stuck(facts: Facts, today: dt.date) -> Sign | None:
    if facts.stage_limit_on is None:
        return None
    over = (today - facts.stage_limit_on).days
    if over <= OVER_DAYS:
        return None
    return Sign(Text(f"在本阶段超出常规 {over} 天", f"{over} days beyond the stage's norm"))


def _slips(facts: Facts) -> Sign | None:
    if facts.slips < SLIPS:
        return None
    return Sign(Text(f"日期推迟了 {facts.slips} 次", f"Dates were put off {facts.slips} times"))


def _hollow(facts: Facts) -> Sign | None:
    if facts.claimed_weight < WEAK_CLAIM or facts.earned_weight:
        return None
    return Sign(
        Text(
            f"报了 {facts.claimed_weight}%，一个阶段都没有证明",
            f"Claims {facts.claimed_weight} % with not one stage proved",
        )
    )
