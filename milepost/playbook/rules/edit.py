"""The few settings of a playbook that sales operations change without touching YAML.

Every function is pure: it takes the plain data of a playbook and gives new data
with a higher version and an entry in the change log, checked like any playbook.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from milepost.kernel.text import Text
from milepost.playbook.rules import diff, load, source
from milepost.playbook.rules.grammar import FEN
from milepost.playbook.rules.model import Playbook

_WIDTH = 10**6


@dataclass(frozen=True, slots=True)
class Edits:
    """What to change; what is left empty stays as it is.

    ``amounts``: lowest amount of a level in fen; ``required_for``: levels by standard;
    ``norm_days``: days by stage and level; ``enforcement``: off, warn or block by level
    (and ``imported``); ``approvers``: role by kind of approval and level;
    ``gate_approvers``: role by level.
    """

    amounts: Mapping[str, int] = field(default_factory=dict)
    required_for: Mapping[str, Sequence[str]] = field(default_factory=dict)
    norm_days: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    enforcement: Mapping[str, str] = field(default_factory=dict)
    approvers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    gate_approvers: Mapping[str, str] = field(default_factory=dict)


def apply(book: Playbook | Mapping[str, Any] | str, edits: Edits, note: Text | None = None) -> dict[str, Any]:
    """New data with ``edits``; raises PlaybookRefused with every finding, KeyError for an unknown key.

    ``book``: a playbook, its data or its YAML text. ``note``: why, for the change log;
    without it the log lists what changed. Nothing changed: the same version.
    """
    old = _data(book)
    new = copy.deepcopy(old)
    _amounts(new, edits.amounts)
    _required_for(new, edits.required_for)
    _norm_days(new, edits.norm_days)
    _enforcement(new, edits.enforcement)
    _approvers(new, edits.approvers)
    _gate_approvers(new, edits.gate_approvers)
    changes = diff.diff(old, new)
    if changes:
        new["playbook"]["version"] = next_version(str(old["playbook"]["version"]))
        _log(new, note or _said(changes))
    load.from_data(new)
    return new


def as_yaml(data: Mapping[str, Any]) -> str:
    """Edited data as YAML text that ``load.load`` reads back to the same playbook."""
    text: str = yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text


def next_version(version: str) -> str:
    """``1.0.0`` -> ``1.0.1``; whatever follows the numbers is dropped."""
    numbers = version.split("-")[0].split(".")
    if not numbers[-1].isdigit():
        return f"{version}.1"
    return ".".join([*numbers[:-1], str(int(numbers[-1]) + 1)])


def _data(book: Playbook | Mapping[str, Any] | str) -> dict[str, Any]:
    if isinstance(book, Playbook):
        return dict(book.data)
    return source.read(book).data if isinstance(book, str) else dict(book)


def _one(items: Sequence[dict[str, Any]], key: str, name: str = "key") -> dict[str, Any]:
    for item in items:
        if item.get(name) == key:
            return item
    raise KeyError(key)


def _standards(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for section in ("stages", "delivery_milestones"):
        for stage in data.get(section) or ():
            yield from stage["verification"]


def _amounts(data: dict[str, Any], amounts: Mapping[str, int]) -> None:
    for level, fen in amounts.items():
        yuan = fen / FEN
        _one(data["project_levels"], level)["any_of"]["amount_min"] = int(yuan) if yuan == int(yuan) else yuan


def _required_for(data: dict[str, Any], required: Mapping[str, Sequence[str]]) -> None:
    standards = list(_standards(data))
    for key, levels in required.items():
        _one(standards, key)["required_for"] = sorted(levels)


def _norm_days(data: dict[str, Any], norms: Mapping[str, Mapping[str, int]]) -> None:
    for stage, days in norms.items():
        _one(data["stages"], stage)["norm_days"].update(days)


def _enforcement(data: dict[str, Any], modes: Mapping[str, str]) -> None:
    if modes:
        gate = data.setdefault("gate", {})
        gate["enforcement"] = {**(gate.get("enforcement") or load.ENFORCEMENT), **modes}


def _approvers(data: dict[str, Any], approvers: Mapping[str, Mapping[str, str]]) -> None:
    for kind, by_level in approvers.items():
        _one(data["approval_matrix"], kind, "kind").update(by_level)


def _gate_approvers(data: dict[str, Any], approvers: Mapping[str, str]) -> None:
    for level, role in approvers.items():
        _one(data["project_levels"], level)["gate_approver"] = role


def _log(data: dict[str, Any], note: Text) -> None:
    entry = {"version": data["playbook"]["version"], "zh": note.zh, "en": note.en}
    data["change_log"] = [entry, *data.get("change_log", [])]


def _said(changes: Sequence[diff.Change]) -> Text:
    """The changes as one entry of the log; names that have no English stay out of the English half."""
    return Text("；".join(c.text.zh for c in changes), "; ".join(c.text.en for c in changes))
