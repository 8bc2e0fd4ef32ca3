"""Checks that no fact can ever make true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from milepost.playbook.rules.catalogue import Field, catalogue
from milepost.playbook.rules.grammar import split
from milepost.playbook.rules.judge.world import KEY_ROLES
from milepost.playbook.rules.source import Path
from milepost.playbook.rules.validate.book import Book, as_map

Found = tuple[str, str] | None
_NEVER = {
    "standard": ("没有任何事实能达成这条标准", "No fact can ever meet this standard"),
    "alert": ("这条预警永远不会响", "This alert can never fire"),
    "measure": ("这一项永远不会成立", "This can never hold"),
}


def look(book: Book, path: Path, expr: Any, place: str, min_strength: int) -> None:
    """Note every part of a well-formed expression that nothing can make true."""
    if isinstance(expr, list):
        _together(book, path, expr, place)
        for index, part in enumerate(expr):
            look(book, (*path, index), part, place, min_strength)
    elif "any" in expr:
        for index, part in enumerate(expr["any"]):
            look(book, (*path, "any", index), part, place, min_strength)
    else:
        found = _excluded(book, expr) or _never(book, expr, min_strength)
        if found:
            _note(book, path, place, found)


def _note(book: Book, path: Path, place: str, found: tuple[str, str]) -> None:
    zh, en = _NEVER[place]
    book.find(path, f"{zh}：{found[0]}", f"{en}: {found[1]}")


def _never(book: Book, check: dict[str, Any], min_strength: int) -> Found:
    if check.get("negate"):
        return _always_number(book, check)
    name = check["check"]
    if name in ("count_min", "count_max"):
        return _count(book, check)
    if name in ("number_min", "number_max"):
        return _number(book, check)
    if name == "ratio_min" and check["min"] > 1:
        return "占比不会超过1", "a share is never above 1"
    if name == "evidence_min":
        return _evidence(book, check, min_strength)
    if name == "approval_granted" and check.get("other_than") == check["kind"]:
        return "不可能不同于自己", "nobody differs from himself"
    if name == "document_state" and check.get("without") == check["state"]:
        return "达到又未达到同一状态", "the same state is both asked and excluded"
    return _dates(check) if name == "date_within" else None


def _count(book: Book, check: dict[str, Any]) -> Found:
    if check["check"] == "count_max":
        return ("数量不会小于0", "a number of records is never below 0") if check["max"] < 0 else None
    least = check["min"]
    if "newest" in check and least > check["newest"]:
        return f"最近{check['newest']}条里没有{least}条", f"the newest {check['newest']} are never {least}"
    collection = catalogue()[check["of"]]
    if collection.one and least > 1:
        return f"{check['of']} 最多一条", f"there is at most one record in {check['of']}"
    if "distinct" not in check:
        return None
    most = _variety(book, collection.fields[check["distinct"]], check)
    if most is not None and least > most:
        return f"最多只有{most}种不同的值", f"there are at most {most} different values"
    return None


def _variety(book: Book, field: Field, check: dict[str, Any]) -> int | None:
    """How many different values a field can have under the conditions; None: any number."""
    if field.name == "key_roles":
        return len(KEY_ROLES)
    if field.kind == "bool":
        return 2
    if field.kind != "key":
        return None
    words = book.allowed(field.lists, field.words)
    for key, value in as_map(check.get("where")).items():
        name, op = split(key)
        if name == field.name and op == "in":
            words &= set(value)
        if name == field.name and op == "not_in":
            words -= set(value)
        if name == field.name and op == "eq":
            words &= {value}
    return len(words)


def _number(book: Book, check: dict[str, Any]) -> Found:
    low, high = book.bounds.get((check["of"], check["field"]), (None, None))
    if check["check"] == "number_min" and high is not None and check["min"] > high:
        return f"{check['field']} 最大是{high}", f"{check['field']} is at most {high}"
    if check["check"] == "number_max" and low is not None and check["max"] < low:
        return f"{check['field']} 最小是{low}", f"{check['field']} is at least {low}"
    return None


def _always_number(book: Book, check: dict[str, Any]) -> Found:
    """``negate`` of a bound that always holds."""
    if check["check"] not in ("number_min", "number_max"):
        return None
    low, high = book.bounds.get((check["of"], check["field"]), (None, None))
    if check["check"] == "number_min" and low is not None and check["min"] <= low:
        return f"{check['field']} 不会低于{low}", f"{check['field']} is never below {low}"
    if check["check"] == "number_max" and high is not None and check["max"] >= high:
        return f"{check['field']} 不会高于{high}", f"{check['field']} is never above {high}"
    return None


def _evidence(book: Book, check: dict[str, Any], min_strength: int) -> Found:
    types = check.get("types") or list(book.strengths)
    needed = check.get("strength", min_strength)
    best = max((book.strengths.get(kind, 0) for kind in types), default=0)
    if needed > best:
        return f"这些证据强度最多{best}，要求{needed}", f"such evidence has strength {best} at most, {needed} is asked"
    if check.get("distinct") == "type" and check["count"] > len(types):
        return f"只有{len(types)}种证据", f"there are only {len(types)} types of evidence"
    return None


def _dates(check: dict[str, Any]) -> Found:
    plus = check.get("plus_days", 0)
    if isinstance(plus, int) and plus > 0 and check.get("not_before") == check["field"]:
        return "日期不会晚于自己", "a date is never later than itself"
    if isinstance(plus, int) and plus < 0 and check.get("not_after") == check["field"]:
        return "日期不会早于自己", "a date is never earlier than itself"
    return None


def _excluded(book: Book, check: dict[str, Any]) -> Found:
    """Conditions that exclude each other, or that no value can fulfil."""
    collection = catalogue().get(check.get("of", ""))
    if collection is None:
        return None
    both = [*as_map(check.get("over")).items(), *as_map(check.get("where")).items()]
    by_field: dict[str, list[tuple[str, Any]]] = {}
    for key, value in both:
        name, op = split(key)
        by_field.setdefault(name, []).append((op, value))
    for name, tests in by_field.items():
        found = _out_of_scale(book, collection.name, name, tests) or _clash(name, tests)
        if found:
            return found
    return None


def _out_of_scale(book: Book, of: str, name: str, tests: list[tuple[str, Any]]) -> Found:
    low, high = book.bounds.get((of, name), (None, None))
    if low is None or high is None:
        return None
    for op, value in tests:
        numbers = value if isinstance(value, list) else [value]
        above = op in ("gte", "eq", "in") and min(numbers) > high
        below = op in ("lte", "eq", "in") and max(numbers) < low
        if above or below:
            return f"{name} 只在{low}到{high}之间", f"{name} lies between {low} and {high}"
    return None


def _clash(name: str, tests: list[tuple[str, Any]]) -> Found:
    said = f"{name} 的条件互相矛盾", f"the conditions on {name} exclude each other"
    filled = dict(tests).get("filled")
    if filled is False and len(tests) > 1:
        return said
    wanted = _wanted(tests)
    if wanted is not None and not wanted:
        return said
    least = max((v for op, v in tests if op == "gte"), default=None)
    most = min((v for op, v in tests if op == "lte"), default=None)
    if least is not None and most is not None and least > most:
        return said
    return said if (wanted and _outside(wanted, least, most)) or _ages_clash(dict(tests)) else None


def _wanted(tests: list[tuple[str, Any]]) -> list[Any] | None:
    """The values that ``eq``, ``in`` and ``not_in`` leave; None when they leave all."""
    sets = [[value] if op == "eq" else value for op, value in tests if op in ("eq", "in")]
    if not sets:
        return None
    banned = [item for op, value in tests if op == "not_in" for item in value]
    return [item for item in sets[0] if all(item in other for other in sets) and item not in banned]


def _outside(wanted: list[Any], least: Any, most: Any) -> bool:
    """No wanted value lies between the bounds."""
    return not any((least is None or v >= least) and (most is None or v <= most) for v in wanted)


def _ages_clash(tests: dict[str, Any]) -> bool:
    within, older, ahead = (tests.get(op) for op in ("within_days", "older_than_days", "ahead_days"))
    if not all(isinstance(value, int | None) for value in (within, older, ahead)):
        return False
    return older is not None and ((within is not None and older >= within) or ahead is not None)


def _together(book: Book, path: Path, parts: list[Any], place: str) -> None:
    """Checks that must all hold but cannot hold together."""
    checks = [(index, part) for index, part in enumerate(parts) if isinstance(part, dict) and "check" in part]
    for number, (_, one) in enumerate(checks):
        for index, two in checks[number + 1 :]:
            if _opposed(one, two) or _opposed(two, one):
                _note(book, (*path, index), place, ("与前面的检查矛盾", "it contradicts a check before it"))


def _opposed(one: dict[str, Any], two: dict[str, Any]) -> bool:
    if bool(one.get("negate")) != bool(two.get("negate")):
        return _without(one, "negate") == _without(two, "negate")
    if one.get("negate"):
        return False
    for low, high in (("count_min", "count_max"), ("number_min", "number_max")):
        if one["check"] == low and two["check"] == high:
            same = _without(one, "check", "min") == _without(two, "check", "max")
            return same and bool(one["min"] > two["max"])
    return False


def _without(check: dict[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in check.items() if key not in names}


def parts(expr: Any) -> Iterator[dict[str, Any]]:
    """Every check of a plain expression."""
    if isinstance(expr, list):
        for part in expr:
            yield from parts(part)
    elif isinstance(expr, dict) and "any" in expr:
        yield from parts(expr["any"])
    elif isinstance(expr, dict):
        yield expr
