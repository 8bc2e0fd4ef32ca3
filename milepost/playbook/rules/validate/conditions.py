"""Do the conditions on a record fit its fields?"""

from __future__ import annotations

from typing import Any

from milepost.playbook.rules import grammar
from milepost.playbook.rules.catalogue import Collection, Field
from milepost.playbook.rules.source import Path
from milepost.playbook.rules.validate.book import Book

NUMBERS = ("int", "num", "money")


def conditions(book: Book, path: Path, where: Any, collection: Collection, place: str) -> None:
    """Each condition of one ``where`` or ``over``."""
    if not isinstance(where, dict):
        book.find(path, "应是条件", "These must be conditions")
        return
    for key, value in where.items():
        _condition(book, (*path, key), key, value, collection, place)


def _condition(book: Book, path: Path, key: str, value: Any, collection: Collection, place: str) -> None:
    name, op = grammar.split(key)
    field = collection.fields.get(name)
    if op != "eq" and op not in grammar.OPERATORS:
        book.find(path, f"未知的条件 {op}", f"Unknown operator {op}")
    elif field is None:
        book.find(path, f"{collection.name} 没有字段 {name}", f"{collection.name} has no field {name}")
    elif op == "filled":
        if not isinstance(value, bool):
            book.find(path, "filled 应是 true 或 false", "filled must be true or false")
    elif op in grammar.DATE_OPERATORS:
        _dated(book, path, field, value, place)
    else:
        _valued(book, path, field, op, value)


def _dated(book: Book, path: Path, field: Field, value: Any, place: str) -> None:
    if field.kind not in ("date", "instant"):
        book.find(path, f"{field.name} 不是日期", f"{field.name} is not a date")
    days(book, path, value, place)


def days(book: Book, path: Path, value: Any, place: str) -> None:
    """Days are a whole number that is not negative; steps only where an alarm is raised."""
    listed = value if isinstance(value, list) else [value]
    if not listed or not all(isinstance(d, int) and not isinstance(d, bool) and d >= 0 for d in listed):
        book.find(path, "天数应是不为负的整数", "Days must be a whole number, not negative")
    if isinstance(value, list) and place != "alert":
        book.find(path, "只有预警可以分级写多个天数", "Only an alert may have several steps of days")


def _valued(book: Book, path: Path, field: Field, op: str, value: Any) -> None:
    if field.kind in ("date", "instant"):
        book.find(path, f"日期 {field.name} 只能问早晚", f"Of the date {field.name} only its age can be asked")
    elif field.many != (op == "has"):
        _wrong_many(book, path, field)
    elif op in ("gte", "lte"):
        if field.kind not in NUMBERS or isinstance(value, bool) or not isinstance(value, int | float):
            book.find(path, f"{field.name} 不能比大小", f"{field.name} cannot be compared in size")
    elif op in ("in", "not_in") and not (isinstance(value, list) and value):
        book.find(path, f"{op} 后面应是列表", f"{op} takes a list")
    else:
        for item in value if isinstance(value, list) else [value]:
            _word(book, path, field, item)


def _wrong_many(book: Book, path: Path, field: Field) -> None:
    if field.many:
        book.find(
            path,
            f"{field.name} 有多个值，应写 {field.name}__has",
            f"{field.name} holds several values; write {field.name}__has",
        )
    else:
        book.find(path, f"{field.name} 只有一个值，不能用 has", f"{field.name} holds one value; has does not apply")


def _word(book: Book, path: Path, field: Field, value: Any) -> None:
    if field.kind == "key":
        if value not in book.allowed(field.lists, field.words):
            book.find(path, f"{field.name} 没有 {value} 这个值", f"{field.name} never is {value}")
    elif not _FITS[field.kind](value):
        book.find(path, f"{value} 不适合 {field.name}", f"{value} does not suit {field.name}")


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_FITS = {
    "str": lambda value: isinstance(value, str),
    "text": lambda value: isinstance(value, str),
    "bool": lambda value: isinstance(value, bool),
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "num": _number,
    "money": _number,
}
