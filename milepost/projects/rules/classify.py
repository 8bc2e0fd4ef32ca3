"""Is this project selling, an account order or a channel sale? The five contrasts decide."""

from collections.abc import Mapping
from dataclasses import dataclass

from milepost.kernel.text import Text

PROJECT, ACCOUNT, CHANNEL = "project", "account", "channel"
PARTNER = "partner"
"""Beside the contrasts: a partner carries the sale."""


@dataclass(frozen=True, slots=True)
class Classified:
    """The kind of selling, and why in one sentence."""

    kind: str
    reason: Text


def classify(contrasts: Mapping[str, str | bool], project_from: int = 3) -> Classified:
    """Kind of selling from the answers (contrast key → "project" or "account", ``partner`` → True).

    ``project_from`` or more "project" answers choose the gated playbook. Below that a partner who carries the
    sale makes it a channel sale, else it is an account order. Nothing answered: project selling, since a
    gate that was not needed is cheaper than one that was missed.
    """
    answers = [answer for key, answer in contrasts.items() if key != PARTNER and answer in (PROJECT, ACCOUNT)]
    yes = sum(answer == PROJECT for answer in answers)
    if yes >= project_from:
        return Classified(
            PROJECT, Text(f"五项对比中 {yes} 项是项目性。", f"{yes} of the five contrasts speak for project selling.")
        )
    if contrasts.get(PARTNER):
        return Classified(
            CHANNEL, Text("由伙伴带单，复杂度不高。", "A partner carries the sale and it is not complex.")
        )
    if not answers:
        return Classified(
            PROJECT, Text("没有回答对比题，按项目性销售处理。", "No contrast was answered; treated as project selling.")
        )
    return Classified(
        ACCOUNT,
        Text(f"五项对比中只有 {yes} 项是项目性。", f"Only {yes} of the five contrasts speak for project selling."),
    )
