"""Published versions of the playbook. A version is never changed; running projects keep theirs."""

from django.conf import settings
from django.db import models


class PlaybookVersion(models.Model):
    """One published playbook: its whole YAML text and where it came from. The newest is the live one."""

    key = models.CharField(max_length=60)
    version = models.CharField(max_length=30)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    published_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="playbook_version_once")]
