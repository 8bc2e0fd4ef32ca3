"""Read YAML as plain data and remember on which line everything stands.

Refused while reading, because plain loaders let them pass silently: a key that
stands twice in one mapping, and a key that is not a string (a bare ``on`` or
``yes`` is read as *true*).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from milepost.kernel.text import Text

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong in a playbook: where, and what in one plain sentence."""

    file: str
    line: int
    path: str
    text: Text

    def as_dict(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "line": self.line,
            "path": self.path,
            "zh": self.text.zh,
            "en": self.text.en,
        }


@dataclass(slots=True)
class Source:
    """Plain data of one YAML file with the line of every value."""

    file: str
    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of ``path`` or of the nearest thing around it."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return self.lines.get((), 1)

    def find(self, path: Path, zh: str, en: str) -> None:
        """Note one finding at ``path``."""
        self.findings.append(Finding(self.file, self.line(path), self.shown(path), Text(zh, en)))

    def shown(self, path: Path) -> str:
        """``stages[contact].verification[roles_met].auto``: list items by their key."""
        shown, here = "", self.data
        for step in path:
            if isinstance(step, int):
                here = here[step] if isinstance(here, list) and step < len(here) else None
                shown += f"[{_name(here, step)}]"
            else:
                here = here.get(step) if isinstance(here, dict) else None
                shown += f".{step}" if shown else step
        return shown


def _name(item: Any, index: int) -> str | int:
    if isinstance(item, dict):
        for key in ("key", "kind"):
            if isinstance(item.get(key), str) and "check" not in item:
                return str(item[key])
    return index


def read(text: str, file: str = "playbook.yaml") -> Source:
    """Compose ``text``; what is wrong with the YAML itself stands in ``findings``."""
    source = Source(file)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        _note_syntax(source, error)
        return source
    if node is not None:
        source.data = _plain(node, (), source)
    return source


def from_data(data: Any, file: str = "playbook") -> Source:
    """Data that was not read from a file (an edited copy): no lines are known."""
    return Source(file, data)


def _note_syntax(source: Source, error: yaml.YAMLError) -> None:
    mark = getattr(error, "problem_mark", None)
    source.lines[()] = (mark.line + 1) if mark else 1
    problem = str(getattr(error, "problem", None) or error)
    source.find((), f"不是有效的 YAML：{problem}", f"This is not valid YAML: {problem}")


def _plain(node: yaml.Node, path: Path, source: Source) -> Any:
    source.lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, source)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, i), source) for i, item in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: yaml.MappingNode, path: Path, source: Source) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = _scalar(key_node) if isinstance(key_node, yaml.ScalarNode) else None
        here = (*path, str(key_node.value) if isinstance(key, bool) else str(key))
        source.lines[here] = key_node.start_mark.line + 1
        if not isinstance(key, str):
            source.find(
                here,
                f"键 {key_node.value} 不是文字，请加引号",
                f"The key {key_node.value} is not text; put it in quotes",
            )
            continue
        if key in plain:
            source.find(here, f"键 {key} 在同一处出现两次", f"The key {key} stands twice in one place")
            continue
        plain[key] = _plain(value_node, here, source)
        source.lines[here] = key_node.start_mark.line + 1
    return plain


_BUILDER = yaml.SafeLoader("")


def _scalar(node: yaml.Node) -> Any:
    value = _BUILDER.construct_object(node)
    return str(node.value) if type(value).__name__ in ("date", "datetime") else value
