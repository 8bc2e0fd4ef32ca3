"""Two people changed the same thing: which of my fields collide with what the other one wrote?"""

from collections.abc import Mapping
from dataclasses import dataclass

from milepost.kernel.errors import Stale
from milepost.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else made of one field since I read it."""

    value: object
    by: str


def collisions(mine: Mapping[str, object], theirs: Mapping[str, Theirs]) -> list[str]:
    """Fields that both changed to different values, in my order. Different fields never collide."""
    return [field for field, value in mine.items() if field in theirs and theirs[field].value != value]


def refuse_collisions(
    mine: Mapping[str, object], theirs: Mapping[str, Theirs], labels: Mapping[str, Text]
) -> None:
    """Raise Stale with one sentence per field that both changed; do nothing when there is none."""
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


def _difference(label: Text | None, field: str, mine: object, theirs: Theirs) -> Text:
    name = label or Text(field, field)
    return Text(
        f"「{name.zh}」：{theirs.by}改为“{_shown(theirs.value)}”，您填的是“{_shown(mine)}”。",
        f"{name.en}: {theirs.by} made it “{_shown(theirs.value)}”, you entered “{_shown(mine)}”.",
    )


def _shown(value: object) -> str:
    return "—" if value in (None, "") else str(value)
