"""What would make a check hold."""

from __future__ import annotations

from collections.abc import Callable

from milepost.kernel.text import Text
from milepost.playbook.rules.judge import labels
from milepost.playbook.rules.judge.expressions import Reason
from milepost.playbook.rules.judge.wording import found
from milepost.playbook.rules.judge.wording.phrases import (
    counted_text,
    is_single,
    pieces_text,
    records_text,
    too_old,
)
from milepost.playbook.rules.model import Playbook, Standard


def _fields_change(reason: Reason, _standard: Standard, playbook: Playbook) -> Text:
    missing = (reason.have or {}).get("missing") or []
    if missing:
        names = labels.fields(reason.check.of, missing)
        return Text(f"补填：{names.zh}", f"Fill in: {names.en}")
    what = records_text(reason.check, playbook)
    verb = Text("重新确认", "Confirm again") if reason.facts else Text("登记", "Record")
    return Text(f"{verb.zh}{what.zh}", f"{verb.en}: {what.en}")


def _count_change(reason: Reason, _standard: Standard, playbook: Playbook) -> Text:
    what = counted_text(reason.check, playbook)
    have = reason.have if isinstance(reason.have, int) else (reason.have or [0])[0]
    if is_single(reason.check):
        said = labels.where(reason.check.of, reason.check.where, playbook)
        return Text(f"使其成立：{said.zh}", f"Make this true: {said.en}")
    if reason.check.name == "count_max":
        over = max(have - reason.need, 0)
        return Text(
            f"{what.zh}还要减少{over}" if over else f"查清{what.zh}",
            f"Bring down by {over}: {what.en}" if over else f"Find out: {what.en}",
        )
    if isinstance(reason.have, list):
        return Text(f"查清{what.zh}里的未知项", f"Find out what is unknown: {what.en}")
    return Text(f"还差{max(reason.need - have, 0)}：{what.zh}", f"{max(reason.need - have, 0)} more: {what.en}")


def _ratio_change(reason: Reason, standard: Standard, playbook: Playbook) -> Text:
    said = found.ratio_reason(reason, standard, playbook)
    return Text(f"提高占比：{said.zh}", f"Raise the share: {said.en}")


def _bound_change(reason: Reason, standard: Standard, playbook: Playbook) -> Text:
    if reason.have is None:
        name = labels.field(reason.check.of, reason.check.args["field"])
        return Text(f"先评出{name.zh}", f"First find out the {name.en}")
    said = found.bound_reason(reason, standard, playbook)
    if too_old(reason):
        return Text(f"重新确认：{said.zh}", f"Confirm again: {said.en}")
    return Text(f"改变现状：{said.zh}", f"Change this: {said.en}")


def _sum_change(reason: Reason, _standard: Standard, playbook: Playbook) -> Text:
    what, other = records_text(reason.check, playbook), labels.ref(reason.check.args["value"])
    return Text(f"使{what.zh}合计等于{other.zh}", f"Make {what.en} add up to the {other.en}")


def _fresh_change(reason: Reason, _standard: Standard, playbook: Playbook) -> Text:
    what, days = records_text(reason.check, playbook), reason.check.args["days"]
    return Text(f"重新确认{what.zh}（{days}天内）", f"Confirm again (within {days} days): {what.en}")


def _evidence_change(reason: Reason, standard: Standard, playbook: Playbook) -> Text:
    what = pieces_text(reason.check, standard, playbook)
    have = reason.have if isinstance(reason.have, int) else (reason.have or [0])[0]
    short = max(reason.need - have, 1)
    return Text(f"还差 {short} 份{what.zh}", f"{short} more of: {what.en}")


def _document_change(reason: Reason, _standard: Standard, playbook: Playbook) -> Text:
    name = labels.word(reason.check.args["type"], playbook)
    state = labels.word(reason.check.args["state"], playbook)
    return Text(f"使《{name.zh}》{state.zh}", f"Get the {name.en} {state.en}")


def _open_change(reason: Reason, _standard: Standard, playbook: Playbook) -> Text:
    what = records_text(reason.check, playbook)
    return Text(f"关闭或处理：{what.zh}", f"Close or settle: {what.en}")


def _approval_change(reason: Reason, _standard: Standard, playbook: Playbook) -> Text:
    name = labels.word(reason.check.args["kind"], playbook)
    return Text(f"申请并通过“{name.zh}”", f"Ask for and obtain: {name.en}")


def _date_change(reason: Reason, standard: Standard, playbook: Playbook) -> Text:
    missing = [labels.ref(ref) for ref, value in (reason.have or {}).items() if value is None]
    if missing:
        names = labels.joined(missing)
        return Text(f"登记：{names.zh}", f"Record: {names.en}")
    return found.date_reason(reason, standard, playbook)


SAY: dict[str, Callable[[Reason, Standard, Playbook], Text]] = {
    "fields_filled": _fields_change,
    "count_min": _count_change,
    "count_max": _count_change,
    "ratio_min": _ratio_change,
    "number_min": _bound_change,
    "number_max": _bound_change,
    "sum_equals": _sum_change,
    "fresh": _fresh_change,
    "evidence_min": _evidence_change,
    "document_state": _document_change,
    "none_open": _open_change,
    "approval_granted": _approval_change,
    "date_within": _date_change,
}
