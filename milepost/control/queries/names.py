"""Names of standards and stages in the playbooks that projects follow."""

from functools import lru_cache

from milepost.control.queries.cards import Card
from milepost.control.rules.cells import keys
from milepost.kernel.text import Text
from milepost.playbook import queries as playbooks


@lru_cache(maxsize=4096)
def standard(playbook: int, key: str) -> Text:
    """The name of a standard in that version; its key where the version does not know it. Versions never change."""
    try:
        return playbooks.compiled(playbook).standard(key).name
    except KeyError:
        return Text(key, key)


def first_missing(card: Card) -> Text | None:
    """The name of the first standard the team still has to bring in the project's stage."""
    lacking = keys(card.owed)
    return standard(card.playbook, lacking[0]) if lacking else None


def live_version() -> int:
    """The live playbook version, by whose names mixed lists are read."""
    return playbooks.live().pk
