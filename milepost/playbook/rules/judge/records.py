"""The collections of a file of facts, checked against the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from milepost.kernel.text import Text
from milepost.playbook.rules.catalogue import Collection, Field, catalogue
from milepost.playbook.rules.judge import derive
from milepost.playbook.rules.judge.values import IS, TYPES, is_date, one_of
from milepost.playbook.rules.model import Playbook


@dataclass(frozen=True, slots=True)
class Problem:
    """One refused value: where it stands, what it is, why it is refused."""

    path: str
    value: Any
    reason: Text

    def as_dict(self) -> dict[str, Any]:
        return {"path": self.path, "value": self.value, "reason": self.reason.en}


def look(facts: Mapping[str, Any], today: date | None, playbook: Playbook) -> Iterator[Problem]:
    for name, records in facts.items():
        here = f"facts.{name}"
        collection = catalogue().get(name)
        if collection is None:
            yield Problem(here, None, Text("未知的集合", "unknown collection"))
        elif not isinstance(records, list | tuple):
            yield Problem(here, records, Text("应是一个列表", "must be a list"))
        else:
            yield from _collection(here, collection, records, today, playbook)
            yield from _derived(here, collection, records, facts)


def _collection(
    here: str, collection: Collection, records: Any, today: date | None, playbook: Playbook
) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, record in enumerate(records):
        place = f"{here}[{index}]"
        if collection.one and index:
            yield Problem(place, None, Text("此集合最多一条", "second record in a collection of one"))
        if not isinstance(record, Mapping):
            yield Problem(place, record, Text("应是一个对象", "must be an object"))
            continue
        if isinstance(record.get("id"), str) and record["id"] in seen:
            yield Problem(f"{place}.id", record["id"], Text("编号重复", "this id stands twice"))
        seen.add(str(record.get("id")))
        yield from _fields(place, collection, record, playbook)
        yield from _dated(place, record, today)


def _fields(place: str, collection: Collection, record: Mapping[str, Any], playbook: Playbook) -> Iterator[Problem]:
    for name, value in record.items():
        field = collection.fields.get(name)
        if field is None:
            yield Problem(f"{place}.{name}", value, Text("未知的字段", "unknown field"))
        elif value is not None:
            yield from _value(f"{place}.{name}", field, value, playbook)
    for field in collection.fields.values():
        if field.never_null and record.get(field.name) is None:
            yield Problem(f"{place}.{field.name}", None, Text("不能为空", "must not be empty"))


def _dated(place: str, record: Mapping[str, Any], today: date | None) -> Iterator[Problem]:
    dated = record.get("dated_on")
    if today is not None and is_date(dated) and as_date(dated) > today:
        yield Problem(f"{place}.dated_on", dated, Text("晚于今天", "after today"))


def _value(here: str, field: Field, value: Any, playbook: Playbook) -> Iterator[Problem]:
    if not field.many:
        yield from _single(here, field, value, playbook)
    elif not isinstance(value, list | tuple):
        yield Problem(here, value, Text("应是一个列表", "must be a list"))
    else:
        for index, item in enumerate(value):
            yield from _single(f"{here}[{index}]", field, item, playbook)


def _single(here: str, field: Field, value: Any, playbook: Playbook) -> Iterator[Problem]:
    if field.kind == "key":
        words = allowed_words(field, playbook)
        if value not in words:
            yield Problem(here, value, one_of(words))
    elif not IS[field.kind](value):
        yield Problem(here, value, TYPES[field.kind])


def allowed_words(field: Field, playbook: Playbook) -> tuple[str, ...]:
    """The words a key field may hold under this playbook."""
    return tuple(w for name in field.lists for w in playbook.words.get(name, ())) + field.words


def _derived(here: str, collection: Collection, records: Any, facts: Mapping[str, Any]) -> Iterator[Problem]:
    text = Text("推算值不能与其来源同时给出", "a derived value given together with its sources")
    if collection.derived and records and _sources_given(collection.name, facts):
        yield Problem(here, None, text)
    for index, record in enumerate(records):
        for value, sources in _DERIVED_FIELDS.get(collection.name, {}).items():
            if isinstance(record, Mapping) and value in record and any(s in record for s in sources):
                yield Problem(f"{here}[{index}].{value}", record[value], text)


def _sources_given(name: str, facts: Mapping[str, Any]) -> bool:
    if name == "stage":
        project = facts.get("project") or [None]
        return isinstance(project[0], Mapping) and "stage_entered_on" in project[0]
    return any(source in facts for source in derive.base_sources(name))


_LETTERS = ("money", "authority", "need")
_DERIVED_FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "man": {"total": _LETTERS, "lowest": _LETTERS},
    "stakeholders": {"key_roles": ("roles",)},
}


def as_date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
