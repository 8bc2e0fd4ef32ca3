"""Read facts written by hand or by another system; refuse every mistake at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from milepost.kernel.text import Text
from milepost.playbook.rules.catalogue import Field, catalogue
from milepost.playbook.rules.judge import records
from milepost.playbook.rules.judge.records import Problem, as_date
from milepost.playbook.rules.judge.values import TYPES, is_date, is_int, one_of
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
        today=as_date(data["today"]),
        facts={name: [_record(name, r) for r in given] for name, given in data["facts"].items()},
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
        return as_date(value)
    return _as_instant(value) if field.kind == "instant" else value


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
        yield from records.look(facts, _today(data), playbook)


def _today(data: Mapping[str, Any]) -> date | None:
    return as_date(data["today"]) if is_date(data.get("today")) else None


def _head(data: Mapping[str, Any], playbook: Playbook) -> Iterator[Problem]:
    stages = [stage.key for stage in playbook.all_stages]
    stage, level, today = data.get("stage"), data.get("level"), data.get("today")
    if stage is not None and stage not in stages:
        yield Problem("stage", stage, one_of(stages))
    if level is not None and level not in LEVELS:
        yield Problem("level", level, one_of(LEVELS))
    if today is not None and not is_date(today):
        yield Problem("today", today, TYPES["date"])
    if data.get("occurrence") is not None:
        yield from _occurrence(data["occurrence"], stage, playbook)


def _occurrence(value: Any, stage: Any, playbook: Playbook) -> Iterator[Problem]:
    if not is_int(value):
        yield Problem("occurrence", value, TYPES["int"])
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
        fine = str(value).isdigit() if key == "years" else is_date(value)
        if not fine:
            text = Text("应是年份", "must be a year") if key == "years" else TYPES["date"]
            yield Problem(f"{here}[{index}]", value, text)
