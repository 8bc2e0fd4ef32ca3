"""What would make a check hold: what is missing, as people say it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from milepost.kernel.text import Text
from milepost.playbook.rules import grammar
from milepost.playbook.rules.grammar import Check
from milepost.playbook.rules.judge import labels
from milepost.playbook.rules.judge.expressions import Reason
from milepost.playbook.rules.judge.wording import clauses, found
from milepost.playbook.rules.judge.wording.clauses import Clause
from milepost.playbook.rules.judge.wording.phrases import (
    counted_text,
    is_single,
    kinds_text,
    records_text,
    role_name,
    roles_asked,
    sentence,
    without_roles,
)
from milepost.playbook.rules.model import Playbook, Standard


def _one(what: Text, frame: Text | None = None) -> Clause:
    return Clause((what,), frame)


def clause(reason: Reason, standard: Standard, playbook: Playbook) -> Clause:
    """What one failing check lacks."""
    said = _hand(reason, standard) if reason.by_hand else SAY[reason.check.name](reason, standard, playbook)
    return Clause(said.what, said.frame, reason.alternative)


def _hand(reason: Reason, standard: Standard) -> Clause:
    if reason.aged:
        return _one(Text("核实", "the check by the approver"), clauses.aged(standard.valid_days))
    return _one(clauses.HAND_UNMET if reason.have == "unmet" else clauses.HAND)


def _fields_lack(reason: Reason, standard: Standard, playbook: Playbook) -> Clause:
    names = (reason.have or {}).get("missing") or []
    if not names and reason.facts:
        frame = clauses.aged(standard.valid_days) if reason.aged else clauses.AGAIN
        return Clause(labels.each(reason.check.of, reason.check.args["fields"]), frame)
    if names or reason.check.of == "project":
        return Clause(labels.each(reason.check.of, names or reason.check.args["fields"]), clauses.MISSING)
    return _one(records_text(reason.check, playbook), clauses.NOTHING)


def _count_lack(reason: Reason, standard: Standard, playbook: Playbook) -> Clause:
    check = reason.check
    if reason.aged:
        return Clause(_aged_what(check, playbook), clauses.aged(standard.valid_days))
    if is_single(check):
        return _single_lack(check, playbook)
    if check.of == "declarations":
        return Clause(_kinds(check, playbook), clauses.DECLARATION)
    if roles_asked(check):
        return _role_lack(check, standard, playbook)
    if isinstance(reason.have, list):
        return _one(counted_text(check, playbook), clauses.UNCLEAR)
    what, short = counted_text(check, playbook), max(reason.need - (reason.have or 0), 1)
    return _one(sentence(f"还差 {short} 个{what.zh}", f"{short} more needed: {what.en}"))


def _aged_what(check: Check, playbook: Playbook) -> tuple[Text, ...]:
    if is_single(check):
        return labels.each(check.of, (one.field for one in check.where))
    return (records_text(check, playbook),)


def _single_lack(check: Check, playbook: Playbook) -> Clause:
    if all(one.op in ("not_in", "filled") for one in check.where):
        return Clause(labels.each(check.of, (one.field for one in check.where)), clauses.MISSING)
    said = labels.where(check.of, check.where, playbook)
    return _one(sentence(f"还不是这样：{said.zh}", f"not so yet: {said.en}"))


def _kinds(check: Check, playbook: Playbook) -> tuple[Text, ...]:
    return tuple(labels.value(one.value, playbook) for one in check.where)


def _role_lack(check: Check, standard: Standard, playbook: Playbook) -> Clause:
    """Key roles nobody fills yet; the standard that asks for five says so once."""
    asked = [one for one in grammar.checks(standard.check) if roles_asked(one)]
    rest = labels.where(check.of, without_roles(check).where, playbook)
    several = Text(f"{_NUMBERS[len(asked)]}类", f"{len(asked)} ") if len(asked) in _NUMBERS else Text("", "")
    tail = Text(f"（{rest.zh}）", f" ({rest.en})") if rest.zh else Text("", "")
    frame = Text(f"{several.zh}关键角色还缺：{{}}{tail.zh}", f"Of the {several.en}key roles, missing: {{}}{tail.en}")
    return _one(role_name(check, playbook), frame)


_NUMBERS = {3: "三", 4: "四", 5: "五", 6: "六"}


def _most_lack(reason: Reason, _standard: Standard, playbook: Playbook) -> Clause:
    what = counted_text(reason.check, playbook)
    if not isinstance(reason.have, int):
        return _one(what, clauses.UNCLEAR)
    most = Text("", "") if reason.need == 0 else Text(f"，最多 {reason.need} 个", f", at most {reason.need}")
    return _one(sentence(f"还有 {reason.have} 个{what.zh}{most.zh}", f"{reason.have} of: {what.en}{most.en}"))


def _ratio_lack(reason: Reason, _standard: Standard, playbook: Playbook) -> Clause:
    check = reason.check
    whole = records_text(Check(check.name, check.of, {}, check.over), playbook)
    if reason.have is None:
        return _one(whole, clauses.NOTHING)
    part = labels.where(check.of, check.where, playbook)
    if isinstance(reason.have, list):
        what = Text(f"{whole.zh}是否{part.zh}", f"{part.en}, for each of {whole.en}")
        return _one(what, clauses.UNCLEAR)
    have, need = f"{reason.have:.0%}", f"{reason.need:.0%}"
    return _one(
        sentence(
            f"{whole.zh}中“{part.zh}”只占 {have}，要 {need}", f"only {have} of {whole.en} ({part.en}), {need} needed"
        )
    )


def _bound_lack(reason: Reason, standard: Standard, playbook: Playbook) -> Clause:
    name = labels.field(reason.check.of, reason.check.args["field"])
    if reason.have is None:
        return _one(name, clauses.UNRATED)
    if reason.aged:
        return _one(name, clauses.aged(standard.valid_days))
    return _one(found.bound_reason(reason, standard, playbook))


def _sum_lack(reason: Reason, standard: Standard, playbook: Playbook) -> Clause:
    return _one(found.sum_reason(reason, standard, playbook))


def _fresh_lack(reason: Reason, _standard: Standard, playbook: Playbook) -> Clause:
    what = records_text(reason.check, playbook)
    if (reason.have or {}).get("newest_age") is None:
        return _one(what, clauses.NOTHING)
    return _one(what, clauses.aged(reason.check.args["days"]))


def _evidence_lack(reason: Reason, standard: Standard, playbook: Playbook) -> Clause:
    what = kinds_text(reason.check, playbook)
    if reason.aged:
        return _one(what, clauses.aged(standard.valid_days))
    have = reason.have if isinstance(reason.have, int) else (reason.have or [0])[0]
    short = max(reason.need - have, 1)
    return _one(Text(f"{short} 份{what.zh}", f"{short} × {what.en}"), clauses.PIECES)


def _document_lack(reason: Reason, standard: Standard, playbook: Playbook) -> Clause:
    name = labels.word(reason.check.args["type"], playbook)
    state = labels.word(reason.check.args["state"], playbook)
    if reason.aged:
        return _one(Text(f"《{name.zh}》", name.en), clauses.aged(standard.valid_days))
    return _one(Text(f"《{name.zh}》（{state.zh}）", f"{name.en} ({state.en})"), clauses.NOTHING)


def _open_lack(reason: Reason, _standard: Standard, playbook: Playbook) -> Clause:
    what = records_text(reason.check, playbook)
    if not reason.have:
        return _one(what, clauses.UNCLEAR)
    return _one(sentence(f"还有 {reason.have} 项没关闭：{what.zh}", f"{reason.have} still open: {what.en}"))


def _approval_lack(reason: Reason, _standard: Standard, playbook: Playbook) -> Clause:
    frame = _DECIDED.get(reason.have, clauses.NOT_GRANTED)
    name = labels.word(reason.check.args["kind"], playbook)
    return _one(Text(f"“{name.zh}”", f"“{name.en}”"), clauses.LAPSED if reason.aged else frame)


_DECIDED: dict[Any, Text] = {"granted": clauses.VOID, "refused": clauses.REFUSED}


def _date_lack(reason: Reason, standard: Standard, playbook: Playbook) -> Clause:
    missing = tuple(labels.ref(ref) for ref, value in (reason.have or {}).items() if value is None)
    if missing:
        return Clause(missing, clauses.MISSING)
    return _one(found.date_reason(reason, standard, playbook))


SAY: dict[str, Callable[[Reason, Standard, Playbook], Clause]] = {
    "fields_filled": _fields_lack,
    "count_min": _count_lack,
    "count_max": _most_lack,
    "ratio_min": _ratio_lack,
    "number_min": _bound_lack,
    "number_max": _bound_lack,
    "sum_equals": _sum_lack,
    "fresh": _fresh_lack,
    "evidence_min": _evidence_lack,
    "document_state": _document_lack,
    "none_open": _open_lack,
    "approval_granted": _approval_lack,
    "date_within": _date_lack,
}
