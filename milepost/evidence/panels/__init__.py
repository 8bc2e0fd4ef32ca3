"""Pieces as cards that other pages may show: names instead of keys. ``_piece.html`` draws one."""

from typing import Any

from milepost.evidence.queries import Shown
from milepost.evidence.rules import words
from milepost.kernel.text import Text
from milepost.playbook.rules.model import Playbook
from milepost.ui.text import say, t


def type_name(playbook: Playbook, key: str) -> str:
    """Name of an evidence type; its key when the playbook does not know it."""
    return next((say(one.name) for one in playbook.evidence_types if one.key == key), key)


def standard_name(playbook: Playbook, key: str) -> str:
    """Name of a standard, with the number of an instalment."""
    plain, mark, number = key.partition("#")
    try:
        name = say(playbook.standard(plain).name)
    except KeyError:
        return key
    return f"{name} · {t('第' + number + '期', 'No. ' + number)}" if mark else name


def piece(shown: Shown, playbook: Playbook) -> dict[str, Any]:
    """One piece for a template."""
    one = shown.piece
    return {
        "shown": shown,
        "piece": one,
        "icon": _icon(shown),
        "type": type_name(playbook, one.type),
        "serves": [standard_name(playbook, key) for key in shown.serves],
        "tags": [say(words.tag(key)) for key in one.tags],
        "accepted": {"accepted": True, "refused": False}.get(shown.state),
        "counts_alone": one.strength < 2,
        "person": one.person.name if one.person else "",
    }


def _icon(shown: Shown) -> str:
    one = shown.piece
    if one.entry_id:
        return "notes"
    if one.file is not None:
        return "photo" if one.file.content_type.startswith("image/") else "paperclip"
    return "link" if one.link else "message"


def state(key: str) -> Text:
    """What a state of a piece is called."""
    return {
        "withdrawn": Text("已撤下", "Withdrawn"),
        "refused": Text("未认可", "Not accepted"),
        "accepted": Text("已认可", "Accepted"),
        "waiting": Text("待认可", "Not yet accepted"),
    }[key]
