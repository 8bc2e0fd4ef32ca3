"""Uploaded files."""

from django.conf import settings
from django.db import models


class StoredFile(models.Model):
    """One upload: its name as given, its content under ``place`` in the data folder, its SHA-256."""

    name = models.CharField(max_length=200)
    place = models.CharField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    project_id = models.BigIntegerField(null=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Opened(models.Model):
    """Who opened which file first: an approver is shown how many of the pieces he has looked at."""

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "user"], name="files_opened_once")]
