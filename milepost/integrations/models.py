"""Imports with what is needed to undo them, saved mappings, and the review of what was claimed."""

from django.conf import settings
from django.db import models

from milepost.files.models import StoredFile
from milepost.projects.models import Project

USER = settings.AUTH_USER_MODEL


class Import(models.Model):
    """One file on its way in: proposed, running, done, undone. ``mapping`` is as people write it."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        RUNNING = "running"
        DONE = "done"
        UNDOING = "undoing"
        UNDONE = "undone"

    kind = models.CharField(max_length=12)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    mapping = models.JSONField(default=dict)
    signature = models.CharField(max_length=32)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    all_rows = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    incomplete = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    job_id = models.BigIntegerField(null=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    today = models.DateField()
    ended_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    kept = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["by", "-id"], name="integrations_mine")]

    @property
    def ok(self) -> int:
        """Rows that landed."""
        return self.rows - self.rejected


class Chunk(models.Model):
    """About a hundred rows that landed in one transaction: problems, and what undoing them needs.

    ``made``: [[kind, id]]; ``changed``: [{kind, id, version, before}]. Chunks are never changed.
    """

    record = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    rejected = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    made = models.JSONField(default=list)
    changed = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="integrations_one_chunk")]


class SavedMapping(models.Model):
    """The mapping a person settled for one layout; the same layout next month finds it again."""

    signature = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=12)
    mapping = models.JSONField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class StageName(models.Model):
    """Another system's stage name, mapped once for every later file."""

    name = models.CharField(max_length=80, unique=True)
    key = models.CharField(max_length=40)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Review(models.Model):
    """A manager's word on what an import claimed of one project: it stands, it stands earlier, it is over."""

    class Verdict(models.TextChoices):
        STANDS = "stands"
        EARLIER = "earlier"
        OVER = "over"

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="+", primary_key=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
