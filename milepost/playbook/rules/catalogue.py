"""The closed list of collections and fields that a playbook may ask about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).resolve().parent.parent / "data" / "catalogue.yaml"
_KEY = re.compile(r"key\((.*)\)$")
_LIST = re.compile(r"list\((.*)\)$")

COMMON = {
    "id": "str",
    "dated_on": "date",
    "by": "str",
    "source": "str",
    "recheck_since": "date",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a collection.

    ``kind`` is str, text, bool, int, num, money, date, instant or key; ``words``
    are the allowed words of a key, ``lists`` the lists of the playbook whose keys
    are allowed as well. ``many``: the value is a list of such values.
    """

    name: str
    kind: str
    words: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    many: bool = False
    never_null: bool = False


@dataclass(frozen=True, slots=True)
class Collection:
    """One kind of record. ``one``: at most one of it; ``derived``: the engine computes it."""

    name: str
    one: bool
    derived: bool
    rooms: tuple[str, ...]
    fields: Mapping[str, Field]

    @property
    def can_be_open(self) -> bool:
        """Only records that can be closed may be asked whether one is open."""
        return "closed_on" in self.fields


Catalogue = Mapping[str, Collection]


def field(name: str, spec: str) -> Field:
    """Read one type such as ``list(key(@buying_roles))`` or ``date!``."""
    never_null = spec.endswith("!")
    spec = spec.removesuffix("!")
    inner = _LIST.match(spec)
    many = inner is not None
    spec = inner[1] if inner else spec
    key = _KEY.match(spec)
    if key is None:
        return Field(name, spec, many=many, never_null=never_null)
    parts = key[1].split("|")
    words = tuple(part for part in parts if not part.startswith("@"))
    lists = tuple(part[1:] for part in parts if part.startswith("@"))
    return Field(name, "key", words, lists, many, never_null)


def read(text: str) -> Catalogue:
    """The catalogue from its YAML text."""
    data = yaml.safe_load(text)
    return {name: _collection(name, spec) for name, spec in data.items()}


def _collection(name: str, spec: dict[str, object]) -> Collection:
    own = spec["fields"]
    assert isinstance(own, dict)
    fields = {key: field(key, kind) for key, kind in {**COMMON, **own}.items()}
    rooms = tuple(room.strip() for room in str(spec.get("rooms", "")).split(",") if room.strip())
    return Collection(name, bool(spec.get("one")), bool(spec.get("derived")), rooms, fields)


@cache
def catalogue() -> Catalogue:
    """The product's catalogue, read once."""
    return read(_FILE.read_text(encoding="utf-8"))
