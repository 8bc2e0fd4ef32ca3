"""Why a check holds or not, and what would change it: plain sentences in both languages."""

from __future__ import annotations

from milepost.kernel.text import Text
from milepost.playbook.rules.grammar import Check
from milepost.playbook.rules.judge.expressions import Reason
from milepost.playbook.rules.judge.wording import asked, changes, found
from milepost.playbook.rules.judge.wording.phrases import sentence
from milepost.playbook.rules.model import Playbook, Standard

_ASK = Text(
    "请一位非项目负责人判定，写一句话，附一份能打开的证据",
    "Ask somebody other than the owner to judge, with one sentence and one piece of evidence that opens",
)


def reason_text(reason: Reason, standard: Standard, playbook: Playbook | None = None) -> Text:
    """What one check found, against what it asks."""
    book = playbook or _default()
    if reason.by_hand:
        return _hand(reason, requirement_text(reason.check, standard, book))
    return found.SAY[reason.check.name](reason, standard, book)


def change_text(reason: Reason, standard: Standard, playbook: Playbook | None = None) -> Text:
    """What would make the check hold."""
    book = playbook or _default()
    if reason.by_hand:
        wanted = requirement_text(reason.check, standard, book)
        return Text(f"{_ASK.zh}——{wanted.zh}", f"{_ASK.en} ({wanted.en})")
    return changes.SAY[reason.check.name](reason, standard, book)


def requirement_text(check: Check, standard: Standard, playbook: Playbook | None = None) -> Text:
    """What one check asks, without looking at any fact (for the handbook)."""
    return asked.SAY[check.name](check, standard, playbook or _default())


def _default() -> Playbook:
    from milepost.playbook.rules import load

    return load.default()


def _hand(reason: Reason, wanted: Text) -> Text:
    zh, en = "还没有人判定", "nobody has judged this yet"
    if reason.have is not None:
        zh, en = _JUDGED[(reason.have == "met", reason.result == "true")]
    return sentence(f"{wanted.zh}：{zh}", f"{wanted.en}: {en}")


_JUDGED = {
    (True, True): ("人工判定达成", "judged by hand, met"),
    (True, False): ("人工判定已过期", "the judgement by hand is too old"),
    (False, False): ("人工判定未达成", "judged by hand, not met"),
    (False, True): ("人工判定未达成", "judged by hand, not met"),
}
