"""Where the header of a sheet is: below titles, over one or two rows."""

import re
from collections import Counter
from dataclasses import dataclass

from milepost.integrations.rules import headers
from milepost.integrations.rules.fields import KNOWN

_PAIR = re.compile(r"[:：]")
_FIGURE = re.compile(r"[-+¥￥$]?[\d,.]+%?")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sample: its texts, which of them copy a merged cell, which are words rather than numbers."""

    texts: list[str]
    filled: frozenset[int]
    words: list[bool]

    def own(self) -> list[int]:
        """Columns that hold a text of their own."""
        return [i for i, said in enumerate(self.texts) if said and i not in self.filled]


@dataclass(frozen=True, slots=True)
class Heading:
    """The header: index of its first and last row in the sample, and one title per column."""

    first: int
    last: int
    titles: tuple[str, ...]


def find(sample: list[Line]) -> Heading:
    """The row with the most known titles; without any, the first row as wide as most; joined with its neighbour."""
    common = _common(sample)
    best = max(range(len(sample)), key=lambda i: _known(sample[i], common) - 0.3 * i)
    if _known(sample[best], common) == 0 or len(set(sample[best].texts) - {""}) < 2:
        best = _first_full(sample)
    first = last = best
    if best + 1 < len(sample) and _continues(sample[best], sample[best + 1]):
        last = best + 1
    elif best > 0 and _groups(sample[best - 1], sample[best]):
        first = best - 1
    return Heading(first, last, _titles(sample, first, last))


def _common(sample: list[Line]) -> set[tuple[int, str]]:
    """Values that come again and again in their column: data, even when they read like a title."""
    seen = Counter((i, said) for line in sample for i, said in enumerate(line.texts) if said)
    return {place for place, times in seen.items() if times > max(2, len(sample) // 5)}


def _known(line: Line, common: set[tuple[int, str]]) -> int:
    titles = (headers.parse(line.texts[i]) for i in line.own() if line.words[i] and (i, line.texts[i]) not in common)
    return sum(1 for title in titles if any(part in KNOWN for part in title.parts))


def _first_full(sample: list[Line]) -> int:
    widths = [len(line.own()) for line in sample]
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    return next(i for i, width in enumerate(widths) if width >= max(1, 0.6 * usual))


def _continues(upper: Line, lower: Line) -> bool:
    """The row below only names the parts of groups above: 2026年预计 → 一季度 | 二季度."""
    own = lower.own()
    open_columns = {i for i in range(len(upper.texts)) if _is_open(upper, i)}
    return len(own) >= 2 and len(own) < len(upper.texts) and all(i in open_columns and _is_title(lower, i) for i in own)


def _is_open(line: Line, column: int) -> bool:
    """Blank, a copy, or the first cell of a group (its right neighbour is blank or a copy)."""
    if not line.texts[column] or column in line.filled:
        return True
    after = column + 1
    return after < len(line.texts) and (
        not line.texts[after] or (after in line.filled and line.texts[after] == line.texts[column])
    )


def _groups(upper: Line, lower: Line) -> bool:
    """The row above names groups of columns: 客户信息 | 项目信息. A line of labels with colons does not."""
    own = upper.own()
    return (
        2 <= len(own) < len(lower.own())
        and all(_is_title(upper, i) and not _PAIR.search(upper.texts[i]) for i in own)
        and any(_is_open(upper, i) for i in own)
    )


def _is_title(line: Line, column: int) -> bool:
    return line.words[column] and not _FIGURE.fullmatch(line.texts[column])


def _titles(sample: list[Line], first: int, last: int) -> tuple[str, ...]:
    bottom = sample[last].texts
    names = list(bottom)
    if first != last:
        top = _spread(sample[first], sample[last])
        width = max(len(top), len(bottom))
        top, bottom = top + [""] * (width - len(top)), bottom + [""] * (width - len(bottom))
        names = [t if not b or t == b else f"{t} / {b}" if t else b for t, b in zip(top, bottom, strict=True)]
    while names and not names[-1]:
        names.pop()
    return _unique([" ".join(name.split()) for name in names])


def _spread(upper: Line, lower: Line) -> list[str]:
    """In text files merged groups arrive as one title and blanks: carry it on over the blanks that have a title below."""
    carried, spread = "", list[str]()
    for i, said in enumerate(upper.texts):
        below = lower.texts[i] if i < len(lower.texts) else ""
        carried = said or (carried if below else "")
        spread.append(carried)
    return spread


def _unique(names: list[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unique.append(f"{name} #{seen[name]}" if name and seen[name] > 1 else name)
    return tuple(unique)
