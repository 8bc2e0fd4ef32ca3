"""Does every check fit the grammar and the catalogue?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from milepost.playbook.rules import grammar
from milepost.playbook.rules.catalogue import Collection, Field, catalogue
from milepost.playbook.rules.source import Path
from milepost.playbook.rules.validate import arguments, impossible
from milepost.playbook.rules.validate.book import Book, as_list, as_map
from milepost.playbook.rules.validate.conditions import conditions

# name -> (required arguments, optional arguments)
CHECKS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "fields_filled": (("of", "fields"), ("where", "calendar")),
    "count_min": (("of", "min"), ("where", "distinct", "newest", "calendar")),
    "count_max": (("of", "max"), ("where", "distinct", "newest", "calendar")),
    "ratio_min": (("of", "where", "over", "min"), ("calendar",)),
    "number_min": (("of", "field", "min"), ()),
    "number_max": (("of", "field", "max"), ()),
    "sum_equals": (("of", "field", "value"), ("where",)),
    "fresh": (("of", "days"), ("where", "each", "calendar")),
    "evidence_min": (("count",), ("types", "tag", "strength", "distinct", "in_stage")),
    "document_state": (("type", "state"), ("older_than_days", "without", "calendar")),
    "none_open": (("of",), ("where", "older_than_days", "calendar")),
    "approval_granted": (("kind",), ("other_than", "newer_than")),
    "date_within": (("field",), ("not_before", "not_after", "plus_days", "ahead_days", "calendar")),
    "manual": ((), ()),
}
_FORMER = {"fields", "field", "distinct", "of", "where", "over"}


def look(book: Book) -> None:
    for _, (path, item) in book.part("verification"):
        expression(book, (*path, "auto"), item.get("auto"), "standard", item.get("min_strength", 0))
    for _, (path, item) in book.part("alerts"):
        expression(book, (*path, "when"), item.get("when"), "alert")
    for path, pattern in book.items("failure_patterns"):
        for place, item in book.inside((*path, "indicators"), pattern.get("indicators")):
            expression(book, (*place, "measure"), item.get("measure"), "measure")
    _control(book)


def _control(book: Book) -> None:
    score = as_map(book.data.get("control_score"))
    measures = as_map(score.get("measures"))
    path = ("control_score", "measures")
    items = {
        item.get("key") for g in ("clear", "lead", "win") for item in as_list(score.get(g)) if isinstance(item, dict)
    }
    for key in sorted(k for k in items if isinstance(k, str) and k not in measures):
        book.find(path, f"{key} 没有算法", f"{key} has no measure")
    for key, measure in measures.items():
        if key not in items:
            book.find((*path, key), f"没有 {key} 这一项", f"There is no item {key}")
        expression(book, (*path, key), measure, "measure")


def expression(book: Book, path: Path, expr: Any, place: str, min_strength: Any = 0) -> None:
    """Look at one expression. ``place``: standard, alert or measure."""
    before = len(book.source.findings)
    _expr(book, path, expr, place)
    if len(book.source.findings) == before and expr:
        strength = min_strength if isinstance(min_strength, int) else 0
        impossible.look(book, path, expr, place, strength)


def _expr(book: Book, path: Path, expr: Any, place: str) -> None:
    if isinstance(expr, list):
        _parts(book, path, expr, place)
    elif not isinstance(expr, dict):
        if expr is not None:
            book.find(path, "应是检查", "This must be a check")
    elif "any" in expr:
        for key in expr.keys() - {"any"}:
            book.find((*path, key), f"any 旁边不能有 {key}", f"{key} cannot stand beside any")
        _parts(book, (*path, "any"), expr["any"], place)
    else:
        _check(book, path, expr, place)


def _parts(book: Book, path: Path, parts: Any, place: str) -> None:
    if not isinstance(parts, list) or not parts:
        book.find(path, "应是检查的列表", "This must be a list of checks")
        return
    for index, part in enumerate(parts):
        _expr(book, (*path, index), part, place)


def _check(book: Book, path: Path, check: dict[str, Any], place: str) -> None:
    name = check.get("check")
    if name not in CHECKS:
        book.find((*path, "check"), f"未知的检查 {name}", f"Unknown check {name}")
        return
    if name == "manual" and place != "standard":
        book.find(path, "只有验证标准可由人判断", "Only a standard can be judged by a person")
    required, optional = CHECKS[name]
    for key in required:
        if key not in check:
            book.find(path, f"{name} 缺少 {key}", f"{name} lacks {key}")
    for key in check:
        if key not in (*required, *optional, "check", "negate"):
            book.find((*path, key), f"{name} 没有参数 {key}", f"{name} takes no {key}")
    _arguments(book, path, check, place)


def _arguments(book: Book, path: Path, check: dict[str, Any], place: str) -> None:
    collection = _collection(book, path, check)
    for key, value in check.items():
        look_at: Callable[..., None] | None = arguments.LOOKS.get(key)
        if look_at is not None and key not in _FORMER:
            look_at(book, (*path, key), value, place)
    if check["check"] == "date_within":
        arguments.dates(book, path, check)
    if collection is None:
        return
    for key in ("where", "over"):
        if key in check:
            conditions(book, (*path, key), check[key], collection, place)
    _fields(book, path, check, collection)


def _collection(book: Book, path: Path, check: dict[str, Any]) -> Collection | None:
    name = check["check"]
    if "of" not in check:
        fixed = {"evidence_min": "evidence", "document_state": "documents"}.get(name)
        return catalogue()[fixed] if fixed else None
    collection = catalogue().get(check["of"]) if isinstance(check["of"], str) else None
    if collection is None:
        book.find((*path, "of"), f"未知的集合 {check['of']}", f"Unknown collection {check['of']}")
        return None
    if name == "none_open" and not collection.can_be_open:
        book.find(
            (*path, "of"),
            f"{collection.name} 没有关闭日期，不能问是否未关闭",
            f"{collection.name} has no closing date, so nothing in it can be open",
        )
    if name in ("number_min", "number_max") and not collection.one:
        book.find(
            (*path, "of"),
            f"{collection.name} 有多条记录，取不出一个数",
            f"{collection.name} has many records, so it holds no single number",
        )
    return collection


def _fields(book: Book, path: Path, check: dict[str, Any], collection: Collection) -> None:
    if "distinct" in check:
        field(book, (*path, "distinct"), check["distinct"], collection)
    for index, name in enumerate(as_list(check.get("fields"))):
        field(book, (*path, "fields", index), name, collection)
    if "fields" in check and not as_list(check["fields"]):
        book.find((*path, "fields"), "应列出字段", "This must list fields")
    if "field" not in check or check["check"] == "date_within":
        return
    found = field(book, (*path, "field"), check["field"], collection)
    if found is not None and (found.kind not in ("int", "num", "money") or found.many):
        book.find((*path, "field"), f"{found.name} 不是数字", f"{found.name} is not a number")
    if check["check"] == "sum_equals" and found is not None and found.kind == "num":
        book.find((*path, "field"), "只能合计整数", "Only whole numbers can be summed")


def field(book: Book, path: Path, name: Any, collection: Collection) -> Field | None:
    """The field ``name`` of a collection; a finding when there is none."""
    found = collection.fields.get(name) if isinstance(name, str) else None
    if found is None:
        book.find(path, f"{collection.name} 没有字段 {name}", f"{collection.name} has no field {name}")
    return found


__all__ = ["CHECKS", "expression", "grammar", "look"]
