"""What collections, fields and words are called in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from milepost.kernel.text import Text
from milepost.playbook.rules.grammar import Condition
from milepost.playbook.rules.model import Playbook

_FILE = Path(__file__).resolve().parents[2] / "data" / "labels.yaml"


@cache
def table() -> dict[str, Any]:
    """The labels as they stand in their file."""
    data: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return data


def collection(name: str) -> Text:
    return Text(*table()["collections"][name]["name"])


def field(of: str, name: str) -> Text:
    """``stakeholders``, ``coverage`` -> 接触深度 / depth of contact."""
    own = table()["collections"][of]["fields"].get(name)
    return Text(*(own or table()["common"][name]))


def each(of: str, names: Iterable[str]) -> tuple[Text, ...]:
    """Names of several fields of one collection."""
    return tuple(field(of, name) for name in names)


def fields(of: str, names: Iterable[str]) -> Text:
    return joined(each(of, names))


def ref(name: str) -> Text:
    """``tender.deadline_at`` -> 投标截止时间 / bid deadline."""
    if name == "today":
        return Text("今天", "today")
    of, _, field_name = name.partition(".")
    return field(of, field_name)


def word(key: Any, playbook: Playbook) -> Text:
    """A word of a key field: by the playbook's own name, else by the product's."""
    found = _names(playbook).get(key) or table()["words"].get(key)
    if isinstance(found, list):
        return Text(*found)
    return found or Text(str(key), str(key))


def tag(key: str) -> Text:
    return Text(*table()["tags"].get(key, (key, key)))


_NAMED_SECTIONS = (
    "stages", "delivery_milestones", "roles", "buying_roles", "call_outcomes", "lead_sources",
    "procurement_variants", "tools", "evidence_types", "tender_rules",
)  # fmt: skip
_NAMES: dict[int, tuple[Playbook, dict[str, Text]]] = {}


def _names(playbook: Playbook) -> dict[str, Text]:
    known = _NAMES.get(id(playbook))
    if known is None or known[0] is not playbook:
        names = {
            item["key"]: Text(item["zh"], item["en"])
            for section in _NAMED_SECTIONS
            for item in playbook.data.get(section) or ()
        }
        names |= {rule.kind: rule.name for rule in playbook.approvals}
        known = _NAMES[id(playbook)] = (playbook, names)
    return known[1]


def joined(texts: Iterable[Text], zh: str = "、", en: str = ", ") -> Text:
    listed = list(texts)
    return Text(zh.join(t.zh for t in listed), en.join(t.en for t in listed))


def where(of: str, conditions: Iterable[Condition], playbook: Playbook) -> Text:
    """Conditions in words; empty when there are none."""
    return joined((condition(of, one, playbook) for one in conditions), "，", ", ")


def condition(of: str, one: Condition, playbook: Playbook) -> Text:
    name = field(of, one.field)
    if one.op == "filled":
        done = Text("已填", "filled") if one.value else Text("未填", "empty")
        return Text(f"{name.zh}{done.zh}", f"{name.en} {done.en}")
    if isinstance(one.value, bool):
        return name if one.value else Text(f"非{name.zh}", f"not {name.en}")
    given = value(one.value, playbook)
    zh, en = _SAID[one.op]
    return Text(zh.format(name.zh, given.zh), en.format(name.en, given.en))


def value(given: Any, playbook: Playbook) -> Text:
    """A value of a condition in words; several joined by or."""
    if isinstance(given, list):
        return either([word(item, playbook) for item in given])
    return word(given, playbook)


def either(texts: Iterable[Text]) -> Text:
    """甲、乙或丙 / one, two or three."""
    *first, last = texts
    if not first:
        return last
    said = joined(first)
    comma = "," if any(" or " in text.en for text in (*first, last)) else ""
    return Text(f"{said.zh}或{last.zh}", f"{said.en}{comma} or {last.en}")


_SAID = {
    "eq": ("{}：{}", "{}: {}"),
    "in": ("{}：{}", "{}: {}"),
    "has": ("{}：{}", "{}: {}"),
    "not_in": ("{}不是{}", "{} not {}"),
    "gte": ("{}≥{}", "{} at least {}"),
    "lte": ("{}≤{}", "{} at most {}"),
    "within_days": ("{}在{}天内", "{} within {} days"),
    "older_than_days": ("{}已过{}天以上", "{} more than {} days ago"),
    "ahead_days": ("{}在今后{}天内", "{} in the next {} days"),
}
