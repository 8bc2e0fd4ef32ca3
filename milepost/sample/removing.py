"""Taking rows away: a sample object with everything that belongs to it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection, models, transaction

from milepost.files.models import StoredFile
from milepost.people.models import Grant
from milepost.projects.models import Project
from milepost.sample import reach

PART = 500


class Broom:
    """Sweeps objects away together with what belongs to them; ``gone`` tells which, by model."""

    def __init__(self) -> None:
        self.gone: dict[type[models.Model], set[int]] = defaultdict(set)

    def sweep(self, model: type[models.Model], ids: Collection[int]) -> None:
        """Delete rows and, before them, every row that points at them."""
        for part in _parts(sorted(ids)):
            self._part(model, part)

    def _part(self, model: type[models.Model], ids: list[int]) -> None:
        for related, key in reach.referrers(model):
            found = related._base_manager.filter(**{f"{key.attname}__in": ids})
            if related is model:
                found.update(**{key.attname: None})
            else:
                self.sweep(related, set(found.values_list("pk", flat=True)))
        rows = model._base_manager.filter(pk__in=ids)
        rows._raw_delete(rows.db)
        self.gone[model] |= set(ids)

    def sweep_projects(self, ids: Collection[int]) -> None:
        """Projects with everything of theirs: satellites, files, and who was let to see them."""
        own = set(ids)
        for part in _parts(sorted(own)):
            Project.objects.filter(parent__in=part).exclude(pk__in=own).update(parent=None)
        self.sweep(Project, own)
        for part in _parts(sorted(own)):
            files = StoredFile.objects.filter(project_id__in=part)
            transaction.on_commit(_unlinking(list(files.values_list("place", flat=True))))
            self.sweep(StoredFile, set(files.values_list("pk", flat=True)))

    def sweep_grants(self, kinds: dict[str, type[models.Model]]) -> None:
        """What let people see objects that are gone, by the kind of grant."""
        for kind, model in kinds.items():
            for part in _parts(sorted(self.gone[model])):
                Grant.objects.filter(kind=kind, object_id__in=part).delete()


def _unlinking(places: list[str]) -> Callable[[], None]:
    def unlink() -> None:
        for place in places:
            (Path(settings.MEDIA_ROOT) / place).unlink(missing_ok=True)

    return unlink


def _parts(ids: list[int]) -> Iterator[list[int]]:
    size = min(PART, connection.features.max_query_params or PART)
    return (ids[start : start + size] for start in range(0, len(ids), size))
