"""Both languages complete, and no key twice."""

from __future__ import annotations

import re
from typing import Any

from milepost.playbook.rules.source import Path
from milepost.playbook.rules.validate.book import Book

_CHINESE = re.compile(r"[\u3400-\u9fff]")


def look(book: Book) -> None:
    _walk(book, (), book.data)
    _across_stages(book, "verification", "验证标准", "standard")
    _across_stages(book, "tasks", "任务", "task")
    for name in ("evidence_tags", "document_states"):
        _twice(book, (name,), list(book.words[name]))


def _walk(book: Book, path: Path, value: Any) -> None:
    if isinstance(value, dict):
        _both(book, path, value)
        for key, part in value.items():
            _walk(book, (*path, key), part)
    elif isinstance(value, list):
        _keys_once(book, path, value)
        for index, part in enumerate(value):
            _walk(book, (*path, index), part)


def _both(book: Book, path: Path, value: dict[str, Any]) -> None:
    if "zh" not in value and "en" not in value:
        return
    for half, zh, en in (
        ("zh", "缺少中文", "The Chinese text is missing"),
        ("en", "缺少英文", "The English text is missing"),
    ):
        text = value.get(half)
        if not isinstance(text, str) or not text.strip():
            book.find((*path, half), zh, en)
    if isinstance(value.get("en"), str) and _CHINESE.search(value["en"]):
        book.find((*path, "en"), "英文里有汉字", "The English text holds Chinese characters")


def _keys_once(book: Book, path: Path, value: list[Any]) -> None:
    for name in ("key", "kind"):
        found = [item.get(name) if isinstance(item, dict) else None for item in value]
        if name == "kind" and path != ("approval_matrix",):
            continue
        _twice(book, path, found)


def _twice(book: Book, path: Path, found: list[Any]) -> None:
    seen: set[str] = set()
    for index, key in enumerate(found):
        if isinstance(key, str) and key in seen:
            book.find((*path, index), f"{key} 出现两次", f"{key} stands twice")
        if isinstance(key, str):
            seen.add(key)


def _across_stages(book: Book, part: str, zh: str, en: str) -> None:
    """Keys of standards and tasks are unique in the whole playbook."""
    seen: dict[str, Path] = {}
    for (stage, _), (path, item) in book.part(part):
        key = item.get("key")
        if not isinstance(key, str):
            continue
        if key in seen and seen[key] != stage:
            book.find(path, f"{zh} {key} 在两个阶段出现", f"The {en} {key} stands in two stages")
        seen.setdefault(key, stage)
