"""Standings as pages show them: words, amounts and dates written out once, in the reader's language."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from milepost.control import queries as control
from milepost.control.queries import Card, Line
from milepost.control.rules.cells import keys
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.model import Playbook
from milepost.ui import formats
from milepost.ui.text import say, t

STATUSES = {
    "open": ("在跟", "Open", "info"),
    "won": ("已签约", "Signed", "ok"),
    "lost": ("丢单", "Lost", "bad"),
    "suspended": ("搁置", "Suspended", "calm"),
    "no_decision": ("客户不决策", "No decision", "calm"),
    "delivered": ("已交付", "Delivered", "ok"),
}


class Place(NamedTuple):
    """A stage as pages name it; ``place`` counts from 1 and gives icon and tint."""

    key: str
    name: str
    place: int
    weight: int


def stages(playbook: Playbook) -> list[Place]:
    """The selling stages in order."""
    return [Place(one.key, say(one.name), at, one.weight) for at, one in enumerate(playbook.stages, 1)]


def stage_name(playbook_id: int, key: str) -> str:
    """The name of a stage or milestone in the version a project follows."""
    try:
        return say(playbooks.compiled(playbook_id).stage(key).name)
    except KeyError:
        return key


@dataclass(frozen=True, slots=True)
class Shown:
    """One project on a card or a row. ``late`` is how far beyond the norm, empty within it."""

    pk: int
    code: str
    name: str
    customer: str
    owner: str
    level: str
    amount: str
    exact: str
    claimed: str
    proved: str
    weights: str
    stage: str
    place: int
    status: str
    status_tone: str
    missing: str
    missing_count: int
    met: str
    share: int
    ready: bool
    next: str
    next_late: bool
    days: str
    late: str
    sign: str
    gate: str
    expiring: int
    expired: int
    held: bool
    incomplete: bool
    by_hand: int
    tint: str


def shown(card: Card, today: dt.date) -> Shown:
    """The card in words."""
    lacking = keys(card.owed)
    late = card.over_days(today)
    zh, en, tone = STATUSES[card.status]
    expired, expiring = len(keys(card.expired)), len(keys(card.expiring))
    return Shown(
        pk=card.project,
        code=card.code,
        name=card.name,
        customer=card.customer,
        owner=card.owner,
        level=card.level,
        amount=t("金额待补", "no amount") if card.incomplete else formats.money_short(card.amount_fen, card.currency),
        exact=formats.money(card.amount_fen, card.currency),
        claimed=formats.money_short(card.claimed_fen, card.currency),
        proved=formats.money_short(card.earned_fen, card.currency),
        weights=t(
            f"报 {card.claimed_weight}% · 证 {card.earned_weight}%",
            f"claims {card.claimed_weight}% · proved {card.earned_weight}%",
        ),
        stage=stage_name(card.playbook, card.stage),
        place=card.stage_order,
        status=t(zh, en),
        status_tone=tone,
        missing=_missing(card, lacking),
        missing_count=len(lacking),
        met=t(f"{card.required} 条里 {card.counting} 条已达标", f"{card.counting} of {card.required} standards met"),
        share=card.counting * 100 // card.required if card.required else 0,
        ready=bool(card.required and not lacking and not card.gate_state and card.status == "open"),
        next=_next(card) if card.status == "open" else "",
        next_late=bool(card.next_on and card.next_on < today),
        days=_days(card, today) if card.status == "open" else t(zh, en),
        late=t(f"超期 {late} 天", f"{late} days over") if late else "",
        sign=formats.day(card.expected_sign_on) if card.expected_sign_on else "",
        gate=card.gate_state,
        expiring=expiring,
        expired=expired,
        held=card.on_hold,
        incomplete=card.incomplete,
        by_hand=card.by_hand,
        tint="bad" if expired or card.gate_state == "returned" else "warn" if late or expiring else "calm",
    )


def _missing(card: Card, lacking: Sequence[str]) -> str:
    if not lacking:
        return ""
    names = [say(control.standard(card.playbook, key)) for key in lacking[:2]]
    listed = t("、", ", ").join(names)
    more = t(" 等", " …") if len(lacking) > 2 else ""
    return t(f"差 {len(lacking)} 条：{listed}{more}", f"{len(lacking)} missing: {listed}{more}")


def _next(card: Card) -> str:
    if not card.next_step:
        return ""
    return f"{formats.day(card.next_on)} {card.next_step}" if card.next_on else card.next_step


def _days(card: Card, today: dt.date) -> str:
    spent = (today - card.stage_entered_on).days
    norm = (card.stage_limit_on - card.stage_entered_on).days if card.stage_limit_on else None
    return t(f"{spent} / {norm} 天", f"{spent} / {norm} d") if norm is not None else t(f"{spent} 天", f"{spent} d")


class Amount(NamedTuple):
    """Sums in one currency, written out; ``share`` is proved in percent of claimed (0 to 100)."""

    currency: str
    count: int  # type: ignore[assignment]
    claimed: str
    proved: str
    hand: str
    gap: str
    share: int


def amounts(lines: Sequence[Line]) -> list[Amount]:
    """One line per currency; the first is the one most projects use."""
    return [
        Amount(
            line.currency,
            line.count,
            formats.money_short(line.claimed_fen, line.currency),
            formats.money_short(line.earned_fen, line.currency),
            formats.money_short(line.hand_fen, line.currency) if line.hand_fen else "",
            formats.money_short(line.gap_fen, line.currency),
            line.share or 0,
        )
        for line in lines
    ]
