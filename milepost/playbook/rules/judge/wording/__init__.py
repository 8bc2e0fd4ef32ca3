"""Why a check holds or not, and what would change it: plain sentences in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from milepost.kernel.text import Text
from milepost.playbook.rules.grammar import Check
from milepost.playbook.rules.judge.expressions import Reason
from milepost.playbook.rules.judge.wording import asked, changes, clauses, found
from milepost.playbook.rules.judge.wording.clauses import HAND as HAND
from milepost.playbook.rules.judge.wording.phrases import sentence
from milepost.playbook.rules.model import Playbook, Standard


def reason_text(reason: Reason, standard: Standard, playbook: Playbook | None = None) -> Text:
    """What one check found, against what it asks."""
    book = playbook or _default()
    if reason.by_hand:
        return _hand(reason, requirement_text(reason.check, standard, book))
    return found.SAY[reason.check.name](reason, standard, book)


def change_text(reason: Reason, standard: Standard, playbook: Playbook | None = None) -> Text:
    """What would make the check hold."""
    (said,) = clauses.told([changes.clause(reason, standard, playbook or _default())])
    return said


def change_texts(reasons: Iterable[Reason], standard: Standard, playbook: Playbook | None = None) -> tuple[Text, ...]:
    """What would make the failing checks hold together: nothing said twice, ways joined by or."""
    listed, book = list(reasons), playbook or _default()
    ways = {reason.alternative for reason in listed if reason.alternative}
    open_ways = {reason.alternative for reason in listed if reason.result != "true"}
    failing = [reason for reason in listed if reason.result != "true"]
    if ways - open_ways:
        failing = [reason for reason in failing if not reason.alternative]
    return clauses.told(changes.clause(reason, standard, book) for reason in failing)


def reason_texts(reasons: Iterable[Reason], standard: Standard, playbook: Playbook | None = None) -> Text:
    """What all checks found, in one sentence; ways joined by or."""
    book = playbook or _default()
    zh, en, before = "", "", None
    for reason in reasons:
        said = reason_text(reason, standard, book)
        if before is None:
            zh, en = said.zh, said.en
        elif reason.alternative and before.alternative not in (0, reason.alternative):
            zh, en = f"{zh}，或者{said.zh}", f"{en}, or {clauses.lowered(said).en}"
        else:
            zh, en = f"{zh}；{said.zh}", f"{en}; {clauses.lowered(said).en}"
        before = reason
    return Text(zh, en)


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
