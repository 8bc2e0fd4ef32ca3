"""The neutral document a handbook is: chapters of paragraphs, lists and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from milepost.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text


@dataclass(frozen=True, slots=True)
class Items:
    """A list of sentences; ``ordered`` when they are steps."""

    items: tuple[Text, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


Block = Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter or a part of one. ``key`` is an anchor, unique in the book."""

    key: str
    title: Text
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Handbook:
    """``contents`` are (key, title, depth) of chapters and their parts."""

    title: Text
    subtitle: Text
    version: str
    method: Text | None
    chapters: tuple[Section, ...]

    def contents(self) -> tuple[tuple[str, Text, int], ...]:
        return tuple(_entries(self.chapters, 0))


def _entries(sections: Iterable[Section], depth: int) -> Iterator[tuple[str, Text, int]]:
    for section in sections:
        yield section.key, section.title, depth
        if depth == 0:
            yield from _entries(section.sections, depth + 1)
