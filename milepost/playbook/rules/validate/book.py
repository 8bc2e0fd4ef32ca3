"""The playbook under examination, read so carefully that nothing in it can trip us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from milepost.playbook.rules.source import Path, Source

Item = tuple[Path, dict[str, Any]]

_KEYED = (
    "stages", "delivery_milestones", "roles", "procurement_variants", "call_outcomes",
    "buying_roles", "evidence_types", "lead_sources", "tools", "tender_rules",
)  # fmt: skip
_PLAIN = ("evidence_tags", "document_states")


def words(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The lists of the playbook whose keys the catalogue names with ``@``."""
    found = {name: tuple(keys(data.get(name))) for name in _KEYED}
    found["approval_matrix"] = tuple(keys(data.get("approval_matrix"), "kind"))
    for name in _PLAIN:
        found[name] = tuple(word for word in as_list(data.get(name)) if isinstance(word, str))
    return found


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def as_map(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def keys(value: Any, name: str = "key") -> list[str]:
    return [item[name] for item in as_list(value) if isinstance(item, dict) and isinstance(item.get(name), str)]


class Book:
    """Data with the ways to walk it; ``find`` notes a finding."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.data: dict[str, Any] = source.data
        self.words = words(self.data)
        self.strengths = {
            kind["key"]: kind["strength"]
            for _, kind in self.items("evidence_types")
            if isinstance(kind.get("key"), str) and isinstance(kind.get("strength"), int)
        }
        self.bounds = _bounds(self)

    def find(self, path: Path, zh: str, en: str) -> None:
        self.source.find(path, zh, en)

    def items(self, *path: str | int) -> Iterator[Item]:
        """Each mapping of the list at ``path`` with its place."""
        here: Any = self.data
        for step in path:
            here = here[step] if isinstance(step, int) else as_map(here).get(step)
        yield from self.inside(path, here)

    def inside(self, path: Path, value: Any) -> Iterator[Item]:
        for index, item in enumerate(as_list(value)):
            if isinstance(item, dict):
                yield (*path, index), item

    def stages(self) -> Iterator[Item]:
        """Selling stages, then delivery milestones."""
        yield from self.items("stages")
        yield from self.items("delivery_milestones")

    def part(self, name: str) -> Iterator[tuple[Item, Item]]:
        """Each (stage, thing) of one list of every stage, such as ``verification``."""
        for stage in self.stages():
            for item in self.inside((*stage[0], name), stage[1].get(name)):
                yield stage, item

    def standard_keys(self) -> set[str]:
        return {item["key"] for _, (_, item) in self.part("verification") if isinstance(item.get("key"), str)}

    def allowed(self, lists: tuple[str, ...], own: tuple[str, ...]) -> set[str]:
        return {word for name in lists for word in self.words.get(name, ())} | set(own)


def _bounds(book: Book) -> dict[tuple[str, str], tuple[float, float]]:
    """The smallest and largest value a number can have, from the playbook's own scales."""
    people = {
        "influence": _scale(book, "influence_levels", "value"),
        "attitude": _scale(book, "attitude_scale", "value"),
        "coverage": _scale(book, "coverage_levels", "value"),
        "coach_tests_passed": (0, len(as_list(as_map(book.data.get("coach_overlay")).get("tests"))) or 3),
    }
    bounds = {("stakeholders", name): scale for name, scale in people.items() if scale}
    letters = len(as_list(as_map(book.data.get("man")).get("items"))) or 3
    top = max((s for s in _man_scores(book)), default=4)
    bounds |= {("man", letter): (0, top) for letter in ("money", "authority", "need", "lowest")}
    bounds |= {("man", "total"): (0, top * letters), ("evidence", "strength"): (0, 3)}
    shares = [("power_balance", "our_share"), ("relation_depth", "unknown_ratio")]
    shares += [("relation_depth", n) for n in ("top_supporter_share", "key_roles_with_backup_ratio")]
    bounds |= dict.fromkeys(shares, (0, 1))
    bounds |= {("power_balance", n): (-1, 1) for n in ("lead_over_best_rival", "delta_45d")}
    return bounds | {("relation_depth", "missing_links"): (0, 5)}


def _scale(book: Book, name: str, value: str) -> tuple[float, float] | None:
    values = [item[value] for _, item in book.items(name) if isinstance(item.get(value), int)]
    return (min(values), max(values)) if values else None


def _man_scores(book: Book) -> Iterator[int]:
    for _, letter in book.items("man", "items"):
        for anchor in as_list(letter.get("anchors")):
            if isinstance(as_map(anchor).get("score"), int):
                yield anchor["score"]
