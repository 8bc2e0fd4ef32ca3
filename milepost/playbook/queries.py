"""Which playbook a project follows, compiled once per version."""

from functools import lru_cache

from milepost.playbook.models import PlaybookVersion
from milepost.playbook.rules import load
from milepost.playbook.rules.model import Playbook


def live() -> PlaybookVersion:
    """The newest published version. Raises PlaybookVersion.DoesNotExist before the first is published."""
    return PlaybookVersion.objects.latest("id")


@lru_cache(maxsize=32)
def _compiled(version_id: int) -> Playbook:
    return load.load(PlaybookVersion.objects.get(pk=version_id).text)


def compiled(version_id: int) -> Playbook:
    """The compiled playbook of a published version; versions never change, so it is kept."""
    return _compiled(version_id)


def live_playbook() -> Playbook:
    """The compiled live playbook."""
    return compiled(live().pk)
