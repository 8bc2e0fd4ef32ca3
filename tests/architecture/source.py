"""The source as data: rooms, modules with their syntax trees, templates."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "milepost"
# Printed and sent as one file of its own: it carries its style with it and is read from its folder.
PRINTED = {"playbook/web/handbook/book.html"}


class Module(NamedTuple):
    """A Python file: its path within the package, its text, its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Path within the package, with slashes."""
        return self.path.relative_to(PACKAGE).as_posix()

    @property
    def room(self) -> str:
        """The room it belongs to."""
        return self.name.split("/")[0]

    @property
    def is_test(self) -> bool:
        """Whether it is test code, which may do what it must."""
        return "/tests" in self.name or self.path.name.startswith(("test_", "tests_"))

    @property
    def is_migration(self) -> bool:
        """Whether it is a migration."""
        return "/migrations/" in self.name

    def where(self, node: ast.AST) -> str:
        """File and line of a node, as editors open it."""
        return f"milepost/{self.name}:{getattr(node, 'lineno', 0)}"


class Template(NamedTuple):
    """A template: the name it is asked for by, and its text."""

    name: str
    text: str

    def line(self, at: int) -> str:
        """File and line of a place in the text."""
        return f"milepost/{self.name}:{self.text.count(chr(10), 0, at) + 1}"


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the package."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append(Module(path, text, ast.parse(text)))
    return tuple(found)


def product_modules() -> Iterator[Module]:
    """What ships: without tests and migrations."""
    return (module for module in modules() if not module.is_test and not module.is_migration)


@cache
def templates() -> tuple[Template, ...]:
    """Every template of the package."""
    paths = [p for p in sorted(PACKAGE.rglob("*.html")) if "static/build" not in p.as_posix()]
    return tuple(Template(p.relative_to(PACKAGE).as_posix(), p.read_text(encoding="utf-8")) for p in paths)


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call in a tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called_name(call: ast.Call) -> str:
    """The last part of what is called: ``record`` for ``trail.actions.record(...)``."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def listed(findings: list[str]) -> str:
    """Findings as an assertion message."""
    return f"{len(findings)} found:\n" + "\n".join(findings)
