"""Two people changed the same thing: which of my fields collide with what the other one wrote?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from milepost.kernel.errors import Stale
from milepost.kernel.text import Text

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else made of one field since I read it (``value``), and what I had read (``was``)."""

    value: object
    by: str
    was: object = None


def untouched(mine: Mapping[str, object], theirs: Mapping[str, Theirs]) -> set[str]:
    """Fields that I only sent along as I had read them, while somebody else changed them."""
    return {field for field, value in mine.items() if field in theirs and theirs[field].was == value}


def collisions(mine: Mapping[str, object], theirs: Mapping[str, Theirs]) -> list[str]:
    """Fields that both changed to different values, in my order. Different fields never collide."""
    left = untouched(mine, theirs)
    return [
        field for field, value in mine.items() if field in theirs and field not in left and theirs[field].value != value
    ]


def keep_mine(
    wanted: Mapping[str, Value],
    theirs: Mapping[str, Theirs],
    labels: Mapping[str, Text],
    plain: Callable[[Value], object] = lambda value: value,
) -> dict[str, Value]:
    """What I really changed. Raises Stale with one sentence per field that both changed.

    ``plain`` turns my values into what the trail keeps, so that both can be compared.
    """
    mine = {field: plain(value) for field, value in wanted.items()}
    both = collisions(mine, theirs)
    if both:
        raise Stale(
            Text(
                "您打开之后，别人改了同一处。请核对后再保存。",
                "Somebody changed the same thing since you opened it. Please check and save again.",
            ),
            field=both[0],
            details=tuple(_difference(labels.get(field), field, mine[field], theirs[field]) for field in both),
        )
    left = untouched(mine, theirs)
    return {field: value for field, value in wanted.items() if field not in left}


def _difference(label: Text | None, field: str, mine: object, theirs: Theirs) -> Text:
    name = label or Text(field, field)
    return Text(
        f"「{name.zh}」：{theirs.by}改为“{_shown(theirs.value)}”，您填的是“{_shown(mine)}”。",
        f"{name.en}: {theirs.by} made it “{_shown(theirs.value)}”, you entered “{_shown(mine)}”.",
    )


def _shown(value: object) -> str:
    return "—" if value in (None, "", []) else str(value)
