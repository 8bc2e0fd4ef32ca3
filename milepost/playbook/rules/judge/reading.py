"""Read facts written by hand or by another system; refuse every mistake at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from milepost.kernel.text import Text
from milepost.playbook.rules.catalogue import Collection, Field, catalogue
from milepost.playbook.rules.judge import derive
from milepost.playbook.rules.judge.workdays import Calendar
from milepost.playbook.rules.judge.workdays import calendar as read_calendar
from milepost.playbook.rules.model import LEVELS, Playbook

KEYS = ("playbook", "stage", "level", "today", "facts", "occurrence", "calendar")
REQUIRED = ("stage", "level", "today", "facts")
CALENDAR_KEYS = ("holidays", "makeup_days", "years")


@dataclass(frozen=True, slots=True)
class Input:
    """Facts ready for ``judge``: ``judge(playbook, **input.arguments())``."""

    stage: str
    level: str
    today: date
    facts: dict[str, list[dict[str, Any]]]
    occurrence: int | None = None
    calendar: Calendar | None = None

    def arguments(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Problem:
    """One refused value: where it stands, what it is, why it is refused."""

    path: str
    value: Any
    reason: Text

    def as_dict(self) -> dict[str, Any]:
        return {"path": self.path, "value": self.value, "reason": self.reason.en}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Everything that is wrong with the facts."""

    problems: tuple[Problem, ...]

    @property
    def errors(self) -> list[dict[str, Any]]:
        """``[{"path", "value", "reason"}]``, the form that is printed as JSON."""
        return [problem.as_dict() for problem in self.problems]


def read(data: Mapping[str, Any] | str, playbook: Playbook) -> Input | Refusal:
    """Facts from a JSON text or its data, checked against the catalogue."""
    if isinstance(data, str):
        try:
            data = json.loads(data)
        except json.JSONDecodeError as error:
            return _refuse("", None, f"不是有效的 JSON：{error}", f"not valid JSON: {error}")
    if not isinstance(data, Mapping):
        return _refuse("", data, "应是一个对象", "must be an object")
    problems = tuple(_problems(data, playbook))
    return Refusal(problems) if problems else _input(data)


def _refuse(path: str, value: Any, zh: str, en: str) -> Refusal:
    return Refusal((Problem(path, value, Text(zh, en)),))


def _input(data: Mapping[str, Any]) -> Input:
    given = data.get("calendar")
    return Input(
        stage=data["stage"],
        level=data["level"],
        today=_as_date(data["today"]),
        facts={name: [_record(name, r) for r in records] for name, records in data["facts"].items()},
        occurrence=data.get("occurrence"),
        calendar=read_calendar(given) if given else None,
    )


def _record(name: str, record: Mapping[str, Any]) -> dict[str, Any]:
    fields = catalogue()[name].fields
    return {key: _typed(fields[key], value) for key, value in record.items()}


def _typed(field: Field, value: Any) -> Any:
    if value is None or field.many:
        return value
    if field.kind == "date":
        return _as_date(value)
    return _as_instant(value) if field.kind == "instant" else value


def _as_date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _as_instant(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def _problems(data: Mapping[str, Any], playbook: Playbook) -> Iterator[Problem]:
    for key in data:
        if key not in KEYS:
            yield Problem(str(key), data[key], Text("未知的键", "unknown key"))
    for key in REQUIRED:
        if data.get(key) is None:
            yield Problem(key, None, Text("缺少", "missing"))
    yield from _head(data, playbook)
    yield from _calendar(data.get("calendar"))
    facts = data.get("facts")
    if facts is not None and not isinstance(facts, Mapping):
        yield Problem("facts", facts, Text("应是一个对象", "must be an object"))
    elif facts is not None:
        yield from _facts(facts, _today(data), playbook)


def _today(data: Mapping[str, Any]) -> date | None:
    return _as_date(data["today"]) if _is_date(data.get("today")) else None


def _head(data: Mapping[str, Any], playbook: Playbook) -> Iterator[Problem]:
    stages = [stage.key for stage in playbook.all_stages]
    stage, level, today = data.get("stage"), data.get("level"), data.get("today")
    if stage is not None and stage not in stages:
        yield Problem("stage", stage, _one_of(stages))
    if level is not None and level not in LEVELS:
        yield Problem("level", level, _one_of(LEVELS))
    if today is not None and not _is_date(today):
        yield Problem("today", today, _TYPES["date"])
    if data.get("occurrence") is not None:
        yield from _occurrence(data["occurrence"], stage, playbook)


def _occurrence(value: Any, stage: Any, playbook: Playbook) -> Iterator[Problem]:
    if not _is_int(value):
        yield Problem("occurrence", value, _TYPES["int"])
    repeatable = [s.key for s in playbook.all_stages if s.repeatable]
    if stage not in repeatable:
        text = Text("只有可重复的里程碑才有次序", "only a repeatable milestone has an occurrence")
        yield Problem("occurrence", value, text)


def _calendar(given: Any) -> Iterator[Problem]:
    if given is None:
        return
    if not isinstance(given, Mapping):
        yield Problem("calendar", given, Text("应是一个对象", "must be an object"))
        return
    for key, values in given.items():
        here = f"calendar.{key}"
        if key not in CALENDAR_KEYS:
            yield Problem(here, values, Text("未知的键", "unknown key"))
        elif not isinstance(values, list):
            yield Problem(here, values, Text("应是一个列表", "must be a list"))
        else:
            yield from _calendar_days(here, key, values)


def _calendar_days(here: str, key: str, values: list[Any]) -> Iterator[Problem]:
    for index, value in enumerate(values):
        fine = str(value).isdigit() if key == "years" else _is_date(value)
        if not fine:
            text = Text("应是年份", "must be a year") if key == "years" else _TYPES["date"]
            yield Problem(f"{here}[{index}]", value, text)


def _facts(facts: Mapping[str, Any], today: date | None, playbook: Playbook) -> Iterator[Problem]:
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
    if today is not None and _is_date(dated) and _as_date(dated) > today:
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
            yield Problem(here, value, _one_of(words))
    elif not _IS[field.kind](value):
        yield Problem(here, value, _TYPES[field.kind])


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


def _one_of(words: Any) -> Text:
    shown = ", ".join(words)
    return Text(f"应是其中之一：{shown}", f"must be one of: {shown}")


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_date(value: Any) -> bool:
    if isinstance(value, str):
        try:
            return len(date.fromisoformat(value).isoformat()) == len(value)
        except ValueError:
            return False
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_instant(value: Any) -> bool:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return False
    return isinstance(value, datetime) and value.tzinfo is not None


_IS = {
    "str": lambda value: isinstance(value, str),
    "text": lambda value: isinstance(value, str),
    "bool": lambda value: isinstance(value, bool),
    "int": _is_int,
    "num": lambda value: _is_int(value) or isinstance(value, float),
    "money": lambda value: _is_int(value) and value >= 0,
    "date": _is_date,
    "instant": _is_instant,
}

_TYPES = {
    "str": Text("应是文字", "must be text"),
    "text": Text("应是文字", "must be text"),
    "bool": Text("应是 true 或 false", "must be true or false"),
    "int": Text("应是整数", "must be a whole number"),
    "num": Text("应是数字", "must be a number"),
    "money": Text("应是不小于零的整数（分）", "must be a whole number of fen, not negative"),
    "date": Text("应是日期，如 2026-11-23", "must be a date such as 2026-11-23"),
    "instant": Text(
        "应是带时区的时刻，如 2026-11-23T09:30:00+08:00",
        "must be a time with its offset such as 2026-11-23T09:30:00+08:00",
    ),
}
