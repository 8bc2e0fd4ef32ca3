"""The JSON schema of a file of facts, made from the catalogue."""

from __future__ import annotations

from typing import Any

from milepost.playbook.rules.catalogue import Collection, Field, catalogue
from milepost.playbook.rules.judge.reading import CALENDAR_KEYS, REQUIRED
from milepost.playbook.rules.judge.records import allowed_words
from milepost.playbook.rules.model import LEVELS, Playbook

_DATE = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_SIMPLE: dict[str, dict[str, Any]] = {
    "str": {"type": "string"},
    "text": {"type": "string"},
    "bool": {"type": "boolean"},
    "int": {"type": "integer"},
    "num": {"type": "number"},
    "money": {"type": "integer", "minimum": 0, "description": "whole fen"},
    "date": _DATE,
    "instant": {
        "type": "string",
        "format": "date-time",
        "pattern": r"(Z|[+-]\d{2}:?\d{2})$",
    },
}


def schema(playbook: Playbook | None = None) -> dict[str, Any]:
    """JSON Schema (2020-12) of the input of ``judge``, with the words of ``playbook``."""
    book = playbook or _default()
    collections = catalogue().values()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Facts of one project",
        "type": "object",
        "required": list(REQUIRED),
        "additionalProperties": False,
        "properties": {
            "playbook": {"type": "string"},
            "stage": {"enum": [stage.key for stage in book.all_stages]},
            "level": {"enum": list(LEVELS)},
            "today": _DATE,
            "occurrence": {"type": "integer"},
            "calendar": _calendar(),
            "facts": {
                "type": "object",
                "additionalProperties": False,
                "properties": {c.name: _collection(c, book) for c in collections},
            },
        },
    }


def _default() -> Playbook:
    from milepost.playbook.rules import load

    return load.default()


def _calendar() -> dict[str, Any]:
    days = {"type": "array", "items": _DATE}
    years = {"type": "array", "items": {"type": ["string", "integer"]}}
    properties = {key: years if key == "years" else days for key in CALENDAR_KEYS}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _collection(collection: Collection, playbook: Playbook) -> dict[str, Any]:
    fields = collection.fields.values()
    record = {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in fields if field.never_null],
        "properties": {field.name: _field(field, playbook) for field in fields},
    }
    whole: dict[str, Any] = {"type": "array", "items": record}
    if collection.one:
        whole["maxItems"] = 1
    return whole


def _field(field: Field, playbook: Playbook) -> dict[str, Any]:
    if field.kind == "key":
        one: dict[str, Any] = {"enum": list(allowed_words(field, playbook))}
    else:
        one = dict(_SIMPLE[field.kind])
    if field.many:
        one = {"type": "array", "items": one}
    if field.never_null:
        return one
    return {"anyOf": [one, {"type": "null"}]}
