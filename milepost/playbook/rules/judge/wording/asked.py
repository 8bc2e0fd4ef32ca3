"""What a check asks, whatever the facts."""

from __future__ import annotations

from collections.abc import Callable

from milepost.kernel.text import Text
from milepost.playbook.rules.grammar import Check
from milepost.playbook.rules.judge import labels
from milepost.playbook.rules.judge.wording.phrases import (
    amount_text,
    counted_text,
    is_single,
    pieces_text,
    plus_text,
    records_text,
    sentence,
)
from milepost.playbook.rules.model import Playbook, Standard


def _fields_asked(check: Check, _standard: Standard, playbook: Playbook) -> Text:
    what, names = records_text(check, playbook), labels.fields(check.of, check.args["fields"])
    return sentence(f"{what.zh}填写齐全：{names.zh}", f"{what.en} complete: {names.en}")


def _count_asked(check: Check, _standard: Standard, playbook: Playbook) -> Text:
    if is_single(check):
        return labels.where(check.of, check.where, playbook)
    what = counted_text(check, playbook)
    if check.name == "count_max":
        return sentence(f"{what.zh}最多{check.args['max']}", f"at most {check.args['max']}: {what.en}")
    return sentence(f"{what.zh}至少{check.args['min']}", f"at least {check.args['min']}: {what.en}")


def _ratio_asked(check: Check, _standard: Standard, playbook: Playbook) -> Text:
    whole = records_text(Check(check.name, check.of, {}, check.over), playbook)
    part, need = labels.where(check.of, check.where, playbook), f"{check.args['min']:.0%}"
    return sentence(f"{whole.zh}中“{part.zh}”至少{need}", f"at least {need} of {whole.en}: {part.en}")


def _bound_asked(check: Check, _standard: Standard, _playbook: Playbook) -> Text:
    name = labels.field(check.of, check.args["field"])
    side = check.name.removeprefix("number_")
    zh, en = ("不低于", "at least") if side == "min" else ("不高于", "at most")
    need = amount_text(check, check.args[side])
    return sentence(f"{name.zh}{zh}{need.zh}", f"{name.en} {en} {need.en}")


def _sum_asked(check: Check, _standard: Standard, playbook: Playbook) -> Text:
    what, other = records_text(check, playbook), labels.ref(check.args["value"])
    return sentence(f"{what.zh}合计等于{other.zh}", f"{what.en} add up to the {other.en}")


def _fresh_asked(check: Check, _standard: Standard, playbook: Playbook) -> Text:
    what, days = records_text(check, playbook), check.args["days"]
    zh, en = ("每条", "each ") if check.args.get("each") else ("", "")
    return sentence(
        f"{what.zh}{zh}在{days}天内确认过",
        f"{en}of {what.en} confirmed within {days} days" if en else f"{what.en} confirmed within {days} days",
    )


def _evidence_asked(check: Check, standard: Standard, playbook: Playbook) -> Text:
    what = pieces_text(check, standard, playbook)
    return sentence(f"{what.zh}至少{check.args['count']}份", f"at least {check.args['count']} of: {what.en}")


def _document_asked(check: Check, _standard: Standard, playbook: Playbook) -> Text:
    name, state = labels.word(check.args["type"], playbook), labels.word(check.args["state"], playbook)
    return sentence(f"《{name.zh}》{state.zh}", f"{name.en} {state.en}")


def _open_asked(check: Check, _standard: Standard, playbook: Playbook) -> Text:
    what = records_text(check, playbook)
    return sentence(f"没有未关闭的{what.zh}", f"none open: {what.en}")


def _approval_asked(check: Check, _standard: Standard, playbook: Playbook) -> Text:
    name = labels.word(check.args["kind"], playbook)
    return sentence(f"“{name.zh}”已批准", f"{name.en} granted")


def _date_asked(check: Check, _standard: Standard, _playbook: Playbook) -> Text:
    name = labels.ref(check.args["field"])
    parts = [Text(name.zh, name.en)]
    for key, zh, en in (("not_before", "不早于", "not before"), ("not_after", "不晚于", "not after")):
        if key in check.args:
            other = labels.ref(check.args[key])
            parts.append(Text(f"{zh}{other.zh}", f" {en} {other.en}"))
    if check.args.get("plus_days"):
        plus = plus_text(check.args["plus_days"])
        parts.append(Text(f"加{plus.zh}", f" plus {plus.en}"))
    if "ahead_days" in check.args:
        parts.append(Text(f"在今后{check.args['ahead_days']}天内", f" in the next {check.args['ahead_days']} days"))
    said = labels.joined(parts, "", "")
    return sentence(said.zh, said.en)


def _manual_asked(_check: Check, standard: Standard, _playbook: Playbook) -> Text:
    return standard.name


SAY: dict[str, Callable[[Check, Standard, Playbook], Text]] = {
    "fields_filled": _fields_asked,
    "count_min": _count_asked,
    "count_max": _count_asked,
    "ratio_min": _ratio_asked,
    "number_min": _bound_asked,
    "number_max": _bound_asked,
    "sum_equals": _sum_asked,
    "fresh": _fresh_asked,
    "evidence_min": _evidence_asked,
    "document_state": _document_asked,
    "none_open": _open_asked,
    "approval_granted": _approval_asked,
    "date_within": _date_asked,
    "manual": _manual_asked,
}
