"""Pieces of evidence and what they serve."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from milepost.accounts.models import Contact
from milepost.diary.models import Entry
from milepost.files.models import StoredFile
from milepost.projects.models import Project

USER = settings.AUTH_USER_MODEL


class Piece(models.Model):
    """One proof: a file, a diary note, or a pasted message or link. It may serve several standards."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    type = models.CharField(max_length=30)
    strength = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField()
    person = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    tags = models.JSONField(default=list)
    stage = models.CharField(max_length=40)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    accepted_on = models.DateField(null=True)
    accepted_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    refused_why = models.TextField(blank=True)
    confidential = models.BooleanField(default=False)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["project", "-id"], name="evidence_by_project")]
        constraints = [
            models.CheckConstraint(condition=~Q(accepted_by=models.F("by")), name="evidence_not_by_oneself"),
        ]


class Service(models.Model):
    """The piece serves a standard (``key`` or ``key#n`` for the n-th occurrence of a repeatable milestone)."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="services")
    standard = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["piece", "standard"], name="evidence_serves_once")]
