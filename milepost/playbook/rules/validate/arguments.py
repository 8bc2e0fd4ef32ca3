"""Do the other arguments of checks make sense?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from milepost.playbook.rules.catalogue import Field, catalogue
from milepost.playbook.rules.source import Path
from milepost.playbook.rules.validate.book import Book
from milepost.playbook.rules.validate.conditions import days

Look = Callable[[Book, Path, Any, str], None]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(book: Book, path: Path, value: Any, _place: str) -> None:
    if not _is_number(value):
        book.find(path, "应是数字", "This must be a number")


def _count(book: Book, path: Path, value: Any, _place: str) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        book.find(path, "应是正整数", "This must be a positive whole number")


def _flag(book: Book, path: Path, value: Any, _place: str) -> None:
    if not isinstance(value, bool):
        book.find(path, "应是 true 或 false", "This must be true or false")


def _working(book: Book, path: Path, value: Any, _place: str) -> None:
    if value != "working":
        book.find(path, "日历只能是 working", "The calendar can only be working")


def _strength(book: Book, path: Path, value: Any, _place: str) -> None:
    if value not in (0, 1, 2, 3) or isinstance(value, bool):
        book.find(path, "证据强度为0到3", "Evidence strength runs from 0 to 3")


def _one_of(name: str, zh: str, en: str) -> Look:
    def look(book: Book, path: Path, value: Any, _place: str) -> None:
        for item in value if isinstance(value, list) else [value]:
            if item not in book.words[name]:
                book.find(path, f"未知的{zh} {item}", f"Unknown {en} {item}")

    return look


def _types(book: Book, path: Path, value: Any, place: str) -> None:
    if not isinstance(value, list) or not value:
        book.find(path, "应列出证据种类", "This must list types of evidence")
    else:
        _one_of("evidence_types", "证据种类", "type of evidence")(book, path, value, place)


def _document(book: Book, path: Path, value: Any, _place: str) -> None:
    kind = catalogue()["documents"].fields["type"]
    if value not in book.allowed(kind.lists, kind.words):
        book.find(path, f"未知的文档 {value}", f"Unknown document {value}")


def _newer(book: Book, path: Path, value: Any, _place: str) -> None:
    if not isinstance(value, dict) or set(value) != {"of", "field"}:
        book.find(path, "应写 of 和 field", "This must name of and field")
        return
    _reference(book, path, f"{value['of']}.{value['field']}", ("date",), any_collection=True)


def _sum_value(book: Book, path: Path, value: Any, _place: str) -> None:
    _reference(book, path, value, ("money", "int"))


LOOKS: dict[str, Look] = {
    "min": _number,
    "max": _number,
    "count": _count,
    "newest": _count,
    "each": _flag,
    "in_stage": _flag,
    "negate": _flag,
    "calendar": _working,
    "strength": _strength,
    "types": _types,
    "tag": _one_of("evidence_tags", "证据标签", "evidence tag"),
    "state": _one_of("document_states", "文档状态", "document state"),
    "without": _one_of("document_states", "文档状态", "document state"),
    "type": _document,
    "kind": _one_of("approval_matrix", "审批", "approval"),
    "other_than": _one_of("approval_matrix", "审批", "approval"),
    "newer_than": _newer,
    "value": _sum_value,
    "days": days,
    "older_than_days": days,
    "ahead_days": days,
}


def dates(book: Book, path: Path, check: dict[str, Any]) -> None:
    """``date_within``: dates of single records, or today; a limit, or days ahead."""
    for key in ("field", "not_before", "not_after"):
        if key in check and check[key] != "today":
            _reference(book, (*path, key), check[key], ("date", "instant"))
    plus = check.get("plus_days")
    if isinstance(plus, str):
        _reference(book, (*path, "plus_days"), plus, ("int",))
    elif "plus_days" in check and (not isinstance(plus, int) or isinstance(plus, bool)):
        book.find((*path, "plus_days"), "应是天数", "This must be a number of days")
    limits = [key for key in ("not_before", "not_after") if key in check]
    if bool(limits) == ("ahead_days" in check):
        book.find(path, "要么写前后期限，要么写 ahead_days", "Name either limits or ahead_days")


def _reference(book: Book, path: Path, ref: Any, kinds: tuple[str, ...], any_collection: bool = False) -> Field | None:
    name, _, field_name = ref.partition(".") if isinstance(ref, str) else ("", "", "")
    collection = catalogue().get(name)
    if collection is None:
        book.find(path, f"未知的集合 {name or ref}", f"Unknown collection {name or ref}")
        return None
    found = collection.fields.get(field_name)
    if found is None:
        book.find(path, f"{name} 没有字段 {field_name}", f"{name} has no field {field_name}")
    elif found.kind not in kinds or found.many:
        book.find(path, f"{ref} 的类型不对", f"{ref} is of the wrong type")
    elif not collection.one and not any_collection:
        book.find(path, f"{name} 有多条记录，不能这样引用", f"{name} has many records and cannot be named like this")
    return found
