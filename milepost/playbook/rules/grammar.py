"""The language of checks as typed data.

``parse`` trusts what it is given: ``validate`` has looked at it before and named
every mistake. Amounts are written in whole yuan and become fen here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from milepost.playbook.rules import catalogue

OPERATORS = (
    "in", "not_in", "gte", "lte", "has", "filled",
    "within_days", "older_than_days", "ahead_days",
)  # fmt: skip
DATE_OPERATORS = ("within_days", "older_than_days", "ahead_days")
FEN = 100


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on one record, such as ``coverage__gte: 2``."""

    field: str
    op: str
    value: Any


@dataclass(frozen=True, slots=True)
class Check:
    """One named check with its arguments. ``of`` names the collection it asks."""

    name: str
    of: str
    args: Mapping[str, Any] = field(default_factory=dict)
    where: tuple[Condition, ...] = ()
    over: tuple[Condition, ...] = ()
    negate: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when every part holds."""

    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when one part holds."""

    parts: tuple[Expr, ...]


Expr = Check | AllOf | AnyOf

_FIXED_COLLECTION = {
    "evidence_min": "evidence",
    "document_state": "documents",
    "approval_granted": "approvals",
    "manual": "judgements",
}


def parse(data: Any) -> Expr:
    """Plain data of an expression as typed data."""
    if isinstance(data, list):
        return AllOf(tuple(parse(part) for part in data))
    if "any" in data:
        return AnyOf(tuple(parse(part) for part in data["any"]))
    return _check(data)


def _check(data: Mapping[str, Any]) -> Check:
    name = data["check"]
    of = collection_of(data)
    args = {k: v for k, v in data.items() if k not in ("check", "of", "where", "over", "negate")}
    if name in ("number_min", "number_max"):
        side = name.removeprefix("number_")
        args[side] = _amount(of, args["field"], args[side])
    return Check(
        name,
        of,
        args,
        conditions(of, data.get("where") or {}),
        conditions(of, data.get("over") or {}),
        bool(data.get("negate", False)),
    )


def collection_of(data: Mapping[str, Any]) -> str:
    """The collection a check asks; for dates that of its first reference."""
    name = data["check"]
    if name in _FIXED_COLLECTION:
        return _FIXED_COLLECTION[name]
    if name == "date_within":
        return next((ref.split(".")[0] for ref in references(data) if ref != "today"), "today")
    return str(data.get("of", ""))


def references(data: Mapping[str, Any]) -> list[str]:
    """Every ``collection.field`` that the arguments of a check name."""
    keys = ("field", "not_before", "not_after", "plus_days", "value")
    found = [data[key] for key in keys if isinstance(data.get(key), str)]
    return [ref for ref in found if ref == "today" or "." in ref]


def conditions(of: str, where: Mapping[str, Any]) -> tuple[Condition, ...]:
    """``where`` of a check on records of ``of``."""
    return tuple(_condition(of, key, value) for key, value in where.items())


def split(key: str) -> tuple[str, str]:
    """``coverage__gte`` -> (``coverage``, ``gte``); without an operator ``eq``."""
    name, mark, op = key.rpartition("__")
    return (name, op) if mark else (key, "eq")


def _condition(of: str, key: str, value: Any) -> Condition:
    name, op = split(key)
    return Condition(name, op, value if op == "filled" else _amount(of, name, value))


def _amount(of: str, name: str, value: Any) -> Any:
    collection = catalogue.catalogue().get(of)
    known = collection.fields.get(name) if collection else None
    if known is None or known.kind != "money":
        return value
    if isinstance(value, list):
        return [round(item * FEN) for item in value]
    return round(value * FEN)


def checks(expr: Expr) -> Iterator[Check]:
    """Every check of an expression, from left to right."""
    if isinstance(expr, Check):
        yield expr
        return
    for part in expr.parts:
        yield from checks(part)


def collections(expr: Expr) -> set[str]:
    """Every collection an expression asks."""
    asked: set[str] = set()
    for check in checks(expr):
        asked |= {ref.split(".")[0] for ref in references(check.args) if ref != "today"}
        if check.of != "today":
            asked.add(check.of)
        if check.args.get("newer_than"):
            asked.add(check.args["newer_than"]["of"])
    return asked
