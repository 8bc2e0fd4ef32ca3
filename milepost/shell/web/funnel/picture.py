"""The funnel as a drawing: one band per stage, as wide as what is claimed, its proved part filled."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, ROW, GAP, LEAST = 420, 46, 6, 4


@dataclass(frozen=True, slots=True)
class Band:
    """One stage: left and width of the claimed band and of its proved part, all in drawing units."""

    name: str
    place: int
    y: int
    x: float
    width: float
    proved_x: float
    proved_width: float
    text: str
    note: str
    href: str


def bands(rows: Sequence[tuple[str, int, int, int, str, str, str]]) -> list[Band]:
    """Bands of (name, place, claimed, proved, text, note, address); centred, the widest claimed fills the width."""
    widest = max((row[2] for row in rows), default=0) or 1
    found = []
    for at, (name, place, claimed, proved, text, note, href) in enumerate(rows):
        width = max(LEAST, WIDTH * claimed / widest)
        filled = width * min(1.0, proved / claimed) if claimed else 0
        found.append(
            Band(
                name, place, at * (ROW + GAP), (WIDTH - width) / 2, width, (WIDTH - width) / 2, filled, text, note, href
            )
        )
    return found


def height(count: int) -> int:
    """Height of the drawing for that many stages."""
    return count * (ROW + GAP)
