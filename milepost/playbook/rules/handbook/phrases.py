"""Small phrases that several chapters use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from milepost.kernel.text import Text
from milepost.playbook.rules import grammar
from milepost.playbook.rules.judge import labels
from milepost.playbook.rules.model import Playbook


def names(items: Iterable[Mapping[str, Any]]) -> tuple[Text, ...]:
    return tuple(Text(item["zh"], item["en"]) for item in items)


def labelled(zh: str, en: str, text: Text) -> Text:
    return Text(f"{zh}：{text.zh}", f"{en}: {text.en}")


def role_names(playbook: Playbook, roles: Iterable[str]) -> Text:
    return labels.joined(playbook.role(role).name for role in roles)


def joined(parts: Iterable[str]) -> Text:
    listed = list(parts)
    return Text("、".join(listed), ", ".join(listed))


def plain(value: Any) -> Text:
    return Text(str(value), str(value))


def yes(value: bool) -> Text:
    return Text("是", "yes") if value else Text("否", "no")


def amount(fen: int) -> Text:
    return plain(f"¥{fen // grammar.FEN:,}")
