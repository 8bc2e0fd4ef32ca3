"""Single values of facts: what fits a type, and what is said when it does not."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from milepost.kernel.text import Text


def one_of(words: Any) -> Text:
    shown = ", ".join(words)
    return Text(f"应是其中之一：{shown}", f"must be one of: {shown}")


def is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_date(value: Any) -> bool:
    if isinstance(value, str):
        try:
            return len(date.fromisoformat(value).isoformat()) == len(value)
        except ValueError:
            return False
    return isinstance(value, date) and not isinstance(value, datetime)


def is_instant(value: Any) -> bool:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return False
    return isinstance(value, datetime) and value.tzinfo is not None


IS = {
    "str": lambda value: isinstance(value, str),
    "text": lambda value: isinstance(value, str),
    "bool": lambda value: isinstance(value, bool),
    "int": is_int,
    "num": lambda value: is_int(value) or isinstance(value, float),
    "money": lambda value: is_int(value) and value >= 0,
    "date": is_date,
    "instant": is_instant,
}

TYPES = {
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
