"""Clauses of "what is missing", put together as people say it: one frame said once, ways joined by or."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from milepost.kernel.text import Text
from milepost.playbook.rules.judge import labels


@dataclass(frozen=True, slots=True)
class Clause:
    """The things that are missing, and the frame they are said in (None: a whole sentence); ``way``: which of several ways (0: no choice)."""

    what: tuple[Text, ...]
    frame: Text | None = None
    way: int = 0


MISSING = Text("还缺：{}", "Missing: {}")
PIECES = Text("还缺 {}", "Still needed: {}")
NOTHING = Text("还没有{}", "Not there yet: {}")
UNRATED = Text("还没有评：{}", "Not rated yet: {}")
AGAIN = Text("有变动，请再核实：{}", "Something changed, check again: {}")
UNCLEAR = Text("请先查清：{}", "Find out first: {}")
DECLARATION = Text("还没有合规声明（{}）", "No declaration yet: {}")
NOT_GRANTED = Text("还没批准：{}", "Not approved yet: {}")
REFUSED = Text("被退回，改好再提请：{}", "Sent back, ask again: {}")
LAPSED = Text("批准已过有效期，请重新提请：{}", "The approval ran out, ask again: {}")
VOID = Text("批准已不算数，请重新提请：{}", "The approval no longer counts, ask again: {}")
HAND = Text("等审批人核实", "Waits for the approver to check it")
HAND_UNMET = Text("上次核实未达成，补好再请核实", "Found not met; put it right and have it checked again")


def aged(days: int | None) -> Text:
    """The frame for what is too old."""
    if days is None:
        return Text("{}已过有效期，请再核实", "Out of date, check again: {}")
    return Text(f"{{}}已过 {days} 天，请再核实", f"More than {days} days old, check again: {{}}")


def told(clauses: Iterable[Clause]) -> tuple[Text, ...]:
    """Sentences in order; what shares a frame is one sentence, and so are the ways of one choice."""
    listed = list(dict.fromkeys(clauses))
    plain = [clause for clause in listed if not clause.way]
    ways = [clause for clause in listed if clause.way]
    said = list(_folded(plain))
    if ways:
        said.append(_choice(ways))
    hand = [text for text in said if text == HAND]
    return (*(text for text in said if text != HAND), *hand)


def _folded(clauses: Iterable[Clause]) -> list[Text]:
    frames: dict[Text, list[Text]] = {}
    for clause in clauses:
        if clause.frame:
            frames.setdefault(clause.frame, []).extend(clause.what)
        else:
            frames |= {text: [] for text in clause.what}
    return [framed(frame, labels.joined(dict.fromkeys(whats))) if whats else frame for frame, whats in frames.items()]


def _choice(clauses: list[Clause]) -> Text:
    """还缺 1 份公开公告，或 2 份电话记录."""
    numbers = sorted({clause.way for clause in clauses})
    ways = [[clause for clause in clauses if clause.way == number] for number in numbers]
    frame = clauses[0].frame
    if frame and all(clause.frame == frame for clause in clauses):
        whats = [labels.joined(text for clause in way for text in clause.what) for way in ways]
        return framed(frame, labels.joined(whats, "，或", ", or "))
    said = [labels.joined(_folded(way), "，并且", ", and ") for way in ways]
    return labels.joined([said[0], *(lowered(text) for text in said[1:])], "，或者", ", or ")


def framed(frame: Text, what: Text) -> Text:
    """``what`` inside its frame, beginning with a capital in English."""
    en = frame.en.format(what.en)
    return Text(frame.zh.format(what.zh), en[:1].upper() + en[1:])


def lowered(text: Text) -> Text:
    """The same in the middle of a sentence."""
    return Text(text.zh, text.en[:1].lower() + text.en[1:])
