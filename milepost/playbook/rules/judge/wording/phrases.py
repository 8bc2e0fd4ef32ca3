"""Pieces of sentences that several sentences need."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from milepost.kernel.text import Text
from milepost.playbook.rules.catalogue import catalogue
from milepost.playbook.rules.grammar import FEN, Check
from milepost.playbook.rules.judge import labels
from milepost.playbook.rules.model import Playbook, Standard

ACCEPTED_FROM = 2
_MONEY_FIELDS = frozenset({"amount", "budget_min", "budget_max"})


def sentence(zh: str, en: str) -> Text:
    return Text(zh, en[:1].upper() + en[1:])


def records_text(check: Check, playbook: Playbook) -> Text:
    """The records a check looks at: 决策链人员（接触深度≥2）."""
    name = labels.collection(check.of)
    said = labels.where(check.of, (*check.over, *check.where), playbook)
    if "newest" in check.args:
        count = check.args["newest"]
        name = Text(f"最近{count}条{name.zh}", f"the newest {count} {name.en}")
    return Text(f"{name.zh}（{said.zh}）", f"{name.en} ({said.en})") if said.zh else name


def counted_text(check: Check, playbook: Playbook) -> Text:
    what = records_text(check, playbook)
    if "distinct" not in check.args:
        return what
    kind = labels.field(check.of, check.args["distinct"])
    return Text(f"{what.zh}中不同的{kind.zh}", f"different {kind.en} among {what.en}")


def number_text(have: Any) -> Text:
    if isinstance(have, list):
        return Text(f"{have[0]}到{have[1]}（有未知项）", f"{have[0]} to {have[1]} (something is unknown)")
    return Text("未知", "unknown") if have is None else Text(str(have), str(have))


def percent_text(have: Any) -> Text:
    if isinstance(have, list):
        return Text(
            f"{have[0]:.0%}到{have[1]:.0%}（有未知项）", f"{have[0]:.0%} to {have[1]:.0%} (something is unknown)"
        )
    return Text("无", "nothing") if have is None else Text(f"{have:.0%}", f"{have:.0%}")


def amount_text(check: Check, value: Any) -> Text:
    if value is not None and check.args.get("field") in _MONEY_FIELDS:
        shown = f"¥{value / FEN:,.2f}"
        return Text(shown, shown)
    return number_text(value)


def kinds_text(check: Check, playbook: Playbook) -> Text:
    """客户邮件/消息回复或客户确认的会议纪要; with a tag 资金凭据（公开公告）."""
    types = check.args.get("types")
    name = labels.either([labels.word(t, playbook) for t in types]) if types else Text("证据", "evidence")
    if not check.args.get("tag"):
        return name
    tag = labels.tag(check.args["tag"])
    return Text(f"{tag.zh}（{name.zh}）", f"{tag.en} ({name.en})") if types else tag


def pieces_text(check: Check, standard: Standard, playbook: Playbook) -> Text:
    """The same with the strength asked: 客户邮件/消息回复（强度≥2，经审批人认可）."""
    name = kinds_text(check, playbook)
    strength = check.args.get("strength", standard.min_strength)
    if not strength:
        return name
    if strength >= ACCEPTED_FROM:
        return Text(
            f"{name.zh}（强度≥{strength}，经审批人认可）",
            f"{name.en} (strength at least {strength}, accepted by the approver)",
        )
    return Text(f"{name.zh}（强度≥{strength}）", f"{name.en} (strength at least {strength})")


def roles_asked(check: Check) -> bool:
    """Whether the check asks for one person in a role."""
    alone = check.name == "count_min" and check.args.get("min") == 1 and "distinct" not in check.args
    return alone and check.of == "stakeholders" and any(one.field == "roles" for one in check.where)


def role_name(check: Check, playbook: Playbook) -> Text:
    """最终批准人（拍板人） is said 最终批准人."""
    asked = next(one.value for one in check.where if one.field == "roles")
    names = [labels.word(key, playbook) for key in (asked if isinstance(asked, list) else [asked])]
    return labels.either([Text(name.zh.partition("（")[0], name.en) for name in names])


def without_roles(check: Check) -> Check:
    return replace(check, where=tuple(one for one in check.where if one.field != "roles"))


def is_single(check: Check) -> bool:
    return catalogue()[check.of].one and bool(check.where)


def day_text(value: Any) -> Text:
    if value is None:
        return Text("未定", "not set")
    if isinstance(value, str) and "T" in value:
        shown = datetime.fromisoformat(value).strftime("%Y-%m-%d %H:%M")
        return Text(shown, shown)
    return Text(str(value), str(value))


def plus_text(plus: int | str) -> Text:
    return labels.ref(plus) if isinstance(plus, str) else Text(f"{plus}天", f"{plus} days")
