"""Do the numbers make sense: weights that rise, norms that rise with size, sums that add up?"""

from __future__ import annotations

from typing import Any, TypeGuard

from milepost.playbook.rules.model import LEVELS
from milepost.playbook.rules.source import Path
from milepost.playbook.rules.validate.book import Book, Item, as_list, as_map

MAX_FORM_FIELDS = 6
FULL = 100


def look(book: Book) -> None:
    for name in ("stages", "delivery_milestones"):
        _orders(book, list(book.items(name)))
    _weights(book)
    _norms(book)
    _amounts(book)
    _standards(book)
    _patterns(book)
    _gate(book)
    _forms(book)
    _sums(book)


def _is_int(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _orders(book: Book, items: list[Item]) -> None:
    orders = [item.get("order") for _, item in items if _is_int(item.get("order"))]
    for path, item in items:
        if _is_int(item.get("order")) and orders.count(item["order"]) > 1:
            book.find((*path, "order"), "顺序号重复", "Two stages have the same place in the order")


def _weights(book: Book) -> None:
    staged = [(p, s) for p, s in book.items("stages") if _is_int(s.get("weight")) and _is_int(s.get("order"))]
    before = 0
    for path, stage in sorted(staged, key=lambda item: item[1]["order"]):
        weight = stage["weight"]
        if weight <= before:
            book.find(
                (*path, "weight"),
                f"权重 {weight} 没有比前一阶段高",
                f"The weight {weight} does not rise above the stage before",
            )
        if weight > FULL:
            book.find((*path, "weight"), "权重超过100", "The weight is above 100")
        before = max(before, weight)
    if staged and before < FULL:
        path = max(staged, key=lambda item: item[1]["order"])[0]
        book.find((*path, "weight"), "最后一个阶段的权重应为100", "The weight of the last stage must be 100")


def _norms(book: Book) -> None:
    for path, stage in book.items("stages"):
        norms = as_map(stage.get("norm_days"))
        days = [norms.get(level) for level in LEVELS]
        for level, value in norms.items():
            if level not in LEVELS or not _is_int(value) or value < 1:
                book.find(
                    (*path, "norm_days", level),
                    "标准天数应按A/B/C写正整数",
                    "Norm days are whole positive numbers for A, B and C",
                )
        if norms and None in days:
            book.find((*path, "norm_days"), "标准天数缺少级别", "Norm days lack a level")
        elif norms and all(_is_int(d) for d in days) and days != sorted(days, key=lambda d: -(d or 0)):
            book.find(
                (*path, "norm_days"),
                "标准天数没有随项目大小上升（A≥B≥C）",
                "Norm days do not rise with size (A at least B at least C)",
            )


def _amounts(book: Book) -> None:
    limits = {
        level.get("key"): as_map(level.get("any_of")).get("amount_min") for _, level in book.items("project_levels")
    }
    for path, level in book.items("project_levels"):
        value = as_map(level.get("any_of")).get("amount_min")
        if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
            book.find((*path, "any_of"), "缺少金额下限", "The amount limit is missing")
    values = [v for level in LEVELS if isinstance(v := limits.get(level), int | float)]
    if len(values) == len(LEVELS) and not values[0] > values[1] > values[2]:
        book.find(("project_levels",), "金额下限应A高于B、B高于C", "Amount limits must fall from A to B to C")


def _standards(book: Book) -> None:
    for _, (path, item) in book.part("verification"):
        days, strength = item.get("valid_days"), item.get("min_strength")
        if _is_int(days) and days < 1:
            book.find((*path, "valid_days"), "有效天数应为正数", "The validity must be positive")
        if _is_int(strength) and not 0 <= strength <= 3:
            book.find((*path, "min_strength"), "证据强度为0到3", "Evidence strength runs from 0 to 3")
    for path, kind in book.items("evidence_types"):
        if _is_int(kind.get("strength")) and not 0 <= kind["strength"] <= 3:
            book.find((*path, "strength"), "证据强度为0到3", "Evidence strength runs from 0 to 3")


def _patterns(book: Book) -> None:
    for path, pattern in book.items("failure_patterns"):
        _full(book, (*path, "indicators"), pattern.get("indicators"), "weight")
        bands = as_map(pattern.get("bands"))
        warn, alarm = bands.get("warn"), bands.get("alarm")
        if not _is_int(warn) or not _is_int(alarm) or not 0 < warn < alarm <= FULL:
            book.find((*path, "bands"), "预警线应低于警报线", "The warning must lie below the alarm")


def _full(book: Book, path: Path, items: Any, name: str) -> None:
    values = [v for item in as_list(items) if isinstance(v := as_map(item).get(name), int | float)]
    if values and len(values) == len(as_list(items)) and sum(values) != FULL:
        book.find(path, f"合计应为100，现为{sum(values)}", f"The total must be 100, it is {sum(values)}")


def _gate(book: Book) -> None:
    gate = as_map(book.data.get("gate"))
    for name in ("expiry_notice_days", "review_days"):
        if _is_int(gate.get(name)) and gate[name] < 0:
            book.find(("gate", name), "天数不能为负", "Days cannot be negative")
    most = as_map(gate.get("waiver")).get("max_open_per_project")
    if _is_int(most) and most < 0:
        book.find(("gate", "waiver", "max_open_per_project"), "不能为负", "This cannot be negative")


def _forms(book: Book) -> None:
    for path, tool in book.items("tools"):
        if len(as_list(tool.get("form"))) > MAX_FORM_FIELDS:
            book.find((*path, "form"), "表单最多六个字段", "A form has at most six fields")


def _sums(book: Book) -> None:
    card = as_map(book.data.get("bid_scorecard"))
    _full(book, ("bid_scorecard", "items"), card.get("items"), "weight")
    for path, plan in book.items("payment_plans"):
        _full(book, (*path, "items"), plan.get("items"), "share")
