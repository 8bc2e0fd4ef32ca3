"""Which playbook a project follows, compiled once per version."""

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.playbook.models import PlaybookVersion
from milepost.playbook.rules import load
from milepost.playbook.rules.model import Playbook


def live() -> PlaybookVersion:
    """The newest published version. Raises PlaybookVersion.DoesNotExist before the first is published."""
    return PlaybookVersion.objects.latest("id")


_COMPILED: dict[int, Playbook] = {}


def compiled(version_id: int) -> Playbook:
    """The compiled playbook of a published version; versions never change, so it is kept."""
    if version_id not in _COMPILED:
        _COMPILED[version_id] = load.load(PlaybookVersion.objects.get(pk=version_id).text)
    return _COMPILED[version_id]


def forget(version_id: int) -> None:
    """Drop what was kept under a number that is given out anew (a publication that was rolled back)."""
    _COMPILED.pop(version_id, None)


def live_playbook() -> Playbook:
    """The compiled live playbook."""
    return compiled(live().pk)


def version(number: str) -> PlaybookVersion:
    """The published version ``number``; Refused when there is none."""
    found = PlaybookVersion.objects.filter(version=number).order_by("-id").first()
    if found is None:
        raise Refused(Text(f"没有发布过版本 {number}", f"Version {number} was never published"))
    return found
