"""Notices to one person."""

from django.conf import settings
from django.db import models

from milepost.projects.models import Project


class Notice(models.Model):
    """Something a person should know or do; it carries its own link and is checked for sight when opened."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], condition=~models.Q(key=""), name="inbox_told_once"),
        ]
        indexes = [models.Index(fields=["user", "read_at", "-id"], name="inbox_mine")]
