"""What a check found, against what it asks."""

from __future__ import annotations

from collections.abc import Callable

from milepost.kernel.text import Text
from milepost.playbook.rules.grammar import Check
from milepost.playbook.rules.judge import labels
from milepost.playbook.rules.judge.expressions import Reason
from milepost.playbook.rules.judge.wording.phrases import (
    amount_text,
    counted_text,
    day_text,
    is_single,
    number_text,
    percent_text,
    pieces_text,
    records_text,
    sentence,
)
from milepost.playbook.rules.model import Playbook, Standard


def _fields_reason(reason: Reason, standard: Standard, playbook: Playbook) -> Text:
    what, have = records_text(reason.check, playbook), reason.have or {"missing": []}
    if have["missing"]:
        missing = labels.fields(reason.check.of, have["missing"])
        return sentence(f"{what.zh}缺：{missing.zh}", f"{what.en}, missing: {missing.en}")
    if not reason.facts:
        return sentence(f"还没有{what.zh}", f"none yet: {what.en}")
    if reason.result != "true":
        return too_old(what, standard)
    return sentence(f"{what.zh}齐全", f"{what.en}: complete")


def _count_reason(reason: Reason, standard: Standard, playbook: Playbook) -> Text:
    what, have = counted_text(reason.check, playbook), number_text(reason.have)
    if is_single(reason.check):
        return _single_reason(reason, standard, playbook)
    if reason.check.name == "count_max":
        return sentence(f"{what.zh}：{have.zh}，最多 {reason.need}", f"{what.en}: {have.en}, at most {reason.need}")
    if reason.aged:
        return too_old(what, standard)
    if reason.have == 0:
        return sentence(f"还没有{what.zh}", f"none yet: {what.en}")
    return sentence(f"{what.zh}：{have.zh}，需要 {reason.need}", f"{what.en}: {have.en}, needed {reason.need}")


def too_old(what: Text, standard: Standard) -> Text:
    """已过 45 天."""
    if standard.valid_days is None:
        return sentence(f"{what.zh}已过有效期", f"{what.en}: out of date")
    return sentence(f"{what.zh}已过 {standard.valid_days} 天", f"{what.en}: more than {standard.valid_days} days old")


def _single_reason(reason: Reason, standard: Standard, playbook: Playbook) -> Text:
    if reason.aged:
        return too_old(labels.fields(reason.check.of, (one.field for one in reason.check.where)), standard)
    said = labels.where(reason.check.of, reason.check.where, playbook)
    zh, en = {"true": ("是", "yes"), "false": ("否", "no")}.get(reason.result, ("未知", "unknown"))
    return sentence(f"{said.zh}：{zh}", f"{said.en}: {en}")


def ratio_reason(reason: Reason, _standard: Standard, playbook: Playbook) -> Text:
    check = reason.check
    whole = records_text(Check(check.name, check.of, {}, check.over), playbook)
    part = labels.where(check.of, check.where, playbook)
    have = percent_text(reason.have)
    need = f"{reason.need:.0%}"
    return sentence(
        f"{whole.zh}中“{part.zh}”占{have.zh}，需要{need}",
        f"of {whole.en}, {part.en}: {have.en}, needed {need}",
    )


def bound_reason(reason: Reason, _standard: Standard, _playbook: Playbook) -> Text:
    check, name = reason.check, labels.field(reason.check.of, reason.check.args["field"])
    have, need = amount_text(check, reason.have), amount_text(check, reason.need)
    zh, en = ("不低于", "at least") if check.name == "number_min" else ("不高于", "at most")
    if check.negate:
        zh, en = ("低于", "below") if check.name == "number_min" else ("高于", "above")
    if reason.aged:
        return sentence(f"{name.zh}为{have.zh}，但已过有效期", f"{name.en} is {have.en}, but out of date")
    return sentence(f"{name.zh}为{have.zh}，应{zh}{need.zh}", f"{name.en} is {have.en}, must be {en} {need.en}")


def sum_reason(reason: Reason, _standard: Standard, playbook: Playbook) -> Text:
    what, other = records_text(reason.check, playbook), labels.ref(reason.check.args["value"])
    name, have = labels.field(reason.check.of, reason.check.args["field"]), amount_text(reason.check, reason.have)
    zh, en = ("一致", "equals") if reason.result == "true" else ("不一致", "differs from")
    return sentence(
        f"{what.zh}的{name.zh}合计{have.zh}，与{other.zh}{zh}",
        f"the {name.en} of {what.en} adds up to {have.en} and {en} the {other.en}",
    )


def _fresh_reason(reason: Reason, _standard: Standard, playbook: Playbook) -> Text:
    what, days = records_text(reason.check, playbook), reason.check.args["days"]
    age = (reason.have or {}).get("newest_age")
    if age is None:
        return sentence(f"还没有{what.zh}", f"none yet: {what.en}")
    if reason.check.args.get("each") and reason.result != "true":
        return sentence(
            f"{what.zh}有{len(reason.facts)}条超过{days}天未确认",
            f"{len(reason.facts)} of {what.en} not confirmed for more than {days} days",
        )
    return sentence(
        f"{what.zh}最近一次在{age}天前，须在{days}天内",
        f"{what.en}: the latest was {age} days ago, must be within {days} days",
    )


def _evidence_reason(reason: Reason, standard: Standard, playbook: Playbook) -> Text:
    what, have = pieces_text(reason.check, standard, playbook), number_text(reason.have)
    if reason.aged:
        return too_old(what, standard)
    return sentence(f"{what.zh}：有 {have.zh} 份，需要 {reason.need} 份", f"{what.en}: {have.en}, needed {reason.need}")


def _document_reason(reason: Reason, _standard: Standard, playbook: Playbook) -> Text:
    name = labels.word(reason.check.args["type"], playbook)
    if reason.have is None:
        return sentence(f"还没有《{name.zh}》", f"there is no {name.en} yet")
    state = labels.word(reason.have, playbook)
    return sentence(f"《{name.zh}》{state.zh}", f"{name.en}: {state.en}")


def _open_reason(reason: Reason, _standard: Standard, playbook: Playbook) -> Text:
    what = records_text(reason.check, playbook)
    if reason.have is None:
        return sentence(f"{what.zh}是否已关闭，还不知道", f"whether {what.en} are closed is unknown")
    return sentence(f"未关闭的{what.zh}：{reason.have}", f"open {what.en}: {reason.have}")


def _approval_reason(reason: Reason, _standard: Standard, playbook: Playbook) -> Text:
    name = labels.word(reason.check.args["kind"], playbook)
    if reason.have is None:
        return sentence(f"“{name.zh}”还没有审批结论", f"{name.en}: no decision yet")
    decision = labels.word(reason.have, playbook)
    if reason.have == "granted" and reason.result != "true":
        return sentence(
            f"“{name.zh}”的批准不算数（已过期、自批、同一人或早于新情况）",
            f"{name.en}: the grant does not count (expired, by the person who asked, by the same person, or older than a newer fact)",
        )
    return sentence(f"“{name.zh}”{decision.zh}", f"{name.en}: {decision.en}")


def date_reason(reason: Reason, _standard: Standard, _playbook: Playbook) -> Text:
    shown = [(labels.ref(ref), day_text(value)) for ref, value in (reason.have or {}).items()]
    dates = labels.joined((Text(f"{n.zh}{d.zh}", f"{n.en} {d.en}") for n, d in shown), "，", ", ")
    zh, en = {"true": ("符合期限", "within the limit"), "false": ("不符合期限", "outside the limit")}.get(
        reason.result, ("无法判断", "cannot be told")
    )
    return sentence(f"{dates.zh}：{zh}", f"{dates.en}: {en}")


SAY: dict[str, Callable[[Reason, Standard, Playbook], Text]] = {
    "fields_filled": _fields_reason,
    "count_min": _count_reason,
    "count_max": _count_reason,
    "ratio_min": ratio_reason,
    "number_min": bound_reason,
    "number_max": bound_reason,
    "sum_equals": sum_reason,
    "fresh": _fresh_reason,
    "evidence_min": _evidence_reason,
    "document_state": _document_reason,
    "none_open": _open_reason,
    "approval_granted": _approval_reason,
    "date_within": date_reason,
}
